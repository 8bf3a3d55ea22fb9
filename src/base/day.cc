#include "base/day.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace vigie {
namespace {

/// Reads exactly `n` digits at `at`; -1 when there are fewer.
int digits(std::string_view s, std::size_t at, std::size_t n) {
  if (at + n > s.size()) {
    return -1;
  }
  int value = 0;
  for (std::size_t i = at; i < at + n; ++i) {
    if (s[i] < '0' || s[i] > '9') {
      return -1;
    }
    value = value * 10 + (s[i] - '0');
  }
  return value;
}

}  // namespace

std::optional<Day> parse_day(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') {
    return std::nullopt;
  }
  const int y = digits(iso, 0, 4);
  const int m = digits(iso, 5, 2);
  const int d = digits(iso, 8, 2);
  if (y < 0 || m < 1 || d < 1) {
    return std::nullopt;
  }
  const std::chrono::year_month_day ymd{std::chrono::year{y}, std::chrono::month{unsigned(m)},
                                        std::chrono::day{unsigned(d)}};
  if (!ymd.ok()) {
    return std::nullopt;
  }
  return Day{ymd};
}

std::optional<Instant> parse_instant(std::string_view iso) {
  const auto day = parse_day(iso.substr(0, std::min<std::size_t>(10, iso.size())));
  if (!day) {
    return std::nullopt;
  }
  Instant out{*day};
  std::string_view rest = iso.substr(10);
  if (rest.empty()) {
    return out;
  }
  if ((rest[0] != 'T' && rest[0] != 't' && rest[0] != ' ') || rest.size() < 6 || rest[3] != ':') {
    return std::nullopt;
  }
  const int h = digits(rest, 1, 2);
  const int m = digits(rest, 4, 2);
  int s = 0;
  std::size_t at = 6;
  if (at < rest.size() && rest[at] == ':') {
    s = digits(rest, at + 1, 2);
    at += 3;
    if (at < rest.size() && (rest[at] == '.' || rest[at] == ',')) {
      ++at;
      while (at < rest.size() && rest[at] >= '0' && rest[at] <= '9') {
        ++at;
      }
    }
  }
  if (h < 0 || h > 24 || m < 0 || m > 59 || s < 0 || s > 60) {
    return std::nullopt;
  }
  out.seconds_of_day = h * 3600 + m * 60 + s;
  rest = rest.substr(std::min(at, rest.size()));
  if (rest.empty()) {
    return out;
  }
  if (rest == "Z" || rest == "z") {
    out.utc_offset_minutes = 0;
    return out;
  }
  if (rest[0] != '+' && rest[0] != '-') {
    return std::nullopt;
  }
  const int oh = digits(rest, 1, 2);
  int om = 0;
  if (rest.size() == 6 && rest[3] == ':') {
    om = digits(rest, 4, 2);
  } else if (rest.size() == 5) {
    om = digits(rest, 3, 2);
  } else if (rest.size() != 3) {
    return std::nullopt;
  }
  if (oh < 0 || oh > 15 || om < 0 || om > 59) {
    return std::nullopt;
  }
  out.utc_offset_minutes = (rest[0] == '-' ? -1 : 1) * (oh * 60 + om);
  return out;
}

std::string to_iso(Day day) {
  const auto ymd = civil(day);
  return fmt::format("{:04}-{:02}-{:02}", int(ymd.year()), unsigned(ymd.month()),
                     unsigned(ymd.day()));
}

std::string to_iso(const Instant& instant) {
  std::string out = to_iso(instant.day);
  if (instant.seconds_of_day) {
    const int s = *instant.seconds_of_day;
    out += fmt::format("T{:02}:{:02}", s / 3600, s / 60 % 60);
    if (s % 60 != 0) {
      out += fmt::format(":{:02}", s % 60);
    }
    if (instant.utc_offset_minutes) {
      const int o = *instant.utc_offset_minutes;
      out += o == 0 ? "Z"
                    : fmt::format("{}{:02}:{:02}", o < 0 ? '-' : '+', std::abs(o) / 60,
                                  std::abs(o) % 60);
    }
  }
  return out;
}

int weekday_of(Day day) {
  return int(std::chrono::weekday{day}.iso_encoding()) - 1;
}

std::chrono::year_month_day civil(Day day) {
  return std::chrono::year_month_day{day};
}

Day make_day(int year, int month, int day) {
  const std::chrono::year_month ym{std::chrono::year{year}, std::chrono::month{unsigned(month)}};
  const auto last =
      std::chrono::year_month_day_last{ym.year(), std::chrono::month_day_last{ym.month()}};
  const unsigned d = std::clamp(unsigned(day), 1U, unsigned(last.day()));
  return Day{ym / std::chrono::day{d}};
}

Day add_months(Day day, int months) {
  const auto ymd = civil(day);
  const auto ym = ymd.year() / ymd.month() + std::chrono::months{months};
  return make_day(int(ym.year()), int(unsigned(ym.month())), int(unsigned(ymd.day())));
}

}  // namespace vigie
