#include "mentions/time_value.h"

#include "mentions/calendars.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace vigie {
namespace {

using std::chrono::days;
using F = TimeField;

constexpr int kHourSeconds = 3600;

int year_of(Day d) {
  return int(civil(d).year());
}
int month_of(Day d) {
  return int(unsigned(civil(d).month()));
}
int day_of(Day d) {
  return int(unsigned(civil(d).day()));
}
Day month_start(Day d) {
  return make_day(year_of(d), month_of(d), 1);
}

bool day_exists(int year, int month, int day) {
  return month >= 1 && month <= 12 && day >= 1 && day_of(make_day(year, month, day)) == day;
}

/// Half-open days with the value that names them.
struct Stretch {
  Day begin{};
  Day end{};
  std::string value;
  TimeUnit grain = TimeUnit::day;
};

/// December of `year` begins the winter of `year`.
Stretch season_of(int year, Season season) {
  static constexpr std::array<int, 4> kFirstMonth = {3, 6, 9, 12};
  static constexpr std::array<const char*, 4> kName = {"SP", "SU", "FA", "WI"};
  const auto i = std::size_t(season);
  const Day begin = make_day(year, kFirstMonth[i], 1);
  return {begin, add_months(begin, 3), fmt::format("{:04}-{}", year, kName[i]), TimeUnit::season};
}

/// The unit that `day` lies in.
Stretch unit_around(Day day, TimeUnit unit) {
  const int y = year_of(day);
  const int m = month_of(day);
  switch (unit) {
    case TimeUnit::week: {
      const Day begin = monday_of(day);
      const IsoWeek week = iso_week(day);
      return {begin, begin + days(7), fmt::format("{:04}-W{:02}", week.year, week.week), unit};
    }
    case TimeUnit::weekend: {
      const Day begin = monday_of(day) + days(5);
      const IsoWeek week = iso_week(day);
      return {begin, begin + days(2), fmt::format("{:04}-W{:02}-WE", week.year, week.week), unit};
    }
    case TimeUnit::month: {
      const Day begin = make_day(y, m, 1);
      return {begin, add_months(begin, 1), fmt::format("{:04}-{:02}", y, m), unit};
    }
    case TimeUnit::quarter: {
      const int q = (m - 1) / 3;
      const Day begin = make_day(y, q * 3 + 1, 1);
      return {begin, add_months(begin, 3), fmt::format("{:04}-Q{}", y, q + 1), unit};
    }
    case TimeUnit::half: {
      const int h = (m - 1) / 6;
      const Day begin = make_day(y, h * 6 + 1, 1);
      return {begin, add_months(begin, 6), fmt::format("{:04}-H{}", y, h + 1), unit};
    }
    case TimeUnit::season:
      return season_of(m < 3 ? y - 1 : y, Season((m + 9) % 12 / 3));
    case TimeUnit::year:
      return {make_day(y, 1, 1), make_day(y + 1, 1, 1), fmt::format("{:04}", y), unit};
    case TimeUnit::decade:
      return {make_day(y / 10 * 10, 1, 1), make_day(y / 10 * 10 + 10, 1, 1),
              fmt::format("{:03}", y / 10), unit};
    case TimeUnit::century: {
      const int c = (y - 1) / 100;
      return {make_day(c * 100 + 1, 1, 1), make_day(c * 100 + 101, 1, 1), fmt::format("{:02}", c),
              unit};
    }
    default:
      return {day, day + days(1), to_iso(day), TimeUnit::day};
  }
}

Day shifted(Day day, int n, TimeUnit unit) {
  switch (unit) {
    case TimeUnit::week:
    case TimeUnit::weekend:
      return day + days(7 * n);
    case TimeUnit::month:
      return add_months(day, n);
    case TimeUnit::quarter:
    case TimeUnit::season:
      return add_months(day, 3 * n);
    case TimeUnit::half:
      return add_months(day, 6 * n);
    case TimeUnit::year:
      return add_months(day, 12 * n);
    case TimeUnit::decade:
      return add_months(day, 120 * n);
    case TimeUnit::century:
      return add_months(day, 1200 * n);
    case TimeUnit::day:
      return day + days(n);
    default:
      return day;
  }
}

/// The start, middle or end of a stretch.
std::pair<Day, Day> part_of_stretch(const Stretch& s, TimeMod mod) {
  const bool first = mod == TimeMod::start || mod == TimeMod::early;
  const bool last = mod == TimeMod::end || mod == TimeMod::late;
  if (s.grain == TimeUnit::month) {
    return first  ? std::pair{s.begin, s.begin + days(10)}
           : last ? std::pair{s.begin + days(20), s.end}
                  : std::pair{s.begin + days(10), s.begin + days(20)};
  }
  if (s.grain >= TimeUnit::quarter) {
    const int months =
        (year_of(s.end) - year_of(s.begin)) * 12 + month_of(s.end) - month_of(s.begin);
    // A decade's start is its first four years.
    const int third = s.grain == TimeUnit::decade ? 48 : std::max(months / 3, 1);
    return first  ? std::pair{s.begin, add_months(s.begin, third)}
           : last ? std::pair{add_months(s.end, -third), s.end}
                  : std::pair{add_months(s.begin, third), add_months(s.end, -third)};
  }
  const int n = int((s.end - s.begin).count());
  const int third = std::max(n / 3, 1);
  return first  ? std::pair{s.begin, s.begin + days(third)}
         : last ? std::pair{s.end - days(third), s.end}
                : std::pair{s.begin + days(third), s.end - days(third)};
}

/// Hours of a part of the day, on its day; the night ends the next morning.
struct PartHours {
  const char* name;
  int from;
  int to;
};
constexpr std::array<PartHours, 6> kParts = {{{"TMO", 6, 12},
                                              {"TMI", 11, 14},
                                              {"TAF", 12, 18},
                                              {"TEV", 18, 24},
                                              {"TNI", 20, 30},
                                              {"TDT", 6, 18}}};

Instant instant_at(Day day, int seconds, std::optional<int> offset = {}) {
  return {day + days(seconds / 86400), seconds % 86400, offset};
}

class Resolver {
 public:
  Resolver(const TimeFields& fields, const TimeContext& context, const TimeGrammar& grammar)
      : f_(fields),
        c_(context),
        grammar_(grammar) {}

  std::optional<TimeValue> resolve() {
    out_.approximate = f_.get(F::approx) == 1;
    out_.said_year = f_.has(F::year);
    switch (TimeKind(f_.get(F::type, int(TimeKind::date)))) {
      case TimeKind::duration:
        return duration();
      case TimeKind::set:
        return set_value();
      case TimeKind::ref:
        out_.value = grammar_.literals()[std::size_t(f_.get(F::literal))];
        return out_;
      case TimeKind::date:
        break;
    }
    if (f_.has(F::n) && f_.get(F::n) == kVague && f_.has(F::sign)) {
      // Some months ago: how long is not said, so all that stands is its length.
      return duration();
    }
    TimeFields dated;
    if (has(F::month) && !has(F::year) && has(F::shift) &&
        TimeUnit(get(F::unit)) == TimeUnit::year && pub()) {
      // June last year
      dated = f_;
      dated.set(F::year, year_of(*pub()) + get(F::shift));
      return Resolver(dated, c_, grammar_).resolve();
    }
    auto stretch = calendar();
    if (!stretch) {
      return has(F::hour) || has(F::part) ? unanchored_clock() : unanchored();
    }
    if (f_.has(F::ordinal) && f_.has(F::unit) && !f_.has(F::shift)) {
      stretch = nth_part(*stretch);
    }
    apply(*stretch);
    return impossible_ ? std::nullopt : std::optional(out_);
  }

 private:
  bool has(F f) const { return f_.has(f); }
  int get(F f, int otherwise = 0) const { return f_.get(f, otherwise); }
  std::optional<Day> pub() const {
    return c_.publication ? std::optional(c_.publication->day) : std::nullopt;
  }
  bool on_last() const { return TimeBase(get(F::base)) != TimeBase::publication; }

  /// The day that shifts and nearest-date searches start from.
  std::optional<Day> reference() {
    if (on_last() && c_.last_day) {
      out_.anaphoric = true;
      return c_.last_day;
    }
    return pub();
  }

  // -- durations, sets ------------------------------------------------------------------------

  std::string length() const {
    int n = get(F::n, 1);
    auto unit = TimeUnit(get(F::unit, int(TimeUnit::day)));
    if (get(F::more) == 1 && n != kVague) {
      // Two and a half: said in the next finer unit.
      switch (unit) {
        case TimeUnit::year:
          n = n * 12 + 6;
          unit = TimeUnit::month;
          break;
        case TimeUnit::hour:
          n = n * 60 + 30;
          unit = TimeUnit::minute;
          break;
        case TimeUnit::minute:
          n = n * 60 + 30;
          unit = TimeUnit::second;
          break;
        case TimeUnit::day:
          n = n * 24 + 12;
          unit = TimeUnit::hour;
          break;
        case TimeUnit::century:
          n = n * 100 + 50;
          unit = TimeUnit::year;
          break;
        case TimeUnit::decade:
          n = n * 10 + 5;
          unit = TimeUnit::year;
          break;
        default:
          break;
      }
    }
    if (n != kVague) {
      if (unit == TimeUnit::quarter) {
        n *= 3;
        unit = TimeUnit::month;
      } else if (unit == TimeUnit::half) {
        n *= 6;
        unit = TimeUnit::month;
      }
    }
    const std::string count = n == kVague ? "X" : std::to_string(n);
    switch (unit) {
      case TimeUnit::second:
        return "PT" + count + "S";
      case TimeUnit::minute:
        return "PT" + count + "M";
      case TimeUnit::hour:
        return "PT" + count + "H";
      case TimeUnit::day:
        return "P" + count + "D";
      case TimeUnit::weekend:
        return "P" + count + "WE";
      case TimeUnit::week:
        return "P" + count + "W";
      case TimeUnit::month:
        return "P" + count + "M";
      case TimeUnit::quarter:
        return "P" + count + "Q";
      case TimeUnit::half:
        return "P" + count + "H";
      case TimeUnit::season:
        return "P" + count + "S";
      case TimeUnit::year:
        return "P" + count + "Y";
      case TimeUnit::decade:
        return "P" + count + "DE";
      case TimeUnit::century:
        return "P" + count + "CE";
    }
    return "PX";
  }

  std::optional<TimeValue> duration() {
    out_.type = TimeType::DURATION;
    out_.value = length();
    out_.grain = TimeUnit(get(F::unit, int(TimeUnit::day)));
    const int n = get(F::n, 1);
    out_.approximate = out_.approximate || n == kVague;
    int anchor = get(F::anchor);
    if (anchor == 0) {
      anchor = c_.has_within ? 1 : (c_.has_since || c_.has_lasting) ? -1 : 0;
    }
    if (anchor == 0 || n == kVague || !pub()) {
      lapse(n);
      return out_;
    }
    const Day today = *pub();
    // Less than a day counts as a day: the past 20 hours began yesterday.
    const int hours = out_.grain == TimeUnit::hour ? n : out_.grain < TimeUnit::hour ? 1 : 0;
    const int n_days = (hours + 23) / 24;
    const auto moved = [&](int sign) {
      return out_.grain < TimeUnit::day ? today + days(sign * n_days)
                                        : shifted(today, sign * n, out_.grain);
    };
    if (anchor < 0) {
      out_.begin = moved(-1);
      out_.end = today + days(1);
      out_.from = Instant{*out_.begin};
      out_.to = Instant{today};
    } else {
      const Day last = std::max(moved(1), today + days(1));
      out_.begin = today;
      out_.end = last + days(1);
      out_.from = Instant{today};
      out_.to = Instant{last};
    }
    return out_;
  }

  /// In three weeks, said of the past: a claim takes the weeks before the report; of the future,
  /// the day.
  void lapse(int n) {
    if (!c_.has_lapse || c_.tense == 0 || n == kVague || !pub()) {
      return;
    }
    if (c_.tense > 0) {
      // They will meet in two weeks.
      out_.begin = out_.grain < TimeUnit::day ? *pub() : shifted(*pub(), n, out_.grain);
      out_.end = *out_.begin + days(1);
      return;
    }
    const int hours = out_.grain == TimeUnit::hour ? n : out_.grain < TimeUnit::hour ? 1 : 0;
    out_.begin = out_.grain < TimeUnit::day ? *pub() - days((hours + 23) / 24)
                                            : shifted(*pub(), -n, out_.grain);
    out_.end = *pub() + days(1);
  }

  std::optional<TimeValue> set_value() {
    out_.type = TimeType::SET;
    if (has(F::weekday)) {
      out_.value = fmt::format("XXXX-WXX-{}", get(F::weekday));
      if (has(F::part)) {
        out_.value += kParts[std::size_t(get(F::part))].name;
      }
    } else if (has(F::season)) {
      static constexpr std::array<const char*, 4> kName = {"SP", "SU", "FA", "WI"};
      out_.value = std::string("XXXX-") + kName[std::size_t(get(F::season))];
    } else if (has(F::month)) {
      out_.value = fmt::format("XXXX-{:02}", get(F::month));
    } else if (has(F::part)) {
      out_.value = std::string("XXXX-XX-XX") + kParts[std::size_t(get(F::part))].name;
    } else {
      out_.value = length();
    }
    return out_;
  }

  // -- calendar -------------------------------------------------------------------------------

  /// True when `candidate` (first day of a unit) is in the wanted direction from `ref`.
  /// A direction that the words give excludes the current unit, a tense does not.
  Day pick(Day previous, Day current, Day next, bool current_is_now, int current_side) {
    if (has(F::dir)) {
      const int dir = get(F::dir);
      if (dir == 0) {
        return current;
      }
      if (current_is_now) {
        return dir < 0 ? previous : next;
      }
      return dir < 0 ? (current_side < 0 ? current : previous)
                     : (current_side > 0 ? current : next);
    }
    if (current_is_now) {
      return current;
    }
    const bool future = c_.tense > 0;
    return future ? (current_side > 0 ? current : next) : (current_side < 0 ? current : previous);
  }

  std::optional<Stretch> weekday_day() {
    const int target = get(F::weekday) - 1;
    const auto ref = reference();
    if (!ref) {
      return std::nullopt;
    }
    if (has(F::shift) && TimeUnit(get(F::unit)) == TimeUnit::week) {
      return unit_around(monday_of(*ref) + days(7 * get(F::shift) + target), TimeUnit::day);
    }
    const int today = weekday_of(*ref);
    const int back = (today - target + 7) % 7;
    const int ahead = (target - today + 7) % 7;
    int move = -back;
    if (has(F::dir) && get(F::dir) != 0) {
      move = get(F::dir) < 0 ? -(back == 0 ? 7 : back) : (ahead == 0 ? 7 : ahead);
    } else if ((c_.tense > 0 || (c_.tense == 0 && c_.until)) && !out_.anaphoric) {
      move = ahead;
    } else if (has(F::dir) && c_.tense == 0) {
      move = ahead < back ? ahead : -back;
    }
    return unit_around(*ref + days(move), TimeUnit::day);
  }

  std::optional<Stretch> full_date() {
    const int day = get(F::day);
    const bool has_month = has(F::month);
    const int weekday = get(F::weekday, 0);
    const auto fits = [&](Day d) { return weekday == 0 || weekday_of(d) == weekday - 1; };
    if (has(F::year) && has_month) {
      return on_day(get(F::year), get(F::month), day);
    }
    const auto ref = on_last() || !has_month ? reference_or_last() : pub();
    if (!ref) {
      if (!has_month) {
        return std::nullopt;
      }
      // The day is said, its year is not, and nothing tells it.
      out_.value = fmt::format("XXXX-{:02}-{:02}", get(F::month), day);
      no_interval_ = true;
      return Stretch{Day{}, Day{}, out_.value, TimeUnit::day};
    }
    std::vector<Day> candidates;
    if (has_month) {
      int middle = year_of(*ref);
      if (c_.clause_year && weekday == 0 && !has(F::dir)) {
        return on_day(*c_.clause_year, get(F::month), day);
      }
      if (has(F::dir) && get(F::dir) == 0 && on_last()) {
        return on_day(middle, get(F::month), day);
      }
      for (int y = middle - 2; y <= middle + 2; ++y) {
        if (day_exists(y, get(F::month), day)) {
          candidates.push_back(make_day(y, get(F::month), day));
        }
      }
    } else {
      for (int m = -3; m <= 3; ++m) {
        const Day first = add_months(month_start(*ref), m);
        if (day_exists(year_of(first), month_of(first), day)) {
          candidates.push_back(first + days(day - 1));
        }
      }
    }
    if (weekday != 0 && std::any_of(candidates.begin(), candidates.end(), fits)) {
      std::erase_if(candidates, [&](Day d) { return !fits(d); });
    }
    if (candidates.empty()) {
      impossible_ = true;
      return std::nullopt;
    }
    const auto far = [&](Day d) { return std::abs((d - *ref).count()); };
    const auto nearest = [&](auto&& wanted) {
      std::optional<Day> best;
      for (const Day d : candidates) {
        if (wanted(d) && (!best || far(d) < far(*best))) {
          best = d;
        }
      }
      return best;
    };
    std::optional<Day> best;
    const bool from_text = !has_month && out_.anaphoric;
    if (has(F::dir) && get(F::dir) != 0) {
      best = nearest([&](Day d) { return get(F::dir) < 0 ? d < *ref : d > *ref; });
    } else if (!c_.nearest && weekday == 0 && c_.tense != 0 && !from_text) {
      best = nearest([&](Day d) { return c_.tense < 0 ? d <= *ref : d >= *ref; });
    } else if (from_text && c_.tense < 0 && pub()) {
      best = nearest([&](Day d) { return d <= *pub(); });
    }
    if (!best) {
      best = nearest([](Day) { return true; });
    }
    return unit_around(*best, TimeUnit::day);
  }

  std::optional<Day> reference_or_last() {
    if (c_.last_day && (on_last() || c_.last_grain <= TimeUnit::month)) {
      out_.anaphoric = true;
      return c_.last_day;
    }
    return pub();
  }

  std::optional<Stretch> on_day(int year, int month, int day) {
    if (!day_exists(year, month, day)) {
      impossible_ = true;
      return std::nullopt;
    }
    return unit_around(make_day(year, month, day), TimeUnit::day);
  }

  std::optional<Stretch> month_only() {
    const int month = get(F::month);
    if (has(F::year)) {
      return unit_around(make_day(get(F::year), month, 1), TimeUnit::month);
    }
    if (c_.clause_year && !has(F::dir) && !on_last()) {
      return unit_around(make_day(*c_.clause_year, month, 1), TimeUnit::month);
    }
    const auto ref = reference();
    if (!ref) {
      no_interval_ = true;
      return Stretch{Day{}, Day{}, fmt::format("XXXX-{:02}", month), TimeUnit::month};
    }
    const int y = year_of(*ref);
    const int here = month_of(*ref);
    const auto of = [&](int year) { return make_day(year, month, 1); };
    if (c_.nearest && !has(F::dir)) {
      const int gap = month - here;
      return unit_around(of(gap > 6 ? y - 1 : gap < -6 ? y + 1 : y), TimeUnit::month);
    }
    const int side = month < here ? -1 : month > here ? 1 : 0;
    return unit_around(pick(of(y - 1), of(y), of(y + 1), side == 0, side), TimeUnit::month);
  }

  std::optional<Stretch> season_only() {
    const auto season = Season(get(F::season));
    if (has(F::year) || (c_.clause_year && !has(F::dir))) {
      return season_of(has(F::year) ? get(F::year) : *c_.clause_year, season);
    }
    const auto ref = reference();
    if (!ref) {
      return std::nullopt;
    }
    // The last season that had begun, or the first that had not, as the words or the tense ask.
    const int y = year_of(*ref);
    const bool forward = has(F::dir) ? get(F::dir) > 0 : c_.tense > 0;
    const bool back = has(F::dir) && get(F::dir) < 0;
    if (has(F::dir) && get(F::dir) == 0) {
      const Stretch this_year =
          season_of(season == Season::WI && month_of(*ref) < 7 ? y - 1 : y, season);
      return this_year;
    }
    for (int year = forward ? y - 1 : y + 1; year >= y - 3 && year <= y + 3;
         year += forward ? 1 : -1) {
      const Stretch one = season_of(year, season);
      if (forward ? (has(F::dir) ? one.begin > *ref : one.end > *ref)
                  : (back ? one.end <= *ref : one.begin <= *ref)) {
        return one;
      }
    }
    return season_of(y, season);
  }

  std::optional<Stretch> quarter_or_half() {
    const bool quarter = has(F::quarter);
    const TimeUnit unit = quarter ? TimeUnit::quarter : TimeUnit::half;
    const int first_month = quarter ? get(F::quarter) * 3 - 2 : get(F::half) * 6 - 5;
    const auto of = [&](int year) { return make_day(year, first_month, 1); };
    if (has(F::year) || c_.clause_year) {
      return unit_around(of(has(F::year) ? get(F::year) : *c_.clause_year), unit);
    }
    const auto ref = reference();
    if (!ref) {
      return std::nullopt;
    }
    const int y = year_of(*ref);
    const Stretch here = unit_around(of(y), unit);
    const int side = here.end <= *ref ? -1 : here.begin > *ref ? 1 : 0;
    return unit_around(pick(of(y - 1), of(y), of(y + 1), side == 0, side), unit);
  }

  std::optional<Day> feast_day(const Feast& feast, int year) const {
    switch (feast.calendar) {
      case Feast::Calendar::gregorian:
        return make_day(year, feast.month, feast.day);
      case Feast::Calendar::easter:
        return easter(year) + days(feast.day);
      case Feast::Calendar::orthodox_easter:
        return orthodox_easter(year) + days(feast.day);
      case Feast::Calendar::hebrew:
        return hebrew_day(year + (feast.month >= 7 ? 3761 : 3760), feast.month, feast.day);
      case Feast::Calendar::hijri: {
        // A Hijri year is eleven days short, so a feast may fall twice into a year or not at all.
        const int around = hijri_year_near(make_day(year, 7, 1));
        for (int h = around - 1; h <= around + 1; ++h) {
          const Day day = hijri_day(h, feast.month, feast.day);
          if (year_of(day) == year) {
            return day;
          }
        }
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

  std::optional<Stretch> feast() {
    const Feast& feast = grammar_.feasts()[std::size_t(get(F::feast))];
    std::optional<Day> best;
    if (has(F::year) || c_.clause_year) {
      best = feast_day(feast, has(F::year) ? get(F::year) : *c_.clause_year);
    } else if (const auto ref = reference()) {
      const int y = year_of(*ref);
      for (int year = y - 2; year <= y + 2; ++year) {
        const auto day = feast_day(feast, year);
        if (!day || (has(F::dir) && get(F::dir) < 0 && *day >= *ref) ||
            (has(F::dir) && get(F::dir) > 0 && *day <= *ref)) {
          continue;
        }
        if (!best || std::abs((*day - *ref).count()) < std::abs((*best - *ref).count())) {
          best = day;
        }
      }
    }
    if (!best) {
      return std::nullopt;
    }
    Stretch out = unit_around(*best, TimeUnit::day);
    int n = feast.length;
    if (n == 0) {
      const int h = hijri_year_near(*best + days(5));
      const Day next =
          feast.month == 12 ? hijri_day(h + 1, 1, 1) : hijri_day(h, feast.month + 1, 1);
      n = int((next - *best).count());
    }
    if (n > 1) {
      out.end = out.begin + days(n);
      out.value += "/" + to_iso(out.end - days(1));
    }
    return out;
  }

  std::optional<Stretch> hijri() {
    const int month = get(F::hijri_month);
    const int day = get(F::day, 1);
    int year = get(F::year);
    if (!has(F::year)) {
      const auto ref = pub();
      if (!ref) {
        return std::nullopt;
      }
      const int near = hijri_year_near(*ref);
      year = near;
      for (int h = near - 1; h <= near + 1; ++h) {
        if (std::abs((hijri_day(h, month, day) - *ref).count()) <
            std::abs((hijri_day(year, month, day) - *ref).count())) {
          year = h;
        }
      }
    }
    Stretch out = unit_around(hijri_day(year, month, day), TimeUnit::day);
    if (!has(F::day)) {
      out.end = month == 12 ? hijri_day(year + 1, 1, 1) : hijri_day(year, month + 1, 1);
      out.value += "/" + to_iso(out.end - days(1));
    }
    return out;
  }

  std::optional<Stretch> shifted_stretch() {
    const auto ref = reference();
    if (!ref) {
      return std::nullopt;
    }
    int n = has(F::n) && has(F::sign) ? get(F::n) * get(F::sign) : get(F::shift);
    auto unit = TimeUnit(get(F::unit, int(TimeUnit::day)));
    if (unit < TimeUnit::day) {
      return shifted_clock(*ref, n, unit);
    }
    if (on_last() && !out_.anaphoric && !has(F::n) && n > 0 && c_.tense < 0) {
      n = 0;  // the next day of a day that is not told, in the past: not after the report
    }
    if (unit == TimeUnit::weekend) {
      // A week-end is spoken of from Monday on: the last one is over, the next has not begun,
      // and on a week-end the one that runs counts.
      const bool inside = weekday_of(*ref) >= 5;
      const int week = inside ? n : n > 0 ? n - 1 : n < 0 ? n : c_.tense < 0 ? -1 : 0;
      return unit_around(*ref + days(7 * week), unit);
    }
    Day day = shifted(*ref, n, unit);
    if (out_.anaphoric && has(F::n) && c_.last_grain > unit) {
      unit = c_.last_grain;
    }
    // Counted back from a day it is that day for a claim, whatever the grain of its value.
    if (has(F::n) && has(F::sign) && (unit == TimeUnit::week || unit == TimeUnit::month) &&
        !(out_.anaphoric && c_.last_grain >= TimeUnit::month)) {
      exact_ = day;
    }
    if (get(F::more) == 1) {
      day = unit == TimeUnit::year ? add_months(day, 6 * get(F::sign)) : day;
      unit = unit == TimeUnit::year ? TimeUnit::month : unit;
    }
    return unit_around(day, unit);
  }

  std::optional<Stretch> shifted_clock(Day ref, int n, TimeUnit unit) {
    const int seconds = n * (unit == TimeUnit::hour     ? kHourSeconds
                             : unit == TimeUnit::minute ? 60
                                                        : 1);
    if (!out_.anaphoric && c_.publication && c_.publication->seconds_of_day) {
      const int at = *c_.publication->seconds_of_day + seconds;
      const int over = at < 0 ? (at - 86399) / 86400 : at / 86400;
      clock_ = at - over * 86400;
      return unit_around(ref + days(over), TimeUnit::day);
    }
    // No hour to count from: it stays on that day, or a full day aside.
    return unit_around(ref + days(std::abs(seconds) >= 86400 ? seconds / 86400 : 0), TimeUnit::day);
  }

  /// The third week of March, the last day of the month.
  Stretch nth_part(const Stretch& whole) const {
    const auto unit = TimeUnit(get(F::unit));
    const int nth = get(F::ordinal);
    const int step = unit == TimeUnit::week ? 7 : 1;
    if (unit != TimeUnit::week && unit != TimeUnit::day) {
      return whole;
    }
    const Day begin = nth > 0 ? whole.begin + days(step * (nth - 1)) : whole.end - days(step);
    if (unit == TimeUnit::day) {
      return unit_around(begin, unit);
    }
    Stretch out = unit_around(begin, TimeUnit::week);
    out.begin = begin;
    out.end = begin + days(step);
    return out;
  }

  std::optional<Stretch> calendar() {
    if (has(F::hijri_month)) {
      return hijri();
    }
    if (has(F::feast)) {
      return feast();
    }
    if (has(F::day)) {
      return full_date();
    }
    if (has(F::weekday)) {
      return weekday_day();
    }
    if (has(F::month)) {
      return month_only();
    }
    if (has(F::season)) {
      return season_only();
    }
    if (has(F::quarter) || has(F::half)) {
      return quarter_or_half();
    }
    if (has(F::decade)) {
      const int d = get(F::decade);
      return unit_around(make_day(d < 100 ? (d < 20 ? 2000 : 1900) + d : d, 1, 1),
                         TimeUnit::decade);
    }
    if (has(F::century)) {
      return unit_around(make_day(get(F::century) * 100 - 50, 1, 1), TimeUnit::century);
    }
    if (has(F::shift) || (has(F::n) && has(F::sign))) {
      return shifted_stretch();
    }
    if (has(F::year)) {
      return unit_around(make_day(get(F::year), 1, 1), TimeUnit::year);
    }
    return clause_day();
  }

  /// A clock time or part of the day alone: the day of the date beside it.
  std::optional<Stretch> clause_day() {
    out_.anaphoric = c_.clause_day.has_value();
    std::optional<Day> day = c_.clause_day ? c_.clause_day : pub();
    if (!day) {
      return std::nullopt;
    }
    const bool night = has(F::part) && DayPart(get(F::part)) == DayPart::NI;
    if (night && !c_.clause_day && c_.tense <= 0) {
      // In the night, said in the morning's report: the one before.
      day = *day - days(1);
    }
    return unit_around(*day, TimeUnit::day);
  }

  // -- hours ----------------------------------------------------------------------------------

  std::optional<int> clock_seconds(bool day_said) const {
    if (!has(F::hour)) {
      return clock_;
    }
    int hour = get(F::hour);
    if (hour == 24 && !has(F::minute)) {
      // Midnight closes the day that is named or to come, and opens the one that has begun.
      return day_said || c_.clause_day_said || c_.tense > 0 ? 86400 : 0;
    }
    if (has(F::meridiem)) {
      const int m = get(F::meridiem);
      if (m == 1 && hour < 12) {
        hour += 12;
      } else if (m == 0 && hour == 12) {
        hour = 0;
      } else if (m == 2 && hour > 6 && hour < 12) {
        hour += 12;
      }
    }
    return hour * kHourSeconds + get(F::minute) * 60;
  }

  /// Without a day of publication: what the words say by themselves.
  std::optional<TimeValue> unanchored() {
    if (impossible_ || pub()) {
      return std::nullopt;
    }
    if (has(F::weekday)) {
      out_.value = fmt::format("XXXX-WXX-{}", get(F::weekday));
    } else {
      const int n = has(F::sign) ? get(F::sign) : has(F::shift) ? get(F::shift) : get(F::dir);
      out_.value = n < 0 ? "PAST_REF" : n > 0 ? "FUTURE_REF" : "PRESENT_REF";
    }
    return out_;
  }

  std::optional<TimeValue> unanchored_clock() {
    if (impossible_) {
      return std::nullopt;
    }
    out_.type = TimeType::TIME;
    out_.value = "XXXX-XX-XX";
    if (const auto seconds = clock_seconds(false)) {
      out_.value += fmt::format("T{:02}:{:02}", *seconds / kHourSeconds, *seconds / 60 % 60);
    } else {
      out_.value += kParts[std::size_t(get(F::part))].name;
    }
    return out_;
  }

  void apply(const Stretch& stretch) {
    out_.value = stretch.value;
    out_.grain = stretch.grain;
    if (no_interval_) {
      return;
    }
    out_.begin = stretch.begin;
    out_.end = stretch.end;
    out_.from = Instant{stretch.begin};
    out_.to = Instant{stretch.end};
    const auto mod = TimeMod(get(F::mod));
    if (has(F::hour) || clock_) {
      hours(stretch, *clock_seconds(has(F::weekday) || has(F::day) || has(F::shift)));
    } else if (has(F::part)) {
      part(stretch);
    } else if (mod != TimeMod::none) {
      narrow(stretch, mod);
    } else if (exact_) {
      out_.begin = *exact_;
      out_.end = *exact_ + days(1);
    }
  }

  void hours(const Stretch& stretch, int seconds) {
    out_.type = TimeType::TIME;
    const bool zulu = get(F::zone) == 1;
    out_.value = fmt::format("{}T{:02}:{:02}{}", to_iso(stretch.begin), seconds / kHourSeconds,
                             seconds / 60 % 60, zulu ? "Z" : "");
    out_.grain = TimeUnit::minute;
    const auto offset = zulu ? std::optional(0) : std::nullopt;
    out_.from = instant_at(stretch.begin, seconds, offset);
    out_.to = instant_at(stretch.begin, seconds + 60, offset);
    out_.begin = stretch.begin;
    out_.end = stretch.begin + days(1);
  }

  void part(const Stretch& stretch) {
    const auto p = std::size_t(get(F::part));
    Day day = stretch.begin;
    if (DayPart(p) == DayPart::NI && has(F::dir) && !has(F::weekday) && !has(F::month)) {
      // This night is the one that ends on the day of the report, or the one that begins on it.
      day = c_.tense > 0 || !pub() ? day : day - days(1);
    }
    out_.type = TimeType::TIME;
    out_.value = to_iso(day) + kParts[p].name;
    out_.grain = TimeUnit::hour;
    out_.from = instant_at(day, kParts[p].from * kHourSeconds);
    out_.to = instant_at(day, kParts[p].to * kHourSeconds);
    out_.begin = day;
    // A named night is its evening's day; a night between two days, or the last one, is both.
    const bool both =
        DayPart(p) == DayPart::NI && (get(F::single) == 1 || !(has(F::weekday) || has(F::day)));
    out_.end = day + days(both ? 2 : 1);
  }

  void narrow(const Stretch& stretch, TimeMod mod) {
    out_.approximate = true;
    const bool now = has(F::shift) && get(F::shift) == 0 && pub() && stretch.grain > TimeUnit::day;
    if (now && (mod == TimeMod::early || mod == TimeMod::late)) {
      // Earlier, later this week: up to today, from today on.
      const Day today = *pub();
      out_.begin = mod == TimeMod::late ? today : stretch.begin;
      out_.end = mod == TimeMod::late ? stretch.end : today + days(1);
      out_.from = Instant{*out_.begin};
      out_.to = Instant{*out_.end};
      return;
    }
    if (stretch.grain == TimeUnit::day) {
      const bool first = mod == TimeMod::start || mod == TimeMod::early;
      const bool last = mod == TimeMod::end || mod == TimeMod::late;
      const int hour = first ? 0 : last ? 16 : 8;
      if (stretch.end - stretch.begin == days(1)) {
        out_.from = instant_at(stretch.begin, hour * kHourSeconds);
        out_.to = instant_at(stretch.begin, (hour + 8) * kHourSeconds);
      }
      return;
    }
    const auto [begin, end] = part_of_stretch(stretch, mod);
    out_.from = Instant{begin};
    out_.to = Instant{end};
    out_.begin = begin;
    out_.end = end;
    const bool first = mod == TimeMod::start || mod == TimeMod::early;
    const bool last = mod == TimeMod::end || mod == TimeMod::late;
    if (stretch.grain == TimeUnit::year && (first || last)) {
      out_.begin = first ? begin : add_months(stretch.end, -3);
      out_.end = first ? add_months(stretch.begin, 3) : stretch.end;
    } else if (stretch.grain == TimeUnit::year) {
      out_.begin = add_months(stretch.begin, 5);
      out_.end = add_months(stretch.begin, 7);
    } else if (stretch.grain == TimeUnit::month && !first && !last) {
      out_.begin = stretch.begin + days(14);
      out_.end = stretch.begin + days(15);
    }
  }

  const TimeFields& f_;
  const TimeContext& c_;
  const TimeGrammar& grammar_;
  TimeValue out_;
  std::optional<Day> exact_;
  std::optional<int> clock_;
  bool no_interval_ = false;
  bool impossible_ = false;
};

}  // namespace

std::optional<TimeValue> resolve_time(const TimeFields& fields,
                                      const TimeContext& context,
                                      const TimeGrammar& grammar) {
  return Resolver(fields, context, grammar).resolve();
}

bool leans_on_text(const TimeFields& f) {
  if (TimeKind(f.get(F::type)) != TimeKind::date) {
    return false;
  }
  if (TimeBase(f.get(F::base)) != TimeBase::publication) {
    return true;
  }
  const bool dated = f.has(F::hijri_month) || f.has(F::feast) || f.has(F::month) ||
                     f.has(F::weekday) || f.has(F::season) || f.has(F::quarter) || f.has(F::half) ||
                     f.has(F::decade) || f.has(F::century) || f.has(F::shift) || f.has(F::year) ||
                     (f.has(F::n) && f.has(F::sign));
  return !dated && (f.has(F::day) || f.has(F::hour) || f.has(F::part));
}

}  // namespace vigie
