#pragma once
#include "base/day.h"

namespace vigie {

/// Western Easter Sunday (anonymous Gregorian computus).
Day easter(int year);
/// Orthodox Easter Sunday, as a Gregorian day (Meeus, Astronomical Algorithms, 1991, chapter 8).
Day orthodox_easter(int year);

/// A day of the Hijri calendar. Months begin on the evening after the astronomical new moon as
/// Mecca can see it, computed by Meeus's mean lunation with its largest terms; from 1350 to 1500 AH
/// this is the announced day or the day beside it.
/// @param month 1 = Muharram ... 9 = Ramadan ... 12 = Dhu al-Hijja
Day hijri_day(int year, int month, int day);
/// The Hijri year in which `day` lies, give or take a few days at its ends.
int hijri_year_near(Day day);

/// A day of the Hebrew calendar (Reingold and Dershowitz, Calendrical Calculations).
/// @param month 1 = Nisan ... 7 = Tishri
Day hebrew_day(int year, int month, int day);

/// ISO 8601 week: its year and number.
struct IsoWeek {
  int year = 0;
  int week = 0;
};
IsoWeek iso_week(Day day);
Day monday_of(Day day);

}  // namespace vigie
