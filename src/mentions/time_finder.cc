#include "mentions/time_finder.h"

#include "mentions/atoms.h"
#include "mentions/time_grammar.h"
#include "mentions/time_value.h"
#include "mentions/verb_time.h"

#include <algorithm>

namespace vigie {
namespace {

using F = TimeField;
using std::chrono::days;

/// One expression of the article on its way to a mention.
struct Candidate {
  int sentence = 0;
  int rule = -1;
  TimePiece piece;
  int partner = -1;  ///< the other end of its range, as an index of candidates
  bool first_of_pair = false;
  bool since = false;
  bool until = false;
  TimeContext context;
  std::optional<TimeValue> value;
};

class TimeRules final : public TimeFinder {
 public:
  explicit TimeRules(TimeGrammar grammar)
      : grammar_(std::move(grammar)),
        verbs_(grammar_),
        since_(grammar_.class_id("since")),
        until_(grammar_.class_id("until")),
        bound_(grammar_.class_id("bound")),
        within_(grammar_.class_id("within")),
        lasting_(grammar_.class_id("lasting")),
        lapse_(grammar_.class_id("lapse")),
        about_(grammar_.class_id("about")),
        ahead_(grammar_.class_id("ahead")),
        after_span_(grammar_.class_id("after_span")),
        of_noun_(grammar_.class_id("of_noun")) {}

  std::vector<TimeMention> find(const Article& article,
                                std::span<const Sentence> sentences) const override {
    std::vector<TimeMention> out;
    Memory memory;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
      const Sentence& sentence = sentences[s];
      const auto atoms = cut_atoms(sentence, article.text, grammar_.vocabulary(),
                                   grammar_.numbers().contractions());
      auto candidates = read(sentence, int(s), atoms);
      if (candidates.empty()) {
        continue;
      }
      resolve(article, sentence, atoms, candidates, memory);
      emit(article, sentence, atoms, candidates, out);
    }
    return out;
  }

 private:
  /// The last date of the text, for what leans on it.
  struct Memory {
    std::optional<Day> day;
    TimeUnit grain = TimeUnit::day;
    std::optional<Day> full_day;  ///< last one known to the day
    int sentence = -100;
    std::uint32_t paragraph = 0;
  };

  /// Dates farther back than this many sentences do not tell the day of a clock time.
  static constexpr int kClockReach = 2;
  /// Atoms between an hour and the day said with it (jeudi dernier, à minuit).
  static constexpr int kSaidGap = 4;
  /// Dates of the sentence looked at on either side of one that needs a day.
  static constexpr std::size_t kNeighbours = 12;
  /// Nor does `la veille` look past this many for the day it precedes.
  static constexpr int kDayReach = 4;

  std::vector<Candidate> read(const Sentence& sentence,
                              int index,
                              const std::vector<Atom>& atoms) const {
    std::vector<Candidate> out;
    for (const TimeReading& reading : grammar_.read(atoms, &sentence)) {
      for (std::size_t k = 0; k < reading.pieces.size(); ++k) {
        Candidate c;
        c.sentence = index;
        c.rule = reading.rule;
        c.piece = reading.pieces[k];
        if (reading.pieces.size() == 2) {
          c.partner = int(out.size()) + (k == 0 ? 1 : -1);
          c.first_of_pair = k == 0;
        }
        out.push_back(std::move(c));
      }
      if (reading.pieces.size() == 2) {
        share(out[out.size() - 2].piece.fields, out.back().piece.fields);
      }
    }
    return out;
  }

  /// The ends of a range say together what each leaves out: 3 to 5 May, de 14 à 16 h, 3 and 4 a.m.
  static void share(TimeFields& a, TimeFields& b) {
    const auto give = [](TimeFields& to, const TimeFields& from, F f) {
      if (!to.has(f) && from.has(f)) {
        to.set(f, from.get(f));
      }
    };
    if (a.has(F::hour) && b.has(F::hour)) {
      give(a, b, F::meridiem);
      give(b, a, F::meridiem);
    }
    if (a.has(F::day) && b.has(F::day)) {
      give(a, b, F::month);
      give(b, a, F::month);
    }
    if ((a.has(F::month) && b.has(F::month)) || (a.has(F::season) && b.has(F::season)) ||
        (a.has(F::quarter) && b.has(F::quarter))) {
      give(a, b, F::year);
      give(a, b, F::dir);
    }
    if (TimeKind(a.get(F::type)) == TimeKind::duration) {
      give(a, b, F::unit);
    }
  }

  void resolve(const Article& article,
               const Sentence& sentence,
               const std::vector<Atom>& atoms,
               std::vector<Candidate>& all,
               Memory& memory) const {
    for (std::size_t i = 0; i < all.size(); ++i) {
      Candidate& c = all[i];
      TimeContext& context = c.context;
      context.publication = article.published;
      signals(atoms, all, i);
      context.tense =
          c.since ? -1
          : before(ahead_, atoms, c.piece.begin)
              ? 1
              : verbs_.tense(sentence, atoms, c.piece.begin, c.piece.end, context.nearest);
    }
    for (Candidate& c : all) {
      if (c.partner >= 0 && !c.first_of_pair) {
        c.context.tense = all[std::size_t(c.partner)].context.tense;
      }
    }
    // What stands on its own first: a clock time may take its day from a date behind it.
    for (std::size_t i = 0; i < all.size(); ++i) {
      Candidate& c = all[i];
      if (!leans_on_text(c.piece.fields)) {
        c.context.clause_year = year_before(all, i);
        c.value = resolve_time(c.piece.fields, c.context, grammar_);
      }
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      Candidate& c = all[i];
      if (!c.value && leans_on_text(c.piece.fields)) {
        lean(sentence, all, i, memory);
        c.value = resolve_time(c.piece.fields, c.context, grammar_);
      }
      if (c.value && c.value->begin) {
        remember(sentence, c, memory);
      }
    }
    for (Candidate& c : all) {
      spend(article, sentence, atoms, all, memory, c);
    }
    // A range that runs backwards has its first end in the year before.
    for (Candidate& c : all) {
      if (c.first_of_pair && c.value && c.value->begin) {
        const Candidate& last = all[std::size_t(c.partner)];
        if (last.value && last.value->begin && *last.value->begin < *c.value->begin &&
            !c.value->said_year && c.piece.fields.has(F::month)) {
          TimeFields earlier = c.piece.fields;
          earlier.set(F::year, int(civil(*c.value->begin).year()) - 1);
          c.value = resolve_time(earlier, c.context, grammar_);
        }
      }
    }
  }

  bool before(int klass, const std::vector<Atom>& atoms, int at) const {
    return klass >= 0 && grammar_.word_before(klass, atoms, at).has_value();
  }

  /// Words before the expression that tell how it is meant: since, until, within ...
  void signals(const std::vector<Atom>& atoms, std::vector<Candidate>& all, std::size_t i) const {
    Candidate& c = all[i];
    // Depuis plus de trois semaines: words of measure may stand between.
    int at = c.piece.begin;
    if (about_ >= 0) {
      if (const auto about = grammar_.word_before(about_, atoms, at)) {
        at = about->begin;
        c.piece.fields.set(F::approx, 1);
      }
    }
    // The last end of a range has its signal before the first, and from noon on Friday, the day
    // has that of the hour.
    int lead = at;
    if (c.partner >= 0 && !c.first_of_pair) {
      lead = std::min(lead, all[std::size_t(c.partner)].piece.begin);
    } else if (i > 0 && all[i - 1].piece.end <= at && all[i - 1].piece.end >= at - 1) {
      lead = all[i - 1].piece.begin;
    }
    const auto before = [&](int klass) {
      return klass >= 0 && (grammar_.word_before(klass, atoms, at) ||
                            (lead != at && grammar_.word_before(klass, atoms, lead)));
    };
    c.since = before(since_) || (c.piece.fields.get(F::anchor) == -1 &&
                                 TimeKind(c.piece.fields.get(F::type)) == TimeKind::date);
    c.until = before(until_);
    TimeContext& context = c.context;
    context.has_since = c.since;
    context.has_within = before(within_);
    context.has_lapse = before(lapse_);
    context.until = c.until;
    context.nearest = c.until || before(bound_);
    if (before(lasting_)) {
      context.has_lasting = verbs_.perfect_before(atoms, at);
    }
  }

  static std::optional<int> year_before(const std::vector<Candidate>& all, std::size_t i) {
    const TimeFields& fields = all[i].piece.fields;
    if (fields.has(F::year) || fields.has(F::dir) || fields.has(F::weekday) || all[i].since) {
      return std::nullopt;
    }
    for (std::size_t k = i; k-- > 0;) {
      const Candidate& other = all[k];
      if (other.value && other.value->said_year && other.value->begin && !other.since) {
        // A day or month named after a year lies in it; a year named before only by the way
        // (the 2015 agreement) is told from it by its grain.
        if (other.value->grain >= TimeUnit::month || fields.has(F::feast)) {
          return int(civil(*other.value->begin).year());
        }
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

  /// Gives a candidate the day of the dates around it.
  void lean(const Sentence& sentence,
            std::vector<Candidate>& all,
            std::size_t i,
            const Memory& memory) const {
    Candidate& c = all[i];
    TimeContext& context = c.context;
    // Two days earlier counts from today unless the sentence names a day; la veille, two days later
    // and the like follow the story.
    const bool story = TimeBase(c.piece.fields.get(F::base)) != TimeBase::clause;
    if (c.sentence - memory.sentence <= kDayReach && story) {
      if (wants_day(c.piece.fields)) {
        context.last_day = memory.full_day;
      } else {
        context.last_day = memory.day;
        context.last_grain = memory.grain;
      }
    }
    // 14h30. at the head of a paragraph is the stamp of a running report: it is of today.
    const bool stamp =
        c.piece.begin == 0 && c.piece.fields.has(F::hour) && memory.paragraph != sentence.paragraph;
    // The nearest date of the sentence, the one before it first.
    const Candidate* nearest = nullptr;
    int best = 1 << 20;
    const std::size_t from = i > kNeighbours ? i - kNeighbours : 0;
    for (std::size_t k = from; k < all.size() && k <= i + kNeighbours; ++k) {
      const Candidate& other = all[k];
      if (k == i || !other.value || !other.value->begin || other.value->grain > TimeUnit::day ||
          other.value->type == TimeType::DURATION) {
        continue;
      }
      const bool behind = other.piece.begin >= c.piece.end;
      const int gap = behind ? other.piece.begin - c.piece.end : c.piece.begin - other.piece.end;
      // At noon on Friday: what is joined by one word is nearest.
      const int cost = behind ? (gap <= 1 ? 0 : gap * 2 + 1) : gap;
      if (cost < best) {
        best = cost;
        nearest = &other;
      }
    }
    if (nearest != nullptr && !(stamp && best > kSaidGap)) {
      context.clause_day = nearest->value->begin;
      context.clause_day_said = best <= kSaidGap;
      if (nearest->piece.begin < c.piece.begin && ends_day(nearest->piece.fields) &&
          opens_day(c.piece.fields)) {
        // From the evening of the 3rd until dawn: the next day's.
        context.clause_day = *context.clause_day + days(1);
      }
      if (nearest->piece.begin < c.piece.begin) {
        context.last_day = nearest->value->begin;
        context.last_grain = TimeUnit::day;
      }
    } else if (memory.full_day && c.sentence - memory.sentence <= kClockReach &&
               memory.paragraph == sentence.paragraph) {
      context.clause_day = memory.full_day;
    }
  }

  static bool ends_day(const TimeFields& f) {
    const auto part = DayPart(f.get(F::part, int(DayPart::MO)));
    return f.has(F::part) && (part == DayPart::EV || part == DayPart::NI);
  }
  static bool opens_day(const TimeFields& f) {
    return f.has(F::part) && DayPart(f.get(F::part)) == DayPart::MO;
  }

  /// La veille asks for the day before a day, the following February for any date.
  static bool wants_day(const TimeFields& fields) {
    return TimeUnit(fields.get(F::unit, int(TimeUnit::day))) <= TimeUnit::day &&
           !fields.has(F::month) && !fields.has(F::season) && !fields.has(F::year);
  }

  static void remember(const Sentence& sentence, const Candidate& c, Memory& memory) {
    // A state that has lasted since March tells no day for what comes after it.
    if (c.value->type == TimeType::DURATION || c.value->type == TimeType::SET || c.since) {
      return;
    }
    memory.day = c.value->begin;
    memory.grain = c.value->grain;
    memory.sentence = c.sentence;
    memory.paragraph = sentence.paragraph;
    if (c.value->grain <= TimeUnit::day) {
      memory.full_day = c.value->begin;
    } else {
      // A year named since hides the day before it only for what looks for a day in that year.
      memory.full_day.reset();
    }
  }

  /// After four days of fighting the town fell on Saturday: the days up to Saturday.
  void spend(const Article& article,
             const Sentence& sentence,
             const std::vector<Atom>& atoms,
             const std::vector<Candidate>& all,
             const Memory& memory,
             Candidate& c) const {
    if (!c.value || c.value->type != TimeType::DURATION || c.value->begin ||
        c.value->grain < TimeUnit::day || !before(after_span_, atoms, c.piece.begin) ||
        !grammar_.word_at(of_noun_, atoms, c.piece.end)) {
      return;
    }
    const int n = c.piece.fields.get(F::n, 1);
    std::optional<Day> last;
    for (const Candidate& other : all) {
      if (other.value && other.value->begin && other.value->grain <= TimeUnit::day &&
          other.value->type != TimeType::DURATION) {
        last = other.value->begin;
        break;
      }
    }
    if (!last && memory.full_day && memory.paragraph == sentence.paragraph &&
        c.sentence - memory.sentence <= kClockReach) {
      last = memory.full_day;
    }
    if (!last && article.published) {
      last = article.published->day;
    }
    if (!last || n == kVague) {
      return;
    }
    // Days are counted with both ends, longer units from date to date.
    const int months = c.value->grain == TimeUnit::year ? 12 * n : n;
    c.value->begin = c.value->grain == TimeUnit::day    ? *last - days(n - 1)
                     : c.value->grain == TimeUnit::week ? *last - days(7 * n)
                     : c.value->grain == TimeUnit::month || c.value->grain == TimeUnit::year
                         ? add_months(*last, -months)
                         : *last;
    c.value->end = *last + days(1);
  }

  void emit(const Article& article,
            const Sentence& sentence,
            const std::vector<Atom>& atoms,
            const std::vector<Candidate>& all,
            std::vector<TimeMention>& out) const {
    std::vector<int> places(all.size(), -1);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Candidate& c = all[i];
      if (!c.value) {
        continue;
      }
      places[i] = int(out.size());
      TimeMention m;
      const Atom& first = atoms[std::size_t(c.piece.begin)];
      const Atom& last = atoms[std::size_t(c.piece.end) - 1];
      m.span = {first.span.begin, last.span.end};
      m.at = {c.sentence, first.token, last.token + 1, first.token};
      for (int t = m.at.first; t < m.at.last; ++t) {
        const int head = sentence[t].head;
        if (head < m.at.first || head >= m.at.last) {
          m.at.head = t;
          if (sentence[t].upos != Upos::ADP && sentence[t].upos != Upos::DET) {
            break;
          }
        }
      }
      m.type = c.value->type;
      m.value = c.value->value;
      m.begin = c.value->begin;
      m.end = c.value->end;
      m.from = c.value->from;
      m.to = c.value->to;
      m.approximate = c.value->approximate;
      m.anaphoric = c.value->anaphoric;
      m.since = c.since;
      m.until = c.until;
      m.rule = grammar_.rule_name(c.rule);
      const auto mod = TimeMod(c.piece.fields.get(F::mod));
      if ((c.since || c.first_of_pair) && m.begin && c.value->grain == TimeUnit::month &&
          (mod == TimeMod::end || mod == TimeMod::late)) {
        // What begins at the end of a month is told of its last days.
        m.begin = *m.begin + days(4);
      }
      if (c.since && m.begin && article.published && *m.begin <= article.published->day) {
        m.end = article.published->day + days(1);
      }
      out.push_back(std::move(m));
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      const int other = all[i].partner;
      if (places[i] < 0 || other < 0 || places[std::size_t(other)] < 0) {
        continue;
      }
      TimeMention& m = out[std::size_t(places[i])];
      m.pair = places[std::size_t(other)];
      if (!all[i].first_of_pair || m.type == TimeType::DURATION) {
        continue;
      }
      TimeMention& n = out[std::size_t(m.pair)];
      if (m.begin && n.begin && n.end && *m.begin <= *n.begin &&
          all[i].piece.fields.get(F::whole) != 1) {
        m.end = n.end;
        n.begin = m.begin;
      }
    }
  }

  TimeGrammar grammar_;
  VerbTime verbs_;
  int since_;
  int until_;
  int bound_;
  int within_;
  int lasting_;
  int lapse_;
  int about_;
  int ahead_;
  int after_span_;
  int of_noun_;
};

}  // namespace

Result<std::shared_ptr<const TimeFinder>> TimeFinder::load(
    std::shared_ptr<const LanguagePack> pack) {
  auto grammar = TimeGrammar::load(pack->data(), pack->language());
  if (!grammar) {
    return tl::unexpected(grammar.error());
  }
  return std::make_shared<const TimeRules>(std::move(*grammar));
}

}  // namespace vigie
