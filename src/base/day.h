#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace vigie {

/// A calendar day, proleptic Gregorian, without a zone.
using Day = std::chrono::sys_days;

/// A publication instant. `seconds_of_day` and `utc_offset_minutes` are absent where the text gives
/// only a day; the day is the local day of the publisher, never shifted to UTC.
struct Instant {
  Day day{};
  std::optional<int> seconds_of_day = {};
  std::optional<int> utc_offset_minutes = {};

  bool operator==(const Instant&) const = default;
};

/// "2017-11-09" -> Day. Empty for anything else, impossible days included.
std::optional<Day> parse_day(std::string_view iso);

/// ISO 8601 day, or day and time ("2017-11-09", "2017-11-09T16:51", "...:00Z", "...+01:00",
/// a space instead of T). Empty when it is none of these.
std::optional<Instant> parse_instant(std::string_view iso);

/// "2017-11-09"
std::string to_iso(Day day);
/// "2017-11-09", "2017-11-09T16:51" or "2017-11-09T16:51+01:00"
std::string to_iso(const Instant& instant);

/// 0 = Monday ... 6 = Sunday (ISO order, zero-based).
int weekday_of(Day day);
std::chrono::year_month_day civil(Day day);
Day make_day(int year, int month, int day);  ///< day of month is clamped to the month's last day
Day add_months(Day day, int months);         ///< clamped to the month's last day

}  // namespace vigie
