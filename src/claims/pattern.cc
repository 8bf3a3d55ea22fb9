#include "claims/pattern.h"

#include "base/utf8.h"
#include "lang/tsv.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace vigie {
namespace {

/// Everything that parsing one file needs, so that messages can name the place.
struct PatternSource {
  const LanguagePack& pack;
  std::string file;
  std::size_t line = 0;

  tl::unexpected<Error> error(std::string message) const {
    return fail("bad_pattern", std::move(message), file, line);
  }
};

std::vector<std::string> split_words(std::string_view s) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (at < s.size()) {
    while (at < s.size() && (s[at] == ' ' || s[at] == '\t')) {
      ++at;
    }
    std::size_t end = at;
    int brackets = 0;  // a condition may hold a space: [case=out of]
    while (end < s.size() && (brackets > 0 || (s[end] != ' ' && s[end] != '\t'))) {
      brackets += s[end] == '[' ? 1 : s[end] == ']' ? -1 : 0;
      ++end;
    }
    if (end > at) {
      out.emplace_back(s.substr(at, end - at));
    }
    at = end;
  }
  return out;
}

std::string unify_apostrophe(std::string_view s) {
  std::string out(s);
  for (std::size_t at = 0; (at = out.find("\xE2\x80\x99", at)) != std::string::npos;) {
    out.replace(at, 3, "'");
  }
  return out;
}

/// Opens `s'emparer` to `se emparer` and `d'assaut` to `de assaut`.
std::vector<std::string> open_elisions(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const auto& word : words) {
    const auto at = word.find('\'');
    if (at != std::string::npos && at + 1 < word.size() && word[0] != '{' && word[0] != '-' &&
        word[0] != '+') {
      const std::string left = word.substr(0, at);
      if (left == "s" || left == "d" || left == "l") {
        if (left != "l") {
          out.push_back(left + "e");
        }
        out.push_back(word.substr(at + 1));
        continue;
      }
    }
    out.push_back(word);
  }
  return out;
}

Result<WordSet> parse_word_set(const PatternSource& source, std::string_view text) {
  WordSet set;
  if (const auto bracket = text.find('['); bracket != std::string_view::npos) {
    if (text.back() != ']') {
      return source.error(fmt::format("'{}': '[' without ']'", text));
    }
    for (const auto& condition :
         split_list(text.substr(bracket + 1, text.size() - bracket - 2), ',')) {
      const auto eq = condition.find('=');
      const std::string key = condition.substr(0, eq);
      const std::string value = eq == std::string::npos ? "" : condition.substr(eq + 1);
      if (key == "case") {
        set.case_word = value;
      } else if (key == "form") {
        set.form = value;
      } else if (key == "num" && (value == "plur" || value == "sing")) {
        set.number = value == "plur" ? Number::Plur : Number::Sing;
      } else {
        return source.error(fmt::format(
            "unknown condition '{}'; there are case=, form=, num=plur, num=sing", condition));
      }
    }
    text = text.substr(0, bracket);
  }
  for (const auto& part : split_list(text, '|')) {
    if (part[0] == '@') {
      const std::string name = part.substr(1);
      if (!source.pack.has_class(name)) {
        return source.error(fmt::format(
            "unknown word class '@{}'; classes are listed in data/{}/classes.tsv and grammar.tsv",
            name, source.pack.language()));
      }
      set.classes.push_back(&source.pack.words(name));
    } else {
      set.lemmas.push_back(part);
    }
  }
  if (set.empty()) {
    return source.error("an empty word");
  }
  return set;
}

Result<Slot> parse_slot(const PatternSource& source, std::string_view text) {
  Slot slot;
  text = text.substr(1);
  bool optional = false;
  if (!text.empty() && (text.back() == '?' || text.back() == '!')) {
    optional = text.back() == '?';
    slot.required = text.back() == '!';
    text.remove_suffix(1);
  }
  if (text.empty() || text.back() != '}') {
    return source.error("a slot is written {role} or {role:class}, with ? or ! behind or inside");
  }
  text.remove_suffix(1);
  if (!text.empty() && (text.back() == '?' || text.back() == '!')) {
    optional = optional || text.back() == '?';
    slot.required = slot.required || text.back() == '!';
    text.remove_suffix(1);
  }
  const auto colon = text.find(':');
  const std::string_view role = text.substr(0, colon);
  const std::string_view wanted =
      colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  if (role == "actor") {
    slot.role = SlotRole::actor;
  } else if (role == "target") {
    slot.role = SlotRole::target;
  } else if (role == "place") {
    slot.role = SlotRole::place;
    slot.wanted = SlotClass::place;
  } else if (role == "_") {
    slot.role = SlotRole::unfilled;
    slot.wanted = SlotClass::anything;
  } else {
    return source.error(fmt::format("unknown role '{}'; roles are actor, target, place, _", role));
  }
  if (wanted == "any") {
    slot.wanted = slot.role == SlotRole::unfilled ? SlotClass::anything : slot.wanted;
  } else if (wanted == "people") {
    slot.wanted = SlotClass::people;
  } else if (wanted == "armed") {
    slot.wanted = SlotClass::armed;
  } else if (wanted == "actor") {
    slot.wanted = SlotClass::any_actor;
  } else if (wanted == "place") {
    slot.wanted = SlotClass::place;
  } else if (!wanted.empty() && wanted[0] == '@') {
    if (!source.pack.has_class(wanted.substr(1))) {
      return source.error(fmt::format("unknown word class '{}'", wanted));
    }
    slot.wanted = SlotClass::word;
    slot.words = &source.pack.words(wanted.substr(1));
  } else if (!wanted.empty()) {
    return source.error(fmt::format(
        "unknown slot class '{}'; there are any, people, armed, place, @class", wanted));
  }
  if (optional) {
    slot.required = false;
  }
  return slot;
}

bool is_optional_mark(std::string_view slot_text) {
  return slot_text.find('?') != std::string_view::npos;
}

/// One alternative per word; true when every alternative is a preposition of the language.
bool is_preposition(const LanguagePack& pack, std::string_view word) {
  if (word.empty() || word[0] == '{' || word[0] == '+' || word[0] == '-') {
    return false;
  }
  const auto parts = split_list(word, '|');
  return !parts.empty() && std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
    return pack.in_class("preposition", part);
  });
}

Result<Pattern> parse_when(const PatternSource& source, std::string_view text) {
  Pattern pattern;
  pattern.line = source.line;
  const auto words = open_elisions(split_words(unify_apostrophe(text)));
  bool have_trigger = false;
  std::vector<std::string> prepositions;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word[0] == '{') {
      auto slot = parse_slot(source, word);
      if (!slot) {
        return tl::unexpected(slot.error());
      }
      if (!prepositions.empty()) {
        slot->function = SlotFunction::complement;
        slot->prepositions = prepositions;
        prepositions.clear();
      } else if (!have_trigger) {
        slot->function = SlotFunction::subject;
      } else {
        slot->function = SlotFunction::object;
        slot->required = !is_optional_mark(word);
      }
      pattern.slots.push_back(*slot);
      continue;
    }
    if (have_trigger && (word[0] == '+' || word[0] == '-') && word.size() > 1) {
      auto set = parse_word_set(source, std::string_view(word).substr(1));
      if (!set) {
        return tl::unexpected(set.error());
      }
      (word[0] == '+' ? pattern.near : pattern.without).push_back(*set);
      continue;
    }
    // A preposition before a slot or a required word; alternatives may have several words each:
    // "vers|en direction de|jusqu'à".
    if (have_trigger) {
      bool taken = false;
      for (std::size_t n = 14; n >= 1 && !taken; --n) {
        if (i + n >= words.size()) {
          continue;
        }
        std::string joined = word;
        for (std::size_t k = 1; k < n; ++k) {
          joined += ' ' + words[i + k];
        }
        if (is_preposition(source.pack, joined)) {
          prepositions = split_list(joined, '|');
          i += n - 1;
          taken = true;
        }
      }
      if (taken) {
        continue;
      }
    }
    if (!have_trigger && (word == "se" || word == "s'")) {
      pattern.reflexive = true;
      continue;
    }
    std::string bare = word;
    if (!have_trigger) {
      have_trigger = true;
      for (std::size_t slash; (slash = bare.find('/')) != std::string::npos;) {
        switch (slash + 1 < bare.size() ? bare[slash + 1] : ' ') {
          case 'n':
            pattern.trigger_pos = Upos::NOUN;
            break;
          case 'a':
            pattern.trigger_pos = Upos::ADJ;
            break;
          case 'v':
            pattern.trigger_pos = Upos::VERB;
            break;
          default:
            return source.error(fmt::format("'{}': marks are /n, /a and /v", bare));
        }
        bare.erase(slash, 2);
      }
      if (bare.rfind("se_", 0) == 0) {
        pattern.reflexive = true;
        for (std::size_t at; (at = bare.find("se_")) != std::string::npos;) {
          bare.erase(at, 3);  // split_particles has left reflexive verbs only
        }
      }
      if (const auto at = bare.find('_'); at != std::string::npos && bare[0] != '@') {
        // split_particles has left one particle for all alternatives.
        std::string stripped;
        for (const auto& part : split_list(bare, '|')) {
          const auto under = part.find('_');
          pattern.particle = part.substr(under + 1);
          stripped += (stripped.empty() ? "" : "|") + part.substr(0, under);
        }
        bare = stripped;
      }
      auto set = parse_word_set(source, bare);
      if (!set) {
        return tl::unexpected(set.error());
      }
      pattern.trigger = *set;
      continue;
    }
    if (bare.size() > 2 && bare[bare.size() - 2] == '/') {
      bare.resize(bare.size() - 2);
    }
    auto set = parse_word_set(source, bare);
    if (!set) {
      return tl::unexpected(set.error());
    }
    prepositions.clear();
    pattern.with.push_back(*set);
  }
  if (!have_trigger) {
    return source.error("no trigger: one word of the line must be no slot and no preposition");
  }
  return pattern;
}

/// "déferler|se ruer|s'abattre" -> "déferler|se_ruer|se_abattre", so that it is one word of the
/// line.
std::string join_reflexives(std::string_view when) {
  std::string out = unify_apostrophe(when);
  for (const std::string_view form : {"|se ", "|s'"}) {
    for (std::size_t at = 0; (at = out.find(form, at)) != std::string::npos;) {
      out.replace(at, form.size(), "|se_");
    }
  }
  return out;
}

/// One line per particle: `{actor} pull_out|leave {place}` is two frames, pull + out and leave.
std::vector<std::string> split_particles(std::string_view when) {
  const auto words = split_words(when);
  std::size_t trigger = 0;
  while (trigger < words.size() && (words[trigger][0] == '{' || words[trigger] == "se")) {
    ++trigger;
  }
  if (trigger == words.size()) {
    return {std::string(when)};
  }
  std::vector<std::pair<std::string, std::string>> groups;  // particle, alternatives
  for (const auto& part : split_list(words[trigger], '|')) {
    const auto under = part[0] == '@' ? std::string::npos : part.find('_');
    const std::string particle = under == std::string::npos  ? ""
                                 : part.rfind("se_", 0) == 0 ? "se_"
                                                             : part.substr(under + 1);
    auto it = std::find_if(groups.begin(), groups.end(),
                           [&](const auto& g) { return g.first == particle; });
    if (it == groups.end()) {
      groups.emplace_back(particle, part);
    } else {
      it->second += '|' + part;
    }
  }
  std::vector<std::string> out;
  for (const auto& [particle, alternatives] : groups) {
    std::string line;
    for (std::size_t i = 0; i < words.size(); ++i) {
      line += (i == 0 ? "" : " ") + (i == trigger ? alternatives : words[i]);
    }
    out.push_back(std::move(line));
  }
  return out;
}

Result<bool> parse_set(const PatternSource& source, std::string_view text, Rule& rule) {
  for (const auto& part : split_words(text)) {
    const auto eq = part.find('=');
    if (eq == std::string::npos) {
      return source.error(fmt::format("'{}': settings are written key=value", part));
    }
    const std::string key = part.substr(0, eq);
    const std::string value = part.substr(eq + 1);
    if (key == "mode") {
      rule.mode = value;
    } else if (key == "figure") {
      rule.figure = value;
    } else if (key == "free_place") {
      rule.free_place = value != "no";
    } else if (key == "actor") {
      rule.no_actor = value == "none";
    } else if (key == "weight") {
      rule.weight = std::strtod(value.c_str(), nullptr);
      if (rule.weight <= 0 || rule.weight > 1) {
        return source.error("weight is a probability, above 0 and at most 1");
      }
    } else if (key == "modality") {
      if (value == "planned") {
        rule.modality = Modality::planned;
      } else if (value == "hedged") {
        rule.modality = Modality::hedged;
      } else if (value == "asserted") {
        rule.modality = Modality::asserted;
      } else {
        return source.error("modality is asserted, hedged or planned");
      }
    } else if (key == "polarity") {
      if (value != "negative" && value != "positive") {
        return source.error("polarity is positive or negative");
      }
      rule.polarity = value == "negative" ? Polarity::negative : Polarity::positive;
    } else if (key == "extent") {
      bool known = false;
      for (const auto e : {Extent::full, Extent::most, Extent::part, Extent::last, Extent::none}) {
        if (to_string(e) == value) {
          rule.extent = e;
          known = true;
        }
      }
      if (!known) {
        return source.error("extent is full, most, part, last or none");
      }
    } else {
      return source.error(fmt::format(
          "unknown setting '{}'; there are mode, figure, extent, modality, polarity, free_place, "
          "actor, weight",
          key));
    }
  }
  return true;
}

PatternExample parse_example(std::string_view text, bool negative, std::size_t line) {
  PatternExample example;
  example.negative = negative;
  example.line = line;
  const auto arrow = text.find("=>");
  example.text = std::string(trim(text.substr(0, arrow)));
  if (arrow == std::string_view::npos) {
    return example;
  }
  // role=several words role=...
  for (const auto& word : split_words(text.substr(arrow + 2))) {
    const auto eq = word.find('=');
    const std::string role = eq == std::string::npos ? "" : word.substr(0, eq);
    if (role == "actor" || role == "target" || role == "place") {
      example.wanted.emplace_back(role, word.substr(eq + 1));
    } else if (!example.wanted.empty()) {
      example.wanted.back().second += ' ' + word;
    }
  }
  return example;
}

}  // namespace

bool WordSet::holds(const Token& token) const {
  if (!form.empty() && token.lower != form) {
    return false;
  }
  if (number != Number::none && token.feats.number != Number::none &&
      token.feats.number != number) {
    return false;
  }
  const auto is = [&](std::string_view word) {
    return std::find(lemmas.begin(), lemmas.end(), word) != lemmas.end() ||
           std::any_of(classes.begin(), classes.end(),
                       [&](const StringSet* set) { return set->find(word) != set->end(); });
  };
  return is(token.lemma) || is(token.lower);
}

Result<bool> PatternSet::add_file(const LanguagePack& pack,
                                  std::string_view name,
                                  std::string_view text) {
  PatternSource source{pack, std::string(name)};
  const std::string stem = std::filesystem::path(source.file).stem().string();
  const auto type = parse_claim_type(stem);
  if (!type) {
    return source.error(fmt::format(
        "'{}' is no claim type; pattern files are named after the types of docs/codebook.md",
        stem));
  }
  bool in_rule = false;
  std::vector<Pattern> added;
  std::size_t number = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    source.line = ++number;
    line = trim(line);
    if (line.empty() || line[0] == '#') {
      continue;
    }
    const auto space = line.find_first_of(" \t");
    const std::string_view key = line.substr(0, space);
    const std::string_view value =
        space == std::string_view::npos ? std::string_view() : trim(line.substr(space));
    if (key == "rule") {
      if (value.rfind(stem + ".", 0) != 0) {
        return source.error(
            fmt::format("rule '{}': names in this file begin with '{}.'", value, stem));
      }
      Rule rule;
      rule.name = value;
      rule.type = *type;
      rule.file = source.file;
      rule.line = number;
      rules_.push_back(std::move(rule));
      in_rule = true;
      continue;
    }
    if (!in_rule) {
      return source.error("a line before the first `rule`");
    }
    if (key == "when") {
      for (const auto& frame : split_particles(join_reflexives(value))) {
        auto pattern = parse_when(source, frame);
        if (!pattern) {
          return tl::unexpected(pattern.error());
        }
        pattern->rule = int(rules_.size()) - 1;
        added.push_back(std::move(*pattern));
      }
    } else if (key == "set") {
      if (auto done = parse_set(source, value, rules_.back()); !done) {
        return done;
      }
    } else if (key == "example" || key == "not") {
      rules_.back().examples.push_back(parse_example(value, key == "not", number));
    } else {
      return source.error(
          fmt::format("unknown line '{}'; a rule has when, set, example and not lines", key));
    }
  }
  for (auto& pattern : added) {
    const int index = int(patterns_.size());
    const auto add = [&](const std::string& lemma) {
      auto& list = by_lemma_[lemma];
      if (list.empty() || list.back() != index) {
        list.push_back(index);
      }
    };
    for (const auto& lemma : pattern.trigger.lemmas) {
      add(lemma);
    }
    for (const auto* set : pattern.trigger.classes) {
      for (const auto& lemma : *set) {
        add(lemma);
      }
    }
    patterns_.push_back(std::move(pattern));
  }
  return true;
}

Result<PatternSet> PatternSet::load(const LanguagePack& pack) {
  namespace fs = std::filesystem;
  PatternSet set;
  const fs::path dir = pack.data().language(pack.language()) / "patterns";
  std::error_code ec;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(dir, ec)) {
    if (entry.path().extension() == ".txt") {
      files.push_back(entry.path());
    }
  }
  if (ec || files.empty()) {
    return fail("missing_file", "no pattern files here; the language pack is not complete",
                dir.string());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    const auto text = read_file(file);
    if (!text) {
      return tl::unexpected(text.error());
    }
    if (auto done = set.add_file(pack, file.string(), *text); !done) {
      return tl::unexpected(done.error());
    }
  }
  return set;
}

const std::vector<int>& PatternSet::triggered_by(const Token& token) const {
  static const std::vector<int> nothing;
  const auto it = by_lemma_.find(token.lemma);
  return it == by_lemma_.end() ? nothing : it->second;
}

}  // namespace vigie
