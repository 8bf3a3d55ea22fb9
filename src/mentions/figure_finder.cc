#include "mentions/figure_finder.h"

#include "base/utf8.h"
#include "mentions/atoms.h"
#include "mentions/number_reader.h"

#include <algorithm>
#include <cmath>

namespace vigie {
namespace {

/// The counted noun stands at most this many tokens behind its number.
constexpr int kNounReach = 7;
/// More digits than this are a telephone number or an identifier.
constexpr double kLargest = 2e10;

/// A number with its bounds, before its noun is known.
struct Count {
  int begin = 0;   ///< first atom, modifiers included
  int number = 0;  ///< first atom of the number itself
  int end = 0;
  double min = 0;
  double max = 0;
  bool has_min = true;
  bool has_max = true;
  bool approx = false;
  bool article = false;
  bool bounded = false;  ///< a modifier says how exact it is
  bool range = false;
  bool plain_year = false;
};

struct Unit {
  int token = -1;
  std::string lemma;
  int end = 0;  ///< first atom after it
};

class CountFinder final : public FigureFinder {
 public:
  CountFinder(std::shared_ptr<const LanguagePack> pack, Vocabulary vocabulary, NumberReader numbers)
      : pack_(std::move(pack)),
        vocabulary_(std::move(vocabulary)),
        numbers_(std::move(numbers)) {}

  std::vector<FigureMention> find(std::span<const Sentence> sentences,
                                  std::span<const TimeMention> times) const override {
    std::vector<FigureMention> out;
    std::size_t t = 0;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
      const auto atoms = cut_atoms(sentences[s], {}, vocabulary_, numbers_.contractions());
      std::vector<bool> taken(atoms.size(), false);
      while (t < times.size() && times[t].at.sentence < int(s)) {
        ++t;
      }
      for (std::size_t k = t; k < times.size() && times[k].at.sentence == int(s); ++k) {
        // Between the ends of a list stand days too: le 8, le 9 et le 10 mars.
        const int pair = times[k].pair;
        const ByteSpan span =
            pair > int(k) ? times[k].span.joined(times[std::size_t(pair)].span) : times[k].span;
        const auto first = std::partition_point(
            atoms.begin(), atoms.end(), [&](const Atom& a) { return a.span.end <= span.begin; });
        for (auto a = first; a != atoms.end() && a->span.begin < span.end; ++a) {
          taken[std::size_t(a - atoms.begin())] = true;
        }
      }
      sentence(sentences[s], int(s), atoms, taken, out);
    }
    return out;
  }

 private:
  void sentence(const Sentence& words,
                int index,
                const std::vector<Atom>& atoms,
                const std::vector<bool>& taken,
                std::vector<FigureMention>& out) const {
    const std::size_t first = out.size();
    int last_end = 0;
    for (int i = 0; i < int(atoms.size());) {
      const Atom& atom = atoms[std::size_t(i)];
      if (taken[std::size_t(i)] ||
          !(atom.digits || numbers_.can_begin(atom.word) || numbers_.can_begin(atom.unaccented))) {
        ++i;
        continue;
      }
      auto count = read_count(atoms, i);
      if (!count || std::find(taken.begin() + i, taken.begin() + count->end, true) !=
                        taken.begin() + count->end) {
        i = std::max(i + 1, skip_number(atoms, i));
        continue;
      }
      Unit unit = unit_of(words, atoms, *count);
      if (!counts(words, atoms, taken, *count, unit)) {
        i = count->end;
        continue;
      }
      bound_behind(atoms, *count, unit);
      FigureMention m = mention(words, index, atoms, *count, unit);
      m.part = is_part(atoms, *count, out.size() > first ? &out.back() : nullptr, last_end);
      out.push_back(std::move(m));
      last_end = std::max(unit.end, count->end);
      i = count->end;
    }
  }

  int skip_number(const std::vector<Atom>& atoms, int at) const {
    const auto number = numbers_.read(atoms, at);
    return number ? number->end : at + 1;
  }

  // -- the number and its bounds --------------------------------------------------------------

  /// False for what is no number of its own: T-72, 93e, 155-mm, 24/7, +33 1 40.
  bool stands_alone(const std::vector<Atom>& atoms, int begin, int end) const {
    const auto at = [&](int i) -> const Atom& { return atoms[std::size_t(i)]; };
    if (begin > 0 && !at(begin).space_before) {
      const Atom& before = at(begin - 1);
      const bool far_joined =
          begin > 1 && !before.space_before && (at(begin - 2).letters || at(begin - 2).digits);
      if (before.letters || before.digits || before.is_mark('/') || before.is_mark('#') ||
          before.is_mark('+') || before.is_mark('_')) {
        return false;
      }
      if (far_joined && (before.is_mark('-') || before.is_mark('.') || before.is_mark(':') ||
                         before.is_mark(','))) {
        return false;
      }
    }
    if (end < int(atoms.size()) && !at(end).space_before) {
      const Atom& after = at(end);
      int unit_end = 0;
      const bool glued_unit = !numbers_.value("measure", atoms, end, &unit_end).empty();
      if ((after.letters || after.digits || after.lower == "°" || after.lower == "º") &&
          !glued_unit) {
        return false;
      }
      const bool joined = end + 1 < int(atoms.size()) && !at(end + 1).space_before;
      if (joined &&
          (after.is_mark('/') || after.is_mark(':') || after.is_mark('.') || after.is_mark(',')) &&
          at(end + 1).digits) {
        return false;
      }
      // A five-storey block, a 30-strong gang; but 3-5 is a range.
      if (joined && after.is_mark('-') && !at(end + 1).digits && !numbers_.read(atoms, end + 1)) {
        return false;
      }
    }
    return true;
  }

  std::optional<Count> read_count(const std::vector<Atom>& atoms, int at) const {
    const auto first = numbers_.read(atoms, at);
    if (!first || (first->vague && first->min == 0) || first->max > kLargest) {
      return std::nullopt;
    }
    if (!stands_alone(atoms, at, first->end)) {
      return std::nullopt;
    }
    Count c;
    c.begin = c.number = at;
    c.end = first->end;
    c.min = first->min;
    c.max = first->max;
    c.approx = first->approx || first->vague;
    c.has_max = !first->approx;
    c.article = first->article;
    c.plain_year =
        first->digits && first->end == at + 1 && first->min >= 1900 && first->min <= 2100;
    if (first->leading_zero && atoms[std::size_t(at)].lower.size() > 2) {
      return std::nullopt;
    }
    range(atoms, c, *first);
    if (!c.range && hyphened_number(atoms, c.end)) {
      return std::nullopt;  // a score (0-3) or a code
    }
    if (!c.article) {
      bound_before(atoms, c);
    }
    return c;
  }

  static bool hyphened_number(const std::vector<Atom>& atoms, int at) {
    return at + 1 < int(atoms.size()) && atoms[std::size_t(at)].is_mark('-') &&
           !atoms[std::size_t(at)].space_before && !atoms[std::size_t(at) + 1].space_before &&
           atoms[std::size_t(at) + 1].digits;
  }

  /// 3 à 5, between 3 and 5, deux ou trois, ten to fifteen thousand.
  void range(const std::vector<Atom>& atoms, Count& c, const NumberReading& first) const {
    if (c.article || first.vague) {
      return;
    }
    const int between = numbers_.skip_back("between", atoms, c.number);
    const int from = numbers_.skip_back("from", atoms, c.number);
    int link = between >= 0 ? numbers_.skip("and", atoms, c.end) : -1;
    if (link < 0) {
      link = numbers_.skip("to", atoms, c.end);
    }
    if (link < 0) {
      return;
    }
    const auto second = numbers_.read(atoms, link);
    if (!second || second->article || second->vague || !stands_alone(atoms, link, second->end)) {
      return;
    }
    double low = first.min;
    // Entre dix et quinze mille: the scale is said once.
    if (second->factor > 1 && first.factor == 1 && low * second->factor <= second->max) {
      low *= second->factor;
    }
    if (low >= second->max) {
      return;
    }
    c.min = low;
    c.max = second->max;
    c.has_min = c.has_max = true;
    c.approx = c.approx || second->approx;
    c.end = second->end;
    c.range = true;
    c.plain_year = c.plain_year && second->digits && second->min <= 2100;
    if (between >= 0) {
      c.begin = between;
    } else if (from >= 0) {
      c.begin = from;
    }
  }

  void bound_before(const std::vector<Atom>& atoms, Count& c) const {
    // Au moins quelque 300: the words nearest to the number are read first, the first decides.
    for (int round = 0; round < 3; ++round) {
      const auto before = [&](std::string_view name) {
        return numbers_.skip_back(name, atoms, c.begin);
      };
      struct Reading {
        int begin;
        bool low;
        bool high;
        bool approx;
      };
      Reading best{-1, true, true, false};
      const auto offer = [&](int begin, bool low, bool high, bool approx) {
        if (begin >= 0 && (best.begin < 0 || begin < best.begin)) {
          best = {begin, low, high, approx};
        }
      };
      offer(before("fewer_than"), false, true, false);
      offer(before("at_most"), false, true, false);
      offer(before("more_than"), true, false, false);
      offer(before("at_least"), true, false, false);
      offer(before("about"), true, false, true);
      if (best.begin < 0) {
        return;
      }
      c.begin = best.begin;
      c.approx = c.approx || best.approx;
      c.bounded = true;
      c.article = false;
      if (c.range) {
        continue;
      }
      if (best.low && !best.high && c.has_min) {
        c.has_max = false;
      } else if (!best.low) {
        c.has_min = false;
        c.has_max = true;
      }
    }
  }

  void bound_behind(const std::vector<Atom>& atoms, Count& c, const Unit& unit) const {
    for (const int at : {c.end, unit.end}) {
      if (at <= 0 || c.range) {
        continue;
      }
      if (numbers_.skip("at_least_after", atoms, at) >= 0) {
        c.has_min = true;
        c.has_max = false;
        c.bounded = true;
      } else if (numbers_.skip("at_most_after", atoms, at) >= 0) {
        c.has_min = false;
        c.has_max = true;
        c.bounded = true;
      } else if (numbers_.skip("about_after", atoms, at) >= 0) {
        c.approx = true;
        c.has_max = false;
        c.bounded = true;
      }
    }
  }

  // -- what is counted ------------------------------------------------------------------------

  static bool is_noun(const Token& t) { return t.upos == Upos::NOUN || t.upos == Upos::PROPN; }

  bool parsed(const Sentence& words) const {
    return std::any_of(words.tokens.begin(), words.tokens.end(),
                       [](const Token& t) { return t.upos != Upos::none; });
  }

  Unit unit_of(const Sentence& words, const std::vector<Atom>& atoms, const Count& c) const {
    for (const int at : {c.end, skip_links(atoms, c.end)}) {
      int end = 0;
      const auto measure = numbers_.value("measure", atoms, at, &end);
      if (!measure.empty()) {
        return {atoms[std::size_t(at)].token, std::string(measure), end};
      }
    }
    return parsed(words) ? unit_by_tags(words, atoms, c) : unit_by_words(words, atoms, c);
  }

  Unit make_unit(const Sentence& words, const std::vector<Atom>& atoms, int atom) const {
    const int token = atoms[std::size_t(atom)].token;
    int end = atom;
    while (end < int(atoms.size()) && atoms[std::size_t(end)].token == token) {
      ++end;
    }
    const Token& t = words[token];
    Unit out{token, t.lemma.empty() ? to_lower(t.form) : t.lemma, end};
    // Pick-ups cut into three tokens: the whole word, where a class knows it.
    if (token > 1 && words[token - 1].form == "-" && !t.space_before) {
      const std::string whole = to_lower(words[token - 2].form) + "-" + out.lemma;
      if (countable(whole)) {
        out.lemma = whole;
      }
    }
    return out;
  }

  /// Skips de, des, d'entre, of the, of its, and quotes, between a number and its noun.
  int skip_links(const std::vector<Atom>& atoms, int at) const {
    for (int steps = 0; steps < 3 && at < int(atoms.size()); ++steps) {
      const int next =
          std::max(numbers_.skip("partitive", atoms, at), numbers_.skip("noun_link", atoms, at));
      if (next >= 0) {
        at = next;
      } else if (is_quote(atoms[std::size_t(at)])) {
        ++at;
      } else {
        break;
      }
    }
    return at;
  }

  static bool is_quote(const Atom& a) {
    return a.lower == "«" || a.lower == "\"" || a.lower == "“" || a.lower == "”" || a.lower == "»";
  }

  /// True when the tree may be believed that `number` counts `head`: nothing but words of its noun
  /// phrase stand between them.
  static bool counts_by_tree(const Sentence& words, int number, int head) {
    const Token& n = words[number];
    if (n.rel != Deprel::nummod || head <= number || head > number + kNounReach) {
      return false;
    }
    for (int t = number + 1; t < head; ++t) {
      const Token& between = words[t];
      const bool quote = between.upos == Upos::PUNCT && between.form != "," && between.form != ";";
      const bool compound = is_noun(between) && between.head > t && between.head <= head;
      if (!quote && !compound && between.upos != Upos::ADJ && between.upos != Upos::ADV &&
          between.upos != Upos::NUM && between.upos != Upos::X && between.upos != Upos::SYM &&
          !(between.upos == Upos::VERB && between.feats.verb_form == VerbForm::Part)) {
        return false;
      }
    }
    return is_noun(words[head]) || head == number + 1;
  }

  static bool modifies_noun(Deprel rel) {
    return rel == Deprel::compound || rel == Deprel::nmod || rel == Deprel::amod ||
           rel == Deprel::flat || rel == Deprel::flat_name || rel == Deprel::appos;
  }

  /// First atom after the token of atom `at`.
  static int after_token(const std::vector<Atom>& atoms, int at) {
    const int token = atoms[std::size_t(at)].token;
    while (at < int(atoms.size()) && atoms[std::size_t(at)].token == token) {
      ++at;
    }
    return at;
  }

  /// From the noun at `at` to the one that the number counts: MiG-29 jets, PKK fighters, Mosul's
  /// bridges, "hireling" troops.
  int last_of_chain(const Sentence& words, const std::vector<Atom>& atoms, int at) const {
    const auto is = [&](int i, char mark) {
      return i < int(atoms.size()) && atoms[std::size_t(i)].is_mark(mark);
    };
    for (int steps = 0; steps < kNounReach; ++steps) {
      const int token = atoms[std::size_t(at)].token;
      int next = after_token(atoms, at);
      if (is(next, '-') && !atoms[std::size_t(next)].space_before) {
        next = next + 1 < int(atoms.size()) ? after_token(atoms, next + 1) : next;
      } else if (is(next, '\'')) {
        next = next + 1 < int(atoms.size()) ? next + 2 : next + 1;
        const auto number = numbers_.read(atoms, next);
        next = number ? number->end : next;
      } else if (next < int(atoms.size()) && is_quote(atoms[std::size_t(next)])) {
        ++next;
      } else if (words[token].head <= token || words[token].head > token + 3 ||
                 !modifies_noun(words[token].rel)) {
        return at;
      }
      if (next >= int(atoms.size()) || !is_noun(words[atoms[std::size_t(next)].token])) {
        return at;
      }
      at = next;
    }
    return at;
  }

  Unit unit_by_tags(const Sentence& words, const std::vector<Atom>& atoms, const Count& c) const {
    const int last_number = atoms[std::size_t(c.end) - 1].token;
    int at = skip_links(atoms, c.end);
    const bool linked = at > c.end;
    // The tree first: a number hangs on what it counts.
    const int head = words[last_number].head;
    if (!linked && counts_by_tree(words, last_number, head)) {
      for (std::size_t k = std::size_t(c.end); k < atoms.size(); ++k) {
        if (atoms[k].token == head) {
          return make_unit(words, atoms, int(k));
        }
      }
    }
    // Quinze blessés, four others, the six dead: what looks like an adjective may be the noun.
    Unit adjective;
    const auto offer = [&](int atom) {
      const Unit unit = make_unit(words, atoms, atom);
      if (adjective.token < 0 || (countable(unit.lemma) && !countable(adjective.lemma))) {
        adjective = unit;
      }
    };
    for (int steps = 0; steps < kNounReach && at < int(atoms.size()); ++steps) {
      const Atom& atom = atoms[std::size_t(at)];
      const Token& t = words[atom.token];
      if (is_quote(atom) || (atom.is_mark('-') && !atom.space_before) || atom.is_mark('\'')) {
        ++at;
        continue;
      }
      const int other = numbers_.skip("other", atoms, at);
      if (other >= 0) {
        offer(at);
        at = skip_links(atoms, other);
        continue;
      }
      if (is_noun(t)) {
        return make_unit(words, atoms, last_of_chain(words, atoms, at));
      }
      const bool participle = t.upos == Upos::VERB && t.feats.verb_form == VerbForm::Part;
      const int next = after_token(atoms, at);
      if (t.upos == Upos::ADJ || participle) {
        offer(at);
      } else if (next < int(atoms.size()) && atoms[std::size_t(next)].is_mark('-') &&
                 !atoms[std::size_t(next)].space_before) {
        at = next;  // pick-ups
        continue;
      } else if (t.upos != Upos::ADV && t.upos != Upos::NUM &&
                 !(t.upos == Upos::CCONJ && adjective.token >= 0)) {
        break;
      }
      at = next;
    }
    return adjective;
  }

  /// Without tags: the first word that is no link, number or mark.
  Unit unit_by_words(const Sentence& words, const std::vector<Atom>& atoms, const Count& c) const {
    int at = skip_links(atoms, c.end);
    const int other = numbers_.skip("other", atoms, at);
    if (other >= 0 && other < int(atoms.size()) && atoms[std::size_t(other)].letters &&
        numbers_.skip("function", atoms, other) < 0) {
      at = other;
    }
    if (at >= int(atoms.size()) || !atoms[std::size_t(at)].letters ||
        numbers_.skip("function", atoms, at) >= 0) {
      return {};
    }
    return make_unit(words, atoms, at);
  }

  // -- is it a figure at all ------------------------------------------------------------------

  bool countable(std::string_view lemma) const {
    const auto& classes = numbers_.spellings("counts");
    return std::any_of(classes.begin(), classes.end(),
                       [&](const std::string& name) { return pack_->in_class(name, lemma); });
  }

  bool counts(const Sentence& words,
              const std::vector<Atom>& atoms,
              const std::vector<bool>& taken,
              const Count& c,
              const Unit& unit) const {
    const auto at = [&](int i) -> const Atom& { return atoms[std::size_t(i)]; };
    if (c.article) {
      // An article counts one only before what can be killed, taken or destroyed, and only when
      // it stands right before it.
      return unit.token >= 0 && countable(unit.lemma);
    }
    if (numbers_.skip_back("no_figure_before", atoms, c.begin) >= 0 ||
        numbers_.skip_back("aged", atoms, c.begin) >= 0) {
      return false;
    }
    if (numbers_.skip("no_figure_after", atoms, skip_links(atoms, c.end)) >= 0 ||
        numbers_.skip("no_figure_after", atoms, c.end) >= 0) {
      return false;
    }
    const bool digits = at(c.number).digits;
    // The Three Brotherhood Alliance: a number inside a name.
    if (!digits && at(c.number).upper && c.number > 0 && at(c.number).space_before &&
        at(c.number - 1).letters && c.end < int(atoms.size()) && at(c.end).upper) {
      return false;
    }
    // The 2.95 line: a fraction counts only what is measured.
    int measured = 0;
    if (std::floor(c.min) != c.min && numbers_.value("measure", atoms, c.end, &measured).empty()) {
      return false;
    }
    // A date or an hour right behind: 9 | novembre, never split by a time that was found.
    if (c.end < int(taken.size()) && taken[std::size_t(c.end)] && unit.token < 0 && digits &&
        !c.bounded) {
      return false;
    }
    if (unit.token < 0) {
      if (c.plain_year && !c.bounded) {
        return false;
      }
      if (digits && !c.bounded && names_thing(words, atoms, c)) {
        return false;
      }
      // An enumerator: 1. or 2) at the head of a line.
      if (c.number == 0 && c.end < int(atoms.size()) &&
          (at(c.end).is_mark('.') || at(c.end).is_mark(')'))) {
        return false;
      }
      // Somebody's age: Hussein, 41, said.
      if (digits && c.number > 0 && at(c.number - 1).is_mark(',') && c.end < int(atoms.size()) &&
          at(c.end).is_mark(',') && c.number > 1 && at(c.number - 2).upper && c.max < 110) {
        return false;
      }
    }
    // One is a pronoun unless a noun follows: no one, one another, one more.
    if (c.min == 1 && c.max == 1 && !digits && (unit.token < 0 || !names_unit(words, unit))) {
      return false;
    }
    if (unit.token >= 0) {
      // Six premiers mois: a unit of time behind an adjective.
      for (std::size_t k = std::size_t(c.end); k < atoms.size(); ++k) {
        if (atoms[k].token == unit.token && numbers_.skip("no_figure_after", atoms, int(k)) >= 0) {
          return false;
        }
      }
    }
    if (c.plain_year && !c.bounded && unit.token >= 0 &&
        words[unit.token].feats.number == Number::Sing) {
      return false;  // the 2016 attack
    }
    if (c.plain_year && !c.bounded && unit.token >= 0 && !hangs_on(words, atoms, c, unit)) {
      return false;
    }
    return !(c.min == 1 && !digits && unit.token >= 0 &&
             numbers_.skip("idiom", atoms, c.number) >= 0);
  }

  bool names_unit(const Sentence& words, const Unit& unit) const {
    return !parsed(words) || is_noun(words[unit.token]) || countable(unit.lemma);
  }

  bool hangs_on(const Sentence& words,
                const std::vector<Atom>& atoms,
                const Count& c,
                const Unit& unit) const {
    const Token& number = words[atoms[std::size_t(c.number)].token];
    return number.rel == Deprel::none || number.head == unit.token;
  }

  /// Route 60, colline 1070, Cessna 172: a number that names what stands before it.
  bool names_thing(const Sentence& words, const std::vector<Atom>& atoms, const Count& c) const {
    if (c.number == 0) {
      return false;
    }
    const Atom& before = atoms[std::size_t(c.number) - 1];
    if (!before.letters) {
      return false;
    }
    const Token& number = words[atoms[std::size_t(c.number)].token];
    const Token& host = words[before.token];
    if (number.rel != Deprel::none) {
      return number.head == before.token && is_noun(host);
    }
    return before.upper && c.number > 1;
  }

  // -- the mention ----------------------------------------------------------------------------

  FigureMention mention(const Sentence& words,
                        int index,
                        const std::vector<Atom>& atoms,
                        const Count& c,
                        const Unit& unit) const {
    FigureMention m;
    const Atom& first = atoms[std::size_t(c.begin)];
    const Atom& last = atoms[std::size_t(c.end) - 1];
    m.span = {first.span.begin, last.span.end};
    m.at = {index, first.token, last.token + 1, last.token};
    const int number = atoms[std::size_t(c.number)].token;
    for (int t = number; t < m.at.last; ++t) {
      const int head = words[t].head;
      if (head < number || head >= m.at.last) {
        m.at.head = t;
        break;
      }
    }
    // Six and a half kilometres have no whole bounds but these.
    if (c.has_min) {
      m.min = std::int64_t(std::floor(c.min + 1e-6));
    }
    if (c.has_max) {
      m.max = std::int64_t(std::ceil(c.max - 1e-6));
    }
    m.approx = c.approx || std::floor(c.min) != c.min;
    m.unit = unit.token;
    m.unit_lemma = unit.lemma;
    m.article = c.article;
    return m;
  }

  /// Dont 34 civils, including 12 children, two of them nuns; and what is added to such a part.
  bool is_part(const std::vector<Atom>& atoms,
               const Count& c,
               const FigureMention* previous,
               int previous_end) const {
    if (numbers_.skip_back("part", atoms, c.begin) >= 0) {
      return true;
    }
    // Two of them nuns; but in `90 of them had been defused` they are the figure.
    const int behind = numbers_.skip("part_after", atoms, c.end);
    if (behind >= 0 && behind < int(atoms.size()) && atoms[std::size_t(behind)].letters &&
        numbers_.skip("function", atoms, behind) < 0) {
      return true;
    }
    if (previous == nullptr || !previous->part || previous_end >= c.begin) {
      return false;
    }
    // Dont 11 femmes et 13 enfants: `and` or a comma goes on with the parts, both end them.
    int at = previous_end;
    if (!atoms[std::size_t(at)].is_mark(',') && numbers_.skip("and", atoms, at) < 0) {
      ++at;  // an adjective behind the noun
    }
    const int joined = numbers_.skip("and", atoms, at);
    return (joined >= 0 ? joined : atoms[std::size_t(at)].is_mark(',') ? at + 1 : -1) == c.begin;
  }

  std::shared_ptr<const LanguagePack> pack_;
  Vocabulary vocabulary_;
  NumberReader numbers_;
};

}  // namespace

Result<std::shared_ptr<const FigureFinder>> FigureFinder::load(
    std::shared_ptr<const LanguagePack> pack) {
  Vocabulary vocabulary;
  auto numbers = NumberReader::load(pack->data(), pack->language(), vocabulary);
  if (!numbers) {
    return tl::unexpected(numbers.error());
  }
  return std::make_shared<const CountFinder>(std::move(pack), std::move(vocabulary),
                                             std::move(*numbers));
}

}  // namespace vigie
