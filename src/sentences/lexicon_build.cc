#include "base/utf8.h"
#include "lang/tsv.h"
#include "sentences/lexicon.h"
#include "sentences/pack_build.h"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace vigie {
namespace {

using Rows = std::vector<Lexicon::Row>;

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> out;
  std::size_t at = 0;
  while (at < line.size()) {
    const auto begin = line.find_first_not_of(" \t\r", at);
    if (begin == std::string_view::npos) {
      break;
    }
    const auto end = std::min(line.find_first_of(" \t\r", begin), line.size());
    out.push_back(line.substr(begin, end - begin));
    at = end;
  }
  return out;
}

template <typename Visit>
void for_each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// ---- French: hunspell-fr (Dicollecte), whose entries carry parts of speech and inflection -------

/// The condition of an affix rule: one set of code points per place, counted from the word's end.
struct Condition {
  struct Place {
    std::u32string letters;
    bool negated = false;
    bool any = false;
  };
  std::vector<Place> places;

  static Condition parse(std::string_view s) {
    Condition out;
    const auto letters = to_code_points(s);
    for (std::size_t i = 0; i < letters.size(); ++i) {
      Place place;
      if (letters[i] == U'.') {
        place.any = true;
      } else if (letters[i] == U'[') {
        for (++i; i < letters.size() && letters[i] != U']'; ++i) {
          if (letters[i] == U'^' && place.letters.empty() && !place.negated) {
            place.negated = true;
          } else {
            place.letters += letters[i];
          }
        }
      } else {
        place.letters = letters[i];
      }
      out.places.push_back(std::move(place));
    }
    return out;
  }

  bool matches_end(const std::u32string& word) const {
    if (word.size() < places.size()) {
      return false;
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto c = word[word.size() - places.size() + i];
      const bool found = places[i].letters.find(c) != std::u32string::npos;
      if (!places[i].any && found == places[i].negated) {
        return false;
      }
    }
    return true;
  }
};

struct SuffixRule {
  std::string strip;
  std::string add;
  Condition condition;
  std::vector<std::string> morphology;
};

/// What the `po:` and `is:` fields of one form say, one tag per reading.
std::vector<WordTag> french_tags(const std::vector<std::string>& morphology) {
  // Stems of Dicollecte's `po:` values and the parts of speech they stand for.
  static const std::vector<std::pair<std::string_view, Upos>> kClasses = {
      {"nom", Upos::NOUN},    {"adj", Upos::ADJ},      {"adv", Upos::ADV},
      {"prep", Upos::ADP},    {"cjco", Upos::CCONJ},   {"cjsub", Upos::SCONJ},
      {"pro", Upos::PRON},    {"det", Upos::DET},      {"interj", Upos::INTJ},
      {"npr", Upos::PROPN},   {"prn", Upos::PROPN},    {"patr", Upos::PROPN},
      {"titr", Upos::NOUN},   {"preverb", Upos::PRON}, {"loc.adv", Upos::ADV},
      {"loc.adj", Upos::ADJ}, {"loc.prep", Upos::ADP}, {"loc.cj", Upos::SCONJ}};
  struct VerbReading {
    VerbForm form;
    Mood mood;
    Tense tense;
  };
  static const std::map<std::string_view, VerbReading> kVerb = {
      {"infi", {VerbForm::Inf, Mood::none, Tense::none}},
      {"ppre", {VerbForm::Part, Mood::none, Tense::Pres}},
      {"ppas", {VerbForm::Part, Mood::none, Tense::Past}},
      {"ipre", {VerbForm::Fin, Mood::Ind, Tense::Pres}},
      {"iimp", {VerbForm::Fin, Mood::Ind, Tense::Imp}},
      {"ipsi", {VerbForm::Fin, Mood::Ind, Tense::Past}},
      {"ifut", {VerbForm::Fin, Mood::Ind, Tense::Fut}},
      {"cond", {VerbForm::Fin, Mood::Cnd, Tense::Pres}},
      {"spre", {VerbForm::Fin, Mood::Sub, Tense::Pres}},
      {"simp", {VerbForm::Fin, Mood::Sub, Tense::Past}},
      {"impe", {VerbForm::Fin, Mood::Imp, Tense::Pres}}};

  Features noun;
  bool masculine = false;
  bool feminine = false;
  bool is_verb = false;
  std::vector<Upos> classes;
  std::vector<VerbReading> verbs;
  std::vector<std::pair<std::uint8_t, Number>> persons;
  for (const auto& m : morphology) {
    const std::string_view value = std::string_view(m).substr(std::min<std::size_t>(3, m.size()));
    if (m.starts_with("is:")) {
      masculine |= value == "mas" || value == "epi";
      feminine |= value == "fem" || value == "epi";
      if (value == "sg" || value == "pl") {
        noun.number = value == "sg" ? Number::Sing : Number::Plur;
      }
    } else if (m.starts_with("po:")) {
      if (const auto verb = kVerb.find(value); verb != kVerb.end()) {
        verbs.push_back(verb->second);
      } else if (value.size() >= 3 && value[0] >= '1' && value[0] <= '3' &&
                 (value.ends_with("sg") || value.ends_with("pl") || value.ends_with("pl!"))) {
        persons.emplace_back(std::uint8_t(value[0] - '0'),
                             value.ends_with("sg") ? Number::Sing : Number::Plur);
      } else if (value.size() >= 2 && value[0] == 'v' && value[1] >= '0' && value[1] <= '3') {
        is_verb = true;
      } else if (value == "nb") {
        classes.push_back(Upos::NUM);
      } else if (value == "nbro") {
        classes.push_back(Upos::ADJ);
      } else {
        for (const auto& [stem, upos] : kClasses) {
          if (value.starts_with(stem)) {
            classes.push_back(upos);
          }
        }
      }
    }
  }
  if (masculine != feminine) {
    noun.gender = masculine ? Gender::Masc : Gender::Fem;
  }
  std::vector<WordTag> tags;
  for (const auto upos : classes) {
    tags.push_back(pack_tag(upos, noun));
  }
  if (is_verb && verbs.empty()) {
    verbs.push_back({VerbForm::Inf, Mood::none, Tense::none});
  }
  for (const auto& verb : verbs) {
    Features f = verb.form == VerbForm::Part && verb.tense == Tense::Past ? noun : Features{};
    f.verb_form = verb.form;
    f.mood = verb.mood;
    f.tense = verb.tense;
    if (verb.form != VerbForm::Fin || persons.empty()) {
      tags.push_back(pack_tag(Upos::VERB, f));
      continue;
    }
    for (const auto& [person, number] : persons) {
      f.person = person;
      f.number = number;
      tags.push_back(pack_tag(Upos::VERB, f));
    }
  }
  return tags;
}

Result<Rows> read_hunspell_fr(const std::filesystem::path& dir) {
  const auto dictionary_path = dir / "fr.dic";
  const auto rules = read_file(dir / "fr.aff");
  const auto words = read_file(dictionary_path);
  if (!rules || !words) {
    return fail("missing_file",
                "the French dictionary is not installed; run `apt-get install hunspell-fr`",
                dictionary_path.string());
  }
  std::unordered_map<std::string, std::vector<SuffixRule>> suffixes;
  for_each_line(*rules, [&](std::string_view line) {
    const auto f = fields_of(line.substr(0, line.find('#')));
    // Prefix rules only add elided articles and pronouns (l', d', qu'), which the tokeniser cuts.
    if (f.size() < 5 || f[0] != "SFX") {
      return;
    }
    SuffixRule rule;
    rule.strip = f[2] == "0" ? "" : std::string(f[2]);
    rule.add = std::string(f[3].substr(0, f[3].find('/')));
    rule.add = rule.add == "0" ? "" : rule.add;
    rule.condition = f[4] == "." ? Condition{} : Condition::parse(f[4]);
    rule.morphology.assign(f.begin() + 5, f.end());
    suffixes[std::string(f[1])].push_back(std::move(rule));
  });

  Rows rows;
  for_each_line(*words, [&](std::string_view line) {
    const auto f = fields_of(line);
    if (f.size() < 2) {
      return;  // the count in the first line, entries without morphology
    }
    const auto slash = f[0].find('/');
    const std::string word(f[0].substr(0, slash));
    const auto flags = slash == std::string_view::npos ? "" : f[0].substr(slash + 1);
    std::vector<std::string> morphology(f.begin() + 1, f.end());
    std::string lemma = word;
    for (const auto& m : morphology) {
      if (m.starts_with("st:")) {
        lemma = m.substr(3);
      }
    }
    const auto add = [&](const std::string& form, const std::vector<std::string>& m) {
      for (const auto tag : french_tags(m)) {
        rows.push_back({to_lower(form), lemma, tag});
      }
    };
    // `()` marks a stem that is a word only with a suffix.
    if (flags.find("()") == std::string_view::npos) {
      add(word, morphology);
    }
    const auto letters = to_code_points(word);
    for (std::size_t i = 0; i + 1 < flags.size(); i += 2) {
      const auto found = suffixes.find(std::string(flags.substr(i, 2)));
      if (found == suffixes.end()) {
        continue;
      }
      for (const auto& rule : found->second) {
        if (!word.ends_with(rule.strip) || !rule.condition.matches_end(letters)) {
          continue;
        }
        auto both = morphology;
        both.insert(both.end(), rule.morphology.begin(), rule.morphology.end());
        add(word.substr(0, word.size() - rule.strip.size()) + rule.add, both);
      }
    }
  });
  return rows;
}

// ---- English: WordNet's index and exception lists, regular inflection by rule ------------------

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/// `stop` -> `stopp`, the stem before -ed, -ing, -er; empty when the last letter is not doubled.
std::string doubled(const std::string& w) {
  constexpr std::string_view doubling = "bdgklmnprt";
  const auto n = w.size();
  const bool closed = n >= 3 && !is_vowel(w[n - 3]) && is_vowel(w[n - 2]) &&
                      doubling.find(w[n - 1]) != std::string_view::npos;
  return closed ? w + w.back() : "";
}

/// -s, -ed, -er: the stem with `suffix`, after the spelling rules for -e and consonant + y.
std::string with_suffix(const std::string& w, const std::string& suffix) {
  const auto n = w.size();
  const bool consonant_y = n >= 2 && w[n - 1] == 'y' && !is_vowel(w[n - 2]);
  if (suffix == "s") {
    const bool hissing = w.ends_with("s") || w.ends_with("x") || w.ends_with("z") ||
                         w.ends_with("ch") || w.ends_with("sh");
    return consonant_y ? w.substr(0, n - 1) + "ies" : w + (hissing ? "es" : "s");
  }
  if (suffix == "ing") {
    const bool mute_e = w.ends_with("e") && !w.ends_with("ee") && !w.ends_with("oe");
    return (mute_e ? w.substr(0, n - 1) : w) + "ing";
  }
  if (w.ends_with("e")) {
    return w + suffix.substr(1);
  }
  return consonant_y ? w.substr(0, n - 1) + "i" + suffix : w + suffix;
}

Result<Rows> read_wordnet(const std::filesystem::path& dir) {
  Features singular, plural, third, past, participle, gerund, infinitive;
  singular.number = Number::Sing;
  plural.number = Number::Plur;
  third.verb_form = past.verb_form = VerbForm::Fin;
  third.tense = Tense::Pres;
  third.person = 3;
  past.tense = participle.tense = Tense::Past;
  participle.verb_form = VerbForm::Part;
  gerund.verb_form = VerbForm::Ger;
  infinitive.verb_form = VerbForm::Inf;

  Rows rows;
  const std::pair<const char*, Upos> parts[] = {
      {"noun", Upos::NOUN}, {"verb", Upos::VERB}, {"adj", Upos::ADJ}, {"adv", Upos::ADV}};
  for (const auto& [name, upos] : parts) {
    const auto index_path = dir / (std::string("index.") + name);
    const auto index = read_file(index_path);
    const auto exceptions = read_file(dir / (std::string(name) + ".exc"));
    if (!index || !exceptions) {
      return fail("missing_file", "WordNet is not installed; run `apt-get install wordnet-base`",
                  index_path.string());
    }
    std::unordered_map<std::string, std::vector<std::string>> irregular;
    for_each_line(*exceptions, [&](std::string_view line) {
      const auto f = fields_of(line);
      for (std::size_t i = 1; i < f.size(); ++i) {
        irregular[std::string(f[i])].emplace_back(f[0]);
      }
    });
    for_each_line(*index, [&, part = upos](std::string_view line) {
      const auto f = fields_of(line);
      if (line.empty() || line[0] == ' ' || f.empty() || f[0].find('_') != std::string_view::npos) {
        return;  // licence text; phrases
      }
      const std::string w(f[0]);
      const auto add = [&](const std::string& form, const Features& features) {
        rows.push_back({form, w, pack_tag(part, features)});
      };
      const auto found = irregular.find(w);
      const auto& forms = found == irregular.end() ? std::vector<std::string>() : found->second;
      if (part == Upos::NOUN) {
        add(w, singular);
        add(with_suffix(w, "s"), plural);
        for (const auto& form : forms) {
          add(form, plural);
        }
      } else if (part == Upos::VERB) {
        add(w, infinitive);
        add(with_suffix(w, "s"), third);
        add(with_suffix(w, "ing"), gerund);
        bool irregular_past = false;
        for (const auto& form : forms) {
          if (form.ends_with("ing")) {
            add(form, gerund);
          } else if (form.ends_with("s")) {
            add(form, third);
          } else {
            add(form, past);
            add(form, participle);
            irregular_past = true;
          }
        }
        if (!irregular_past) {
          add(with_suffix(w, "ed"), past);
          add(with_suffix(w, "ed"), participle);
        }
        if (const auto stem = doubled(w); !stem.empty()) {
          add(stem + "ing", gerund);
          add(stem + "ed", past);
          add(stem + "ed", participle);
        }
      } else {
        add(w, Features{});
        if (part == Upos::ADJ && w.size() < 8) {
          add(with_suffix(w, "er"), Features{});
          add(with_suffix(w, "est"), Features{});
        }
        for (const auto& form : forms) {
          add(form, Features{});
        }
      }
    });
  }
  return rows;
}

}  // namespace

Result<void> build_lexicon(const DataDir& data, std::string_view language) {
  Result<Rows> rows = Rows{};
  if (language == "fr") {
    rows = read_hunspell_fr("/usr/share/hunspell");
  } else if (language == "en") {
    rows = read_wordnet("/usr/share/wordnet");
  }
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  return write_whole_file(data.compiled(std::string(language) + ".lexicon"),
                          Lexicon::compile(std::move(*rows)));
}

}  // namespace vigie
