#include "mentions/calendars.h"

#include <cmath>

namespace vigie {
namespace {

constexpr double kPi = 3.14159265358979323846;

int floor_div(int a, int b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

/// Julian ephemeris day of new moon `k` (0 = January 2000), to a few minutes.
double new_moon(int k) {
  const auto sine = [](double degrees) { return std::sin(degrees * kPi / 180); };
  const double t = k / 1236.85;
  const double e = 1 - 0.002516 * t;
  const double sun = 2.5534 + 29.10535670 * k;
  const double moon = 201.5643 + 385.81693528 * k;
  const double latitude = 160.7108 + 390.67050284 * k;
  return 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t - 0.40720 * sine(moon) +
         0.17241 * e * sine(sun) + 0.01608 * sine(2 * moon) + 0.01039 * sine(2 * latitude) +
         0.00739 * e * sine(moon - sun) - 0.00514 * e * sine(moon + sun) +
         0.00208 * e * e * sine(2 * sun);
}

constexpr double kJulianDayOfEpoch = 2440587.5;  // 1970-01-01T00:00Z
constexpr int kHebrewEpoch = -2092590;           // days from 1970-01-01 to 1 Tishri of year 1

int hebrew_elapsed(int year) {
  const int months = floor_div(235 * year - 234, 19);
  const int parts = 12084 + 13753 * months;
  const int day = 29 * months + floor_div(parts, 25920);
  return (3 * (day + 1)) % 7 < 3 ? day + 1 : day;
}

/// Days from 1970-01-01 to 1 Tishri.
int hebrew_new_year(int year) {
  const int before = hebrew_elapsed(year - 1);
  const int here = hebrew_elapsed(year);
  const int after = hebrew_elapsed(year + 1);
  return kHebrewEpoch + here + (after - here == 356 ? 2 : here - before == 382 ? 1 : 0);
}

}  // namespace

Day easter(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return make_day(year, f / 31, f % 31 + 1);
}

Day orthodox_easter(int year) {
  const int d = (19 * (year % 19) + 15) % 30;
  const int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const int f = d + e + 114;
  // The Julian calendar runs behind by a day more in each century that is no leap year.
  const int behind = year / 100 - year / 400 - 2;
  return make_day(year, f / 31, f % 31 + 1) + std::chrono::days(behind);
}

Day hijri_day(int year, int month, int day) {
  // 1 Muharram 1421 follows new moon 3 (April 2000).
  const int k = (year - 1421) * 12 + (month - 1) + 3;
  const double moon = new_moon(k) - kJulianDayOfEpoch;
  const double whole = std::floor(moon);
  // A moon born after 13:12 UTC is too young to be seen from Mecca that evening.
  const int first = int(whole) + (moon - whole < 0.55 ? 1 : 2);
  return Day{std::chrono::days(first + day - 1)};
}

int hijri_year_near(Day day) {
  const double days = double((day - hijri_day(1421, 1, 1)).count());
  return 1421 + int(std::floor(days / 354.367));
}

Day hebrew_day(int year, int month, int day) {
  // From Tishri the months have 30, 29, 29 or 30, 29 or 30, 29, 30 (a leap year: 30, 29, else 29)
  // days; from Nisan 30 and 29 in turn. Counting back from the next new year skips the odd ones.
  if (month >= 7) {
    int first = hebrew_new_year(year);
    const int length = hebrew_new_year(year + 1) - first;
    for (int m = 7; m < month; ++m) {
      const bool long_month =
          m == 7 || m == 11 || (m == 8 && length % 10 == 5) || (m == 9 && length % 10 != 3);
      first += long_month ? 30 : 29;
    }
    return Day{std::chrono::days(first + day - 1)};
  }
  int first = hebrew_new_year(year + 1);
  for (int m = 6; m >= month; --m) {
    first -= m % 2 == 1 ? 30 : 29;
  }
  return Day{std::chrono::days(first + day - 1)};
}

Day monday_of(Day day) {
  return day - std::chrono::days(weekday_of(day));
}

IsoWeek iso_week(Day day) {
  const Day thursday = monday_of(day) + std::chrono::days(3);
  const int year = int(civil(thursday).year());
  const int week = int((thursday - make_day(year, 1, 1)).count()) / 7 + 1;
  return {year, week};
}

}  // namespace vigie
