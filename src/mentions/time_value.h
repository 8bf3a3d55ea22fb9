#pragma once
#include "base/day.h"
#include "mentions/mention.h"
#include "mentions/time_grammar.h"

#include <optional>
#include <string>

namespace vigie {

/// What a time expression is resolved against.
struct TimeContext {
  std::optional<Instant> publication;
  int tense = 0;                   ///< of the governing verb: -1 past, 1 future, 0 not known
  bool nearest = false;            ///< until, before, by: a date without a year is the nearest one
  bool until = false;              ///< until, by: with no tense, a day to come
  std::optional<Day> clause_day;   ///< day of the date beside a clock time
  bool clause_day_said = false;    ///< that day is said in the same breath (jeudi à minuit)
  std::optional<int> clause_year;  ///< year said before in the same sentence
  std::optional<Day> last_day;     ///< first day of the last date of the text
  TimeUnit last_grain = TimeUnit::day;
  bool has_since = false;
  bool has_within = false;
  bool has_lasting = false;  ///< for two days, with a perfect verb: up to now
  bool has_lapse = false;    ///< in three weeks
};

/// A time with its TIMEX3 value.
struct TimeValue {
  TimeType type = TimeType::DATE;
  std::string value;
  std::optional<Day> begin;  ///< half-open days, as claims take them
  std::optional<Day> end;
  std::optional<Instant> from;  ///< half-open, as the words say it: hours where they are said
  std::optional<Instant> to;
  TimeUnit grain = TimeUnit::day;
  bool approximate = false;
  bool anaphoric = false;
  bool said_year = false;  ///< the words themselves name the year
};

/// Value and interval of what `fields` say; nullopt when no such day exists (31 April).
///
/// Conventions are those of TimeBank and HeidelTime (Stroetgen and Gertz 2013): parts of a day are
/// 6-12, 12-18, 18-24 and 20-6 o'clock, the start of a month its first ten days, the start of a
/// year four months. Claims take whole days, and quarters for the start and end of a year.
std::optional<TimeValue> resolve_time(const TimeFields& fields,
                                      const TimeContext& context,
                                      const TimeGrammar& grammar);

/// True when the day depends on another date of the text: la veille, 16 h 51, le mois suivant.
bool leans_on_text(const TimeFields& fields);

}  // namespace vigie
