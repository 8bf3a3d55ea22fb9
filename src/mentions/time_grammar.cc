#include "mentions/time_grammar.h"

#include "base/utf8.h"
#include "lang/tsv.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <span>
#include <sstream>
#include <unordered_map>

namespace vigie {
namespace {

/// What a pattern is compiled to: a small program for a backtracking matcher.
enum class Op : std::uint8_t {
  word,     ///< a: set of words, one of which must stand here
  klass,    ///< a: class, b: field that takes the value, -1 for none
  number,   ///< b: field that takes the count
  integer,  ///< a: bounds, b: field
  day,      ///< 1..31, with an ordinal ending or without
  year,     ///< a: digits, 4 or 2
  clock4,   ///< 0430
  call,     ///< a: category, b: 0 = its fields become ours, 1 and 2 = end of a pair
  split,    ///< goes on here or, that failing, at a
  jump,     ///< goes on at a
  glue,     ///< no blank here
  begin,    ///< the mention begins here; what stood before is context
  end,      ///< the mention ends here
  match
};

struct Step {
  Op op = Op::match;
  int a = -1;
  int b = -1;
};

struct Literal {
  std::vector<int> words;
  bool upper = false;  ///< must be capitalised in the text (May, March)
};

struct Bounds {
  int low = 0;
  int high = 0;
  bool two_digits = false;
};

struct Rule {
  std::string name;
  std::size_t line = 0;
  int category = 0;
  TimeFields fields;
  std::vector<int> unless_before;
  std::vector<int> unless_after;
  std::vector<int> only_before;
  std::vector<int> only_after;
  bool not_counting = false;
};

struct Program {
  int rule = 0;
  std::vector<Step> steps;
};

/// Vocabulary words by number; one more than there are words stands for digits.
class WordSet {
 public:
  explicit WordSet(std::size_t n = 0) : bits_((n + 63) / 64, 0) {}
  void add(std::size_t i) { bits_[i / 64] |= std::uint64_t{1} << (i % 64); }
  bool has(std::size_t i) const { return ((bits_[i / 64] >> (i % 64)) & 1) != 0; }
  /// True when something was new.
  bool add_all(const WordSet& other) {
    std::uint64_t fresh = 0;
    for (std::size_t i = 0; i < bits_.size(); ++i) {
      fresh |= other.bits_[i] & ~bits_[i];
      bits_[i] |= other.bits_[i];
    }
    return fresh != 0;
  }
  bool operator==(const WordSet&) const = default;
  struct Hash {
    std::size_t operator()(const WordSet& set) const {
      std::uint64_t h = 0;
      for (const std::uint64_t bits : set.bits_) {
        h = combine64(h, bits);
      }
      return std::size_t(h);
    }
  };

 private:
  std::vector<std::uint64_t> bits_;
};

/// A program under one of its first words. Most die at the second atom, so that is looked at first.
struct Start {
  int program = 0;
  int second = -1;  ///< set of words one of which must follow; -1 = not known
};

struct ClassEntry {
  int klass = 0;
  std::vector<int> words;
  int value = 0;
  bool upper = false;
};

const StringMap<TimeField>& field_names() {
  using enum TimeField;
  static const StringMap<TimeField> names = {{"year", year},
                                             {"month", month},
                                             {"day", day},
                                             {"weekday", weekday},
                                             {"hour", hour},
                                             {"minute", minute},
                                             {"second", second},
                                             {"part", part},
                                             {"season", season},
                                             {"quarter", quarter},
                                             {"half", half},
                                             {"decade", decade},
                                             {"century", century},
                                             {"feast", feast},
                                             {"hijri_month", hijri_month},
                                             {"week", week},
                                             {"meridiem", meridiem},
                                             {"zone", zone},
                                             {"n", n},
                                             {"unit", unit},
                                             {"more", more},
                                             {"shift", shift},
                                             {"sign", sign},
                                             {"base", base},
                                             {"dir", dir},
                                             {"mod", mod},
                                             {"type", type},
                                             {"anchor", anchor},
                                             {"literal", literal},
                                             {"single", single},
                                             {"whole", whole},
                                             {"ordinal", ordinal},
                                             {"approx", approx}};
  return names;
}

/// Names that stand for numbers in `set` lines and in the value column.
const StringMap<int>& value_names() {
  static const StringMap<int> names = {
      {"second", 0},    {"minute", 1},  {"hour", 2},     {"day", 3},         {"weekend", 4},
      {"week", 5},      {"month", 6},   {"quarter", 7},  {"half", 8},        {"season", 9},
      {"year", 10},     {"decade", 11}, {"century", 12}, {"publication", 0}, {"last", 1},
      {"clause", 2},    {"start", 1},   {"mid", 2},      {"end", 3},         {"early", 4},
      {"late", 5},      {"date", 0},    {"duration", 1}, {"set", 2},         {"ref", 3},
      {"MO", 0},        {"MI", 1},      {"AF", 2},       {"EV", 3},          {"NI", 4},
      {"DT", 5},        {"SP", 0},      {"SU", 1},       {"FA", 2},          {"WI", 3},
      {"am", 0},        {"pm", 1},      {"night", 2},    {"local", 0},       {"Z", 1},
      {"vague", kVague}};
  return names;
}

bool parse_int(std::string_view s, int* out) {
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), *out);
  return error == std::errc() && end == s.data() + s.size();
}

bool parse_value(std::string_view s, int* out) {
  const auto it = value_names().find(s);
  if (it != value_names().end()) {
    *out = it->second;
    return true;
  }
  return parse_int(s, out);
}

/// "12-25", "easter+39", "orthodox_easter+0", "hijri:10-1", "hijri:9" (whole month),
/// "hebrew:7-10x8"
std::optional<Feast> parse_feast(std::string_view s) {
  Feast out;
  const auto times = s.find('x');
  if (times != std::string_view::npos && times > 0 && s[times - 1] >= '0' && s[times - 1] <= '9') {
    if (!parse_int(s.substr(times + 1), &out.length)) {
      return std::nullopt;
    }
    s = s.substr(0, times);
  }
  for (const auto& [name, calendar] :
       {std::pair{std::string_view("orthodox_easter"), Feast::Calendar::orthodox_easter},
        std::pair{std::string_view("easter"), Feast::Calendar::easter}}) {
    if (s.starts_with(name)) {
      out.calendar = calendar;
      s.remove_prefix(name.size());
      if (s.starts_with('+')) {
        s.remove_prefix(1);
      }
      return parse_int(s, &out.day) ? std::optional(out) : std::nullopt;
    }
  }
  if (s.starts_with("hijri:")) {
    out.calendar = Feast::Calendar::hijri;
    s.remove_prefix(6);
  } else if (s.starts_with("hebrew:")) {
    out.calendar = Feast::Calendar::hebrew;
    s.remove_prefix(7);
  }
  const auto dash = s.find('-');
  if (!parse_int(s.substr(0, dash), &out.month)) {
    return std::nullopt;
  }
  if (dash == std::string_view::npos) {
    out.day = 1;
    out.length = 0;
    return out;
  }
  return parse_int(s.substr(dash + 1), &out.day) ? std::optional(out) : std::nullopt;
}

}  // namespace

void TimeFields::merge(const TimeFields& other) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (other.values[i] != kUnset) {
      values[i] = other.values[i];
    }
  }
}

struct TimeGrammar::Tables {
  Vocabulary vocabulary;
  NumberReader numbers;
  std::vector<std::string> literals;
  std::vector<Feast> feasts;
  StringMap<int> classes;
  StringMap<StringSet> spellings;
  std::vector<ClassEntry> entries;
  std::vector<std::vector<int>> entries_of;  ///< word -> entries that begin with it, longest first
  std::vector<std::vector<int>>
      entries_ending;  ///< word -> entries that end with it, longest first
  StringMap<int> categories;
  std::vector<Literal> words;
  std::vector<std::vector<int>> word_sets;
  std::vector<Bounds> bounds;
  std::vector<Rule> rules;
  std::vector<Program> programs;
  /// category -> word -> programs that can begin with it; the last row is for digits
  std::vector<std::vector<std::vector<Start>>> starts;
  std::vector<WordSet> seconds;
  std::vector<Example> examples;
  std::string path;
  int time_category = -1;
  int not_category = -1;
  int ordinal_ending = -1;
  int after_year = -1;
  int hyphen_ok = -1;

  std::optional<Word> word_at(int klass, const std::vector<Atom>& atoms, int at) const;
  std::optional<Word> word_before(int klass, const std::vector<Atom>& atoms, int end) const;
  int match(const std::vector<int>& word_ids,
            bool upper,
            const std::vector<Atom>& atoms,
            int at) const;
};

// ---------------------------------------------------------------------------------------------
// Loading

class TimeGrammarLoader {
 public:
  using Tables = TimeGrammar::Tables;

  Result<TimeGrammar> load(const DataDir& data, std::string_view language) {
    tables_ = std::make_shared<Tables>();
    auto numbers = NumberReader::load(data, language, tables_->vocabulary);
    if (!numbers) {
      return tl::unexpected(numbers.error());
    }
    tables_->numbers = std::move(*numbers);
    if (auto words = load_words(data.language(language) / "times.tsv"); !words) {
      return tl::unexpected(words.error());
    }
    const auto path = data.language(language) / "times.txt";
    const auto text = read_file(path);
    if (!text) {
      return tl::unexpected(text.error());
    }
    tables_->path = path.string();
    if (auto rules = load_rules(*text); !rules) {
      return tl::unexpected(rules.error());
    }
    if (auto calls = check_calls(); !calls) {
      return tl::unexpected(calls.error());
    }
    index();
    TimeGrammar grammar;
    grammar.tables_ = tables_;
    return grammar;
  }

 private:
  tl::unexpected<Error> bad(std::string message) const {
    return fail("bad_data", std::move(message), tables_->path, line_);
  }

  Literal literal(std::string_view words) {
    Literal out;
    for (const Atom& atom : cut_atoms(words)) {
      out.upper = out.upper || (out.words.empty() && atom.upper);
      // Digits in a pattern are matched as words; atoms of the text are looked up the same way.
      out.words.push_back(tables_->vocabulary.add(atom.lower));
    }
    return out;
  }

  Result<void> load_words(const std::filesystem::path& path) {
    const auto file = read_tsv(path, {"class", "words", "value"});
    if (!file) {
      return tl::unexpected(file.error());
    }
    const auto class_column = std::size_t(file->column("class"));
    const auto words_column = std::size_t(file->column("words"));
    const auto value_column = std::size_t(file->column("value"));
    for (const TsvRow& row : file->rows) {
      const std::string name(row[class_column]);
      const std::string_view value = trim(row[value_column]);
      int number = 0;
      if (name == "feast") {
        const auto feast = parse_feast(value);
        if (!feast) {
          return tl::unexpected(
              file->error(row, "'" + std::string(value) +
                                   "' tells no day; write "
                                   "12-25, easter+39, hijri:10-1 or hebrew:7-10"));
        }
        number = int(tables_->feasts.size());
        tables_->feasts.push_back(*feast);
      } else if (name == "ref") {
        number = literal_value(value);
      } else if (!value.empty() && !parse_value(value, &number)) {
        return tl::unexpected(file->error(row, "unknown value '" + std::string(value) + "'"));
      }
      const int klass =
          tables_->classes.try_emplace(name, int(tables_->classes.size())).first->second;
      for (const std::string& words : split_list(row[words_column])) {
        const Literal one = literal(words);
        if (one.words.empty()) {
          return tl::unexpected(file->error(row, "an empty word"));
        }
        tables_->entries.push_back({klass, one.words, number, one.upper});
        tables_->spellings[name].insert(words);
      }
    }
    return {};
  }

  int literal_value(std::string_view value) {
    auto& all = tables_->literals;
    const auto it = std::find(all.begin(), all.end(), value);
    if (it != all.end()) {
      return int(it - all.begin());
    }
    all.emplace_back(value);
    return int(all.size()) - 1;
  }

  int category(std::string_view name) {
    return tables_->categories.try_emplace(std::string(name), int(tables_->categories.size()))
        .first->second;
  }

  Result<void> load_rules(const std::string& text) {
    std::istringstream lines(text);
    std::string raw;
    line_ = 0;
    while (std::getline(lines, raw)) {
      ++line_;
      std::string_view s = trim(raw);
      if (s.empty() || s.front() == '#') {
        continue;
      }
      const auto blank = s.find_first_of(" \t");
      const std::string_view key = s.substr(0, blank);
      const std::string_view rest = blank == std::string_view::npos ? "" : trim(s.substr(blank));
      if (key == "rule") {
        const auto dot = rest.find('.');
        if (dot == std::string_view::npos || dot == 0) {
          return bad("a rule is named category.name");
        }
        Rule rule;
        rule.name = rest;
        rule.line = line_;
        rule.category = category(rest.substr(0, dot));
        tables_->rules.push_back(std::move(rule));
        continue;
      }
      if (tables_->rules.empty()) {
        return bad("a 'rule' line must come first");
      }
      if (auto done = rule_line(key, rest); !done) {
        return done;
      }
    }
    return {};
  }

  Result<void> rule_line(std::string_view key, std::string_view rest) {
    Rule& rule = tables_->rules.back();
    if (key == "when") {
      Program program;
      program.rule = int(tables_->rules.size()) - 1;
      if (auto steps = compile(rest, program.steps); !steps) {
        return steps;
      }
      tables_->programs.push_back(std::move(program));
      return {};
    }
    if (key == "set") {
      for (const std::string& pair : split_list(rest, ' ')) {
        const auto equals = pair.find('=');
        const auto field = field_names().find(std::string_view(pair).substr(0, equals));
        if (equals == std::string::npos || field == field_names().end()) {
          return bad("'" + pair + "' is not field=value");
        }
        const std::string_view value = std::string_view(pair).substr(equals + 1);
        int number = 0;
        if (field->second == TimeField::literal) {
          number = literal_value(value);
        } else if (!parse_value(value, &number)) {
          return bad("unknown value '" + std::string(value) + "'");
        }
        rule.fields.set(field->second, number);
      }
      return {};
    }
    if (key == "flag" && rest == "not-counting") {
      rule.not_counting = true;
      return {};
    }
    if (key == "example" || key == "not") {
      const auto arrow = rest.rfind("=>");
      const bool positive = key == "example";
      if (positive && arrow == std::string_view::npos) {
        return bad("an example is: DAY | words with [the expression] => VALUE BEGIN..END");
      }
      tables_->examples.push_back(
          {rule.name, std::string(trim(positive ? rest.substr(0, arrow) : rest)),
           positive ? std::string(trim(rest.substr(arrow + 2))) : std::string(), positive, line_});
      return {};
    }
    for (const auto& [name, list] :
         {std::pair{std::string_view("unless-before"), &Rule::unless_before},
          std::pair{std::string_view("unless-after"), &Rule::unless_after},
          std::pair{std::string_view("only-before"), &Rule::only_before},
          std::pair{std::string_view("only-after"), &Rule::only_after}}) {
      if (key == name) {
        for (const std::string& klass : split_list(rest, ' ')) {
          const auto it = tables_->classes.find(klass);
          if (it == tables_->classes.end()) {
            return bad("no class '" + klass + "' in times.tsv");
          }
          (rule.*list).push_back(it->second);
        }
        return {};
      }
    }
    return bad("unknown line '" + std::string(key) +
               "'; write when, set, flag, unless-before, unless-after, only-before, only-after, "
               "example or not");
  }

  /// Compiles one pattern. Brackets are options, parentheses with | are alternatives.
  Result<void> compile(std::string_view pattern, std::vector<Step>& steps) {
    std::string spaced;
    for (const char c : pattern) {
      const bool escaped = !spaced.empty() && spaced.back() == '\\';
      if (!escaped && (c == '[' || c == ']' || c == '(' || c == ')')) {
        spaced += ' ';
        spaced += c;
        spaced += ' ';
      } else {
        spaced += c;
      }
    }
    const auto parts = split_list(spaced, ' ');
    std::size_t at = 0;
    if (auto done = compile_sequence(parts, at, steps, 0); !done) {
      return done;
    }
    steps.push_back({});
    return {};
  }

  Result<void> compile_sequence(const std::vector<std::string>& parts,
                                std::size_t& at,
                                std::vector<Step>& steps,
                                char closing) {
    std::size_t branch = steps.size();
    std::vector<std::size_t> exits;
    while (at < parts.size()) {
      const std::string& part = parts[at++];
      if (part.size() == 1 && part[0] == closing) {
        for (const std::size_t exit : exits) {
          steps[exit].a = int(steps.size());
        }
        return {};
      }
      if (part == "[") {
        const std::size_t split = steps.size();
        steps.push_back({Op::split});
        if (auto done = compile_sequence(parts, at, steps, ']'); !done) {
          return done;
        }
        steps[split].a = int(steps.size());
      } else if (part == "(") {
        if (auto done = compile_sequence(parts, at, steps, ')'); !done) {
          return done;
        }
      } else if (part == "|") {
        if (closing != ')') {
          return bad("'|' between blanks belongs inside ( )");
        }
        steps.insert(steps.begin() + std::ptrdiff_t(branch), Step{Op::split});
        for (Step& step : std::span(steps).subspan(branch + 1)) {
          if ((step.op == Op::split || step.op == Op::jump) && step.a >= int(branch)) {
            ++step.a;
          }
        }
        for (std::size_t& exit : exits) {
          exit += exit >= branch ? 1 : 0;
        }
        exits.push_back(steps.size());
        steps.push_back({Op::jump});
        steps[branch].a = int(steps.size());
        branch = steps.size();
      } else if (auto done = compile_part(part, steps); !done) {
        return done;
      }
    }
    if (closing != 0) {
      return bad(std::string("'") + closing + "' is missing");
    }
    return {};
  }

  Result<void> compile_part(const std::string& part, std::vector<Step>& steps) {
    if (part == "~") {
      steps.push_back({Op::glue});
    } else if (part == "<<") {
      steps.push_back({Op::begin});
    } else if (part == ">>") {
      steps.push_back({Op::end});
    } else if (part.front() == '{' && part.back() == '}') {
      return compile_slot(std::string_view(part).substr(1, part.size() - 2), steps);
    } else if (part.front() == '<' && part.back() == '>' && part.size() > 2) {
      const std::string_view inner = std::string_view(part).substr(1, part.size() - 2);
      const auto colon = inner.find(':');
      const std::string_view slot =
          colon == std::string_view::npos ? std::string_view() : inner.substr(colon + 1);
      if (!slot.empty() && slot != "a" && slot != "b") {
        return bad("the ends of a pair are called :a and :b");
      }
      steps.push_back(
          {Op::call, category(inner.substr(0, colon)), slot.empty() ? 0 : (slot == "a" ? 1 : 2)});
    } else if (part.front() == '@') {
      return compile_slot(part, steps);
    } else {
      std::vector<int> set;
      for (const std::string& words : split_list(part, '|')) {
        Literal one = literal(words.front() == '\\' ? words.substr(1) : words);
        if (one.words.empty()) {
          return bad("an empty word in '" + part + "'");
        }
        set.push_back(int(tables_->words.size()));
        tables_->words.push_back(std::move(one));
      }
      steps.push_back({Op::word, int(tables_->word_sets.size())});
      tables_->word_sets.push_back(std::move(set));
    }
    return {};
  }

  Result<void> compile_slot(std::string_view inner, std::vector<Step>& steps) {
    const bool mute = inner.front() == '@';
    if (mute) {
      inner.remove_prefix(1);
    }
    const auto colon = inner.find(':');
    const std::string_view name = inner.substr(0, colon);
    const std::string_view target =
        colon == std::string_view::npos ? name : inner.substr(colon + 1);
    const auto field = field_names().find(target);
    const int f = field == field_names().end() ? -1 : int(field->second);
    const auto dash = name.find('-');
    Bounds bounds;
    if (name == "day") {
      steps.push_back({Op::day});
    } else if (name == "year") {
      steps.push_back({Op::year, 4});
    } else if (name == "yy") {
      steps.push_back({Op::year, 2});
    } else if (name == "hhmm") {
      steps.push_back({Op::clock4});
    } else if (name == "n") {
      steps.push_back({Op::number, -1, f});
    } else if (dash != std::string_view::npos && parse_int(name.substr(0, dash), &bounds.low) &&
               parse_int(name.substr(dash + 1), &bounds.high)) {
      if (f < 0) {
        return bad("'" + std::string(inner) + "' names no field");
      }
      bounds.two_digits = dash == 2 && name[0] == '0';
      steps.push_back({Op::integer, int(tables_->bounds.size()), f});
      tables_->bounds.push_back(bounds);
    } else {
      const auto klass = tables_->classes.find(name);
      if (klass == tables_->classes.end()) {
        return bad("no class '" + std::string(name) + "' in times.tsv");
      }
      if (!mute && f < 0) {
        return bad("'" + std::string(target) + "' is no field; write @" + std::string(name) +
                   " for words that fill none");
      }
      steps.push_back({Op::klass, klass->second, mute ? -1 : f});
    }
    return {};
  }

  /// Every called category must have a rule, and none may call itself at its own beginning.
  Result<void> check_calls() {
    auto& t = *tables_;
    const std::size_t n = t.categories.size();
    std::vector<bool> defined(n, false);
    for (const Rule& rule : t.rules) {
      defined[std::size_t(rule.category)] = true;
    }
    for (const auto& [name, id] : t.categories) {
      if (!defined[std::size_t(id)]) {
        return bad("no rule makes <" + name + ">");
      }
    }
    const auto time = t.categories.find("time");
    if (time == t.categories.end()) {
      return bad("no rule is called time.something");
    }
    t.time_category = time->second;
    const auto never = t.categories.find("not");
    t.not_category = never == t.categories.end() ? -1 : never->second;
    std::vector<std::vector<int>> calls(n);
    for (const Program& program : t.programs) {
      first_steps(program.steps, 0, [&](const Step& step, int) {
        if (step.op == Op::call) {
          calls[std::size_t(t.rules[std::size_t(program.rule)].category)].push_back(step.a);
        }
      });
    }
    for (std::size_t c = 0; c < n; ++c) {
      std::vector<bool> seen(n, false);
      std::vector<int> todo = calls[c];
      while (!todo.empty()) {
        const int next = todo.back();
        todo.pop_back();
        if (next == int(c)) {
          return bad("a category calls itself at its own beginning");
        }
        if (!seen[std::size_t(next)]) {
          seen[std::size_t(next)] = true;
          todo.insert(todo.end(), calls[std::size_t(next)].begin(), calls[std::size_t(next)].end());
        }
      }
    }
    return {};
  }

  /// The steps that may take the next atom when a program stands at `from`.
  template <typename F>
  static void first_steps(const std::vector<Step>& steps, int from, F&& visit) {
    std::vector<int> todo = {from};
    while (!todo.empty()) {
      const int pc = todo.back();
      todo.pop_back();
      const Step& step = steps[std::size_t(pc)];
      switch (step.op) {
        case Op::split:
          todo.push_back(step.a);
          todo.push_back(pc + 1);
          break;
        case Op::jump:
          todo.push_back(step.a);
          break;
        case Op::glue:
        case Op::begin:
        case Op::end:
          todo.push_back(pc + 1);
          break;
        default:
          visit(step, pc);
      }
    }
  }

  /// For each category the programs that a word can begin, so that most atoms cost one look-up.
  void index() {
    auto& t = *tables_;
    const std::size_t n_words = t.vocabulary.size();
    const auto find_class = [&](std::string_view name) {
      const auto it = t.classes.find(name);
      return it == t.classes.end() ? -1 : it->second;
    };
    t.ordinal_ending = find_class("ordinal_ending");
    t.after_year = find_class("after_year");
    t.hyphen_ok = find_class("hyphen_ok");
    t.entries_of.resize(n_words);
    t.entries_ending.resize(n_words);
    for (std::size_t i = 0; i < t.entries.size(); ++i) {
      t.entries_of[std::size_t(t.entries[i].words.front())].push_back(int(i));
      t.entries_ending[std::size_t(t.entries[i].words.back())].push_back(int(i));
    }
    for (auto* lists : {&t.entries_of, &t.entries_ending}) {
      for (auto& list : *lists) {
        std::stable_sort(list.begin(), list.end(), [&](int a, int b) {
          return t.entries[std::size_t(a)].words.size() > t.entries[std::size_t(b)].words.size();
        });
      }
    }
    find_firsts();
    t.starts.assign(t.categories.size(), std::vector<std::vector<Start>>(n_words + 1));
    for (std::size_t p = 0; p < t.programs.size(); ++p) {
      add_starts(int(p));
    }
  }

  /// Adds the words (and, last, digits) that `step` can take first.
  void add_first(const Step& step, WordSet& set) const {
    const auto& t = *tables_;
    switch (step.op) {
      case Op::word:
        for (const int w : t.word_sets[std::size_t(step.a)]) {
          set.add(std::size_t(t.words[std::size_t(w)].words.front()));
        }
        break;
      case Op::klass:
        set.add_all(of_class_[std::size_t(step.a)]);
        break;
      case Op::number:
        set.add_all(numbers_);
        break;
      case Op::call:
        set.add_all(first_[std::size_t(step.a)]);
        break;
      case Op::match:
        break;
      default:
        set.add(t.vocabulary.size());
    }
  }

  /// first_[c]: what category c can begin with, to a fixed point.
  void find_firsts() {
    const auto& t = *tables_;
    const std::size_t n_words = t.vocabulary.size();
    of_class_.assign(t.classes.size(), WordSet(n_words + 1));
    for (const ClassEntry& entry : t.entries) {
      of_class_[std::size_t(entry.klass)].add(std::size_t(entry.words.front()));
    }
    numbers_ = WordSet(n_words + 1);
    numbers_.add(n_words);
    for (std::size_t w = 0; w < n_words; ++w) {
      if (t.numbers.can_begin(int(w))) {
        numbers_.add(w);
      }
    }
    first_.assign(t.categories.size(), WordSet(n_words + 1));
    bool changed = true;
    while (changed) {
      changed = false;
      for (const Program& program : t.programs) {
        WordSet set(n_words + 1);
        first_steps(program.steps, 0, [&](const Step& step, int) { add_first(step, set); });
        auto& whole = first_[std::size_t(t.rules[std::size_t(program.rule)].category)];
        changed = whole.add_all(set) || changed;
      }
    }
  }

  /// Enters one program under every word it can begin with, together with what must follow.
  void add_starts(int p) {
    auto& t = *tables_;
    const Program& program = t.programs[std::size_t(p)];
    const std::size_t n_words = t.vocabulary.size();
    std::map<int, int> second_of;  // first word -> set of second words, -1 = any
    const auto enter = [&](int first, int second) {
      const auto [it, fresh] = second_of.try_emplace(first, second);
      if (!fresh && it->second != second) {
        it->second = -1;  // reached on two ways: not worth a set of its own
      }
    };
    std::map<int, int> known;
    const auto after = [&](int pc) {
      const auto [it, fresh] = known.try_emplace(pc, -1);
      if (fresh) {
        WordSet set(n_words + 1);
        bool ends = false;
        first_steps(program.steps, pc, [&](const Step& step, int) {
          ends = ends || step.op == Op::match;
          add_first(step, set);
        });
        it->second = ends ? -1 : add_second(std::move(set));
      }
      return it->second;
    };
    const auto of_words = [&](const std::vector<int>& words, int pc) {
      if (words.size() == 1) {
        enter(words.front(), after(pc + 1));
      } else {
        WordSet set(n_words + 1);
        set.add(std::size_t(words[1]));
        enter(words.front(), add_second(std::move(set)));
      }
    };
    first_steps(program.steps, 0, [&](const Step& step, int pc) {
      switch (step.op) {
        case Op::word:
          for (const int w : t.word_sets[std::size_t(step.a)]) {
            of_words(t.words[std::size_t(w)].words, pc);
          }
          break;
        case Op::klass:
          for (const ClassEntry& entry : t.entries) {
            if (entry.klass == step.a) {
              of_words(entry.words, pc);
            }
          }
          break;
        case Op::integer:
        case Op::year:
        case Op::clock4:
          enter(int(n_words), after(pc + 1));
          break;
        case Op::match:
          break;
        default: {
          // A number, a day with its ending or another category may take more than one atom.
          WordSet set(n_words + 1);
          add_first(step, set);
          for (std::size_t w = 0; w <= n_words; ++w) {
            if (set.has(w)) {
              enter(int(w), -1);
            }
          }
        }
      }
    });
    auto& rows = t.starts[std::size_t(t.rules[std::size_t(program.rule)].category)];
    for (const auto& [first, second] : second_of) {
      rows[std::size_t(first)].push_back({p, second});
    }
  }

  int add_second(WordSet set) {
    auto& all = tables_->seconds;
    const auto [it, fresh] = second_ids_.try_emplace(std::move(set), int(all.size()));
    if (fresh) {
      all.push_back(it->first);
    }
    return it->second;
  }

  std::unordered_map<WordSet, int, WordSet::Hash> second_ids_;
  std::vector<WordSet> of_class_;
  WordSet numbers_;
  std::vector<WordSet> first_;
  std::shared_ptr<Tables> tables_;
  std::size_t line_ = 0;
};

Result<TimeGrammar> TimeGrammar::load(const DataDir& data, std::string_view language) {
  return TimeGrammarLoader().load(data, language);
}

// ---------------------------------------------------------------------------------------------
// Matching

int TimeGrammar::Tables::match(const std::vector<int>& word_ids,
                               bool upper,
                               const std::vector<Atom>& atoms,
                               int at) const {
  if (at < 0 || at + int(word_ids.size()) > int(atoms.size()) ||
      (upper && !atoms[std::size_t(at)].upper)) {
    return -1;
  }
  for (std::size_t k = 0; k < word_ids.size(); ++k) {
    const Atom& atom = atoms[std::size_t(at) + k];
    if (atom.word != word_ids[k] && atom.unaccented != word_ids[k]) {
      return -1;
    }
  }
  return at + int(word_ids.size());
}

std::optional<TimeGrammar::Word> TimeGrammar::Tables::word_at(int klass,
                                                              const std::vector<Atom>& atoms,
                                                              int at) const {
  if (at < 0 || at >= int(atoms.size())) {
    return std::nullopt;
  }
  for (const int word : {atoms[std::size_t(at)].word, atoms[std::size_t(at)].unaccented}) {
    if (word < 0) {
      continue;
    }
    for (const int e : entries_of[std::size_t(word)]) {
      const ClassEntry& entry = entries[std::size_t(e)];
      if (entry.klass == klass) {
        const int end = match(entry.words, entry.upper, atoms, at);
        if (end >= 0) {
          return Word{at, end, entry.value};
        }
      }
    }
  }
  return std::nullopt;
}

std::optional<TimeGrammar::Word> TimeGrammar::Tables::word_before(int klass,
                                                                  const std::vector<Atom>& atoms,
                                                                  int end) const {
  if (end <= 0 || end > int(atoms.size())) {
    return std::nullopt;
  }
  const Atom& last = atoms[std::size_t(end) - 1];
  for (const int word : {last.word, last.unaccented}) {
    if (word < 0) {
      continue;
    }
    for (const int e : entries_ending[std::size_t(word)]) {
      const ClassEntry& entry = entries[std::size_t(e)];
      const int begin = end - int(entry.words.size());
      if (entry.klass == klass && match(entry.words, entry.upper, atoms, begin) == end) {
        return Word{begin, end, entry.value};
      }
    }
  }
  return std::nullopt;
}

/// One sentence's matching, with memory of what each category gave at each atom.
struct TimeGrammar::Run {
  struct Found;
  struct State {
    int begin = -1;  ///< of the core; -1 = where the rule began
    int end = -1;
    std::array<const Found*, 2> slots = {};  ///< the ends of a pair, kept by `memory`
    TimeFields fields;
  };
  struct Found {
    int rule = 0;
    int begin = 0;  ///< of all that was consumed
    int end = 0;
    State state;
  };

  const Tables& t;
  const std::vector<Atom>& atoms;
  const Sentence* sentence;
  /// (category, place) -> what it gave there; few are ever asked
  std::vector<std::vector<std::optional<std::vector<Found>>>> memory;
  /// place -> the number that begins there; many rules begin with one
  std::vector<std::optional<std::optional<NumberReading>>> numbers;

  Run(const Tables& tables, const std::vector<Atom>& a, const Sentence* s)
      : t(tables),
        atoms(a),
        sentence(s),
        memory(tables.categories.size()),
        numbers(a.size()) {}

  const Atom& atom(int i) const { return atoms[std::size_t(i)]; }
  int size() const { return int(atoms.size()); }

  const std::vector<Found>& all(int category, int at) {
    auto& row = memory[std::size_t(category)];
    if (row.empty()) {
      row.resize(atoms.size() + 1);
    }
    if (!row[std::size_t(at)]) {
      // Filled before the programs run: a loop through other categories then finds nothing more.
      row[std::size_t(at)].emplace();
      std::vector<Found> found;
      match_all(category, at, found);
      row[std::size_t(at)] = std::move(found);
    }
    return *row[std::size_t(at)];
  }

  bool follows(const WordSet& set, int at) const {
    if (at >= size()) {
      return false;
    }
    const Atom& next = atom(at);
    if (next.digits) {
      return set.has(t.vocabulary.size());
    }
    return (next.word >= 0 && set.has(std::size_t(next.word))) ||
           (next.unaccented >= 0 && set.has(std::size_t(next.unaccented)));
  }

  void match_all(int category, int at, std::vector<Found>& found) {
    if (at >= size()) {
      return;
    }
    const auto& starts = t.starts[std::size_t(category)];
    const auto run_list = [&](const std::vector<Start>& list) {
      for (const Start& one : list) {
        if (one.second >= 0 && !follows(t.seconds[std::size_t(one.second)], at + 1)) {
          continue;
        }
        const Program& program = t.programs[std::size_t(one.program)];
        State state;
        run(program, 0, at, at, state, found);
      }
    };
    const Atom& first = atom(at);
    if (first.digits) {
      run_list(starts.back());
    }
    if (first.word >= 0) {
      run_list(starts[std::size_t(first.word)]);
    }
    if (first.unaccented >= 0) {
      run_list(starts[std::size_t(first.unaccented)]);
    }
  }

  void run(
      const Program& program, int pc, int start, int at, State state, std::vector<Found>& found) {
    while (true) {
      const Step& step = program.steps[std::size_t(pc)];
      switch (step.op) {
        case Op::match: {
          const Rule& rule = t.rules[std::size_t(program.rule)];
          if (at == start || !allowed(rule, start, at, state)) {
            return;
          }
          state.fields.merge(rule.fields);
          state.begin = state.begin < 0 ? start : state.begin;
          state.end = state.end < 0 ? at : state.end;
          found.push_back({program.rule, start, at, state});
          return;
        }
        case Op::split:
          run(program, pc + 1, start, at, state, found);
          pc = step.a;
          continue;
        case Op::jump:
          pc = step.a;
          continue;
        case Op::glue:
          if (at >= size() || atom(at).space_before) {
            return;
          }
          ++pc;
          continue;
        case Op::begin:
          state.begin = at;
          ++pc;
          continue;
        case Op::end:
          state.end = at;
          ++pc;
          continue;
        case Op::word: {
          int next = -1;
          for (const int w : t.word_sets[std::size_t(step.a)]) {
            const Literal& one = t.words[std::size_t(w)];
            next = std::max(next, t.match(one.words, one.upper, atoms, at));
          }
          if (next < 0) {
            return;
          }
          at = next;
          ++pc;
          continue;
        }
        case Op::klass: {
          if (at >= size()) {
            return;
          }
          for (const int word : {atom(at).word, atom(at).unaccented}) {
            if (word < 0) {
              continue;
            }
            for (const int e : t.entries_of[std::size_t(word)]) {
              const ClassEntry& entry = t.entries[std::size_t(e)];
              if (entry.klass != step.a) {
                continue;
              }
              const int next = t.match(entry.words, entry.upper, atoms, at);
              if (next >= 0) {
                State with = state;
                if (step.b >= 0) {
                  with.fields.set(TimeField(step.b), entry.value);
                }
                run(program, pc + 1, start, next, with, found);
              }
            }
          }
          return;
        }
        case Op::call: {
          if (at >= size()) {
            return;
          }
          const auto& inner = all(step.a, at);
          for (std::size_t k = 0; k < inner.size(); ++k) {
            const Found& one = inner[k];
            State with = state;
            if (step.b == 0) {
              with.fields.merge(one.state.fields);
            } else {
              with.slots[std::size_t(step.b) - 1] = &one;
            }
            run(program, pc + 1, start, one.end, with, found);
          }
          return;
        }
        default: {
          const int next = take_number(step, at, state.fields);
          if (next < 0) {
            return;
          }
          at = next;
          ++pc;
        }
      }
    }
  }

  /// The built-in slots. Returns the place after them, or -1.
  int take_number(const Step& step, int at, TimeFields& fields) {
    if (at >= size()) {
      return -1;
    }
    const Atom& a = atom(at);
    switch (step.op) {
      case Op::number: {
        auto& known = numbers[std::size_t(at)];
        if (!known) {
          known = t.numbers.read(atoms, at);
        }
        const auto& number = *known;
        if (!number || number->min > 30000 || number->leading_zero) {
          return -1;
        }
        int n = int(number->min);
        if (number->vague) {
          n = kVague;
        } else if (number->min - n == 0.5) {
          fields.set(TimeField::more, 1);
        } else if (number->min != n) {
          return -1;
        }
        if (number->approx) {
          fields.set(TimeField::approx, 1);
        }
        fields.set(TimeField(step.b), n);
        return number->end;
      }
      case Op::integer: {
        const Bounds& bounds = t.bounds[std::size_t(step.a)];
        const bool short_enough = bounds.two_digits ? a.lower.size() == 2 : a.lower.size() <= 4;
        if (a.value < bounds.low || a.value > bounds.high || !short_enough) {
          return -1;
        }
        fields.set(TimeField(step.b), int(a.value));
        return at + 1;
      }
      case Op::day: {
        if (a.value < 1 || a.value > 31 || a.lower.size() > 2) {
          return -1;
        }
        fields.set(TimeField::day, int(a.value));
        if (t.ordinal_ending >= 0 && at + 1 < size() && !atom(at + 1).space_before) {
          if (const auto ending = t.word_at(t.ordinal_ending, atoms, at + 1)) {
            return ending->end;
          }
        }
        return at + 1;
      }
      case Op::year: {
        if (a.value < 0 || int(a.lower.size()) != step.a) {
          return -1;
        }
        const int value = int(a.value);
        if (step.a == 4 && (value < 1000 || value > 2199)) {
          return -1;
        }
        fields.set(TimeField::year, step.a == 4 ? value : value + (value < 50 ? 2000 : 1900));
        return at + 1;
      }
      case Op::clock4: {
        if (a.value < 0 || a.lower.size() != 4 || a.value / 100 > 24 || a.value % 100 > 59) {
          return -1;
        }
        fields.set(TimeField::hour, int(a.value) / 100);
        fields.set(TimeField::minute, int(a.value) % 100);
        return at + 1;
      }
      default:
        return -1;
    }
  }

  bool in_any(const std::vector<int>& classes, int at, bool before) const {
    return std::any_of(classes.begin(), classes.end(), [&](int klass) {
      return before ? t.word_before(klass, atoms, at).has_value()
                    : t.word_at(klass, atoms, at).has_value();
    });
  }

  bool allowed(const Rule& rule, int start, int end, const State& state) const {
    if (!rule.unless_before.empty() && in_any(rule.unless_before, start, true)) {
      return false;
    }
    if (!rule.unless_after.empty() && in_any(rule.unless_after, end, false)) {
      return false;
    }
    if (!rule.only_before.empty() && !in_any(rule.only_before, start, true)) {
      return false;
    }
    if (!rule.only_after.empty() && end < size() && !in_any(rule.only_after, end, false)) {
      return false;
    }
    return !rule.not_counting || !counts_something(state.end < 0 ? end : state.end);
  }

  /// True when the number before `end` counts the noun behind it (2000 people).
  bool counts_something(int end) const {
    if (end <= 0 || end >= size() || !atom(end).letters) {
      return false;
    }
    if (t.after_year >= 0 && t.word_at(t.after_year, atoms, end)) {
      return false;
    }
    if (sentence != nullptr) {
      const Token& number = (*sentence)[atom(end - 1).token];
      if (number.rel != Deprel::none || number.head >= 0) {
        // A number counts no singular: the 2016 attack.
        return number.rel == Deprel::nummod && number.head > atom(end - 1).token &&
               (*sentence)[number.head].feats.number != Number::Sing;
      }
    }
    return !atom(end).upper;
  }

  /// A reading must not cut a longer word or number in two: T-72, 1990-1995, Mars-la-Tour.
  bool whole(int begin, int end) const {
    if (begin > 0 && !atom(begin).space_before) {
      const Atom& before = atom(begin - 1);
      if (before.letters || before.digits) {
        return false;
      }
      const bool joined =
          !before.space_before && begin > 1 && (atom(begin - 2).letters || atom(begin - 2).digits);
      if (joined && (before.is_mark('-') || before.is_mark('/') || before.is_mark('_') ||
                     (atom(begin).digits &&
                      (before.is_mark('.') || before.is_mark(',') || before.is_mark(':'))))) {
        return false;
      }
    }
    if (end < size() && !atom(end).space_before) {
      const Atom& after = atom(end);
      const Atom& last = atom(end - 1);
      if ((last.letters || last.digits) && (after.letters || after.digits)) {
        return false;
      }
      const bool joined = end + 1 < size() && !atom(end + 1).space_before;
      if (joined && last.digits && atom(end + 1).digits &&
          (after.is_mark('.') || after.is_mark(',') || after.is_mark(':') || after.is_mark('/') ||
           after.is_mark('-'))) {
        return false;
      }
      if (joined && after.is_mark('-') && atom(end + 1).letters &&
          !(t.hyphen_ok >= 0 && t.word_at(t.hyphen_ok, atoms, end + 1))) {
        return false;
      }
      if (last.digits && after.is_mark('%')) {
        return false;
      }
    }
    return true;
  }
};

std::vector<TimeReading> TimeGrammar::read(const std::vector<Atom>& atoms,
                                           const Sentence* sentence) const {
  Run run(*tables_, atoms, sentence);
  std::vector<Run::Found> found;
  for (int at = 0; at < int(atoms.size()); ++at) {
    run.match_all(tables_->time_category, at, found);
    if (tables_->not_category >= 0) {
      run.match_all(tables_->not_category, at, found);
    }
  }
  const auto forbids = [&](const Run::Found& f) {
    return tables_->rules[std::size_t(f.rule)].category == tables_->not_category;
  };
  std::erase_if(found, [&](const Run::Found& f) {
    return !forbids(f) && !run.whole(f.state.begin, f.state.end);
  });
  std::vector<int> order(found.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = int(i);
  }
  const auto at = [&](int i) -> const Run::Found& { return found[std::size_t(i)]; };
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    const int la = at(a).end - at(a).begin;
    const int lb = at(b).end - at(b).begin;
    return la != lb ? la > lb : at(a).rule < at(b).rule;
  });
  std::vector<bool> taken(atoms.size(), false);
  std::vector<TimeReading> out;
  for (const int i : order) {
    const auto& f = at(i);
    const auto from = taken.begin() + f.state.begin;
    const auto to = taken.begin() + f.state.end;
    if (std::find(from, to, true) != to) {
      continue;
    }
    std::fill(from, to, true);
    if (forbids(f)) {
      continue;
    }
    TimeReading reading;
    reading.rule = f.rule;
    reading.begin = f.begin;
    reading.end = f.end;
    const auto [first, second] = f.state.slots;
    const bool pair = first != nullptr && second != nullptr;
    if (pair && f.state.fields.get(TimeField::single) != 1) {
      for (const Run::Found* end : {first, second}) {
        TimePiece piece{end->state.begin, end->state.end, end->state.fields};
        piece.fields.merge(f.state.fields);
        reading.pieces.push_back(piece);
      }
    } else {
      TimePiece whole{f.state.begin, f.state.end, f.state.fields};
      if (pair) {
        // The night of Monday to Tuesday: the day is the first one's.
        TimeFields both = second->state.fields;
        both.clear(TimeField::weekday);
        both.clear(TimeField::day);
        both.merge(first->state.fields);
        both.merge(f.state.fields);
        whole.fields = both;
      }
      reading.pieces.push_back(whole);
    }
    out.push_back(std::move(reading));
  }
  std::sort(out.begin(), out.end(), [](const TimeReading& a, const TimeReading& b) {
    return a.pieces.front().begin < b.pieces.front().begin;
  });
  return out;
}

std::optional<TimeGrammar::Word> TimeGrammar::word_at(int klass,
                                                      const std::vector<Atom>& atoms,
                                                      int at) const {
  return tables_->word_at(klass, atoms, at);
}

std::optional<TimeGrammar::Word> TimeGrammar::word_before(int klass,
                                                          const std::vector<Atom>& atoms,
                                                          int end) const {
  return tables_->word_before(klass, atoms, end);
}

int TimeGrammar::class_id(std::string_view name) const {
  const auto it = tables_->classes.find(name);
  return it == tables_->classes.end() ? -1 : it->second;
}

const StringSet& TimeGrammar::spellings(std::string_view name) const {
  static const StringSet nothing;
  const auto it = tables_->spellings.find(name);
  return it == tables_->spellings.end() ? nothing : it->second;
}

std::string TimeGrammar::rule_name(int rule) const {
  return rule < 0 ? std::string() : tables_->rules[std::size_t(rule)].name;
}

const Vocabulary& TimeGrammar::vocabulary() const {
  return tables_->vocabulary;
}
const NumberReader& TimeGrammar::numbers() const {
  return tables_->numbers;
}
const std::vector<std::string>& TimeGrammar::literals() const {
  return tables_->literals;
}
const std::vector<Feast>& TimeGrammar::feasts() const {
  return tables_->feasts;
}
const std::vector<TimeGrammar::Example>& TimeGrammar::examples() const {
  return tables_->examples;
}
const std::string& TimeGrammar::path() const {
  return tables_->path;
}

}  // namespace vigie
