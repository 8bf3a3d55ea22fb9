#include "base/day.h"

#include <gtest/gtest.h>

namespace vigie {
namespace {

TEST(Day, ReadsAndRefuses) {
  EXPECT_EQ(to_iso(*parse_day("2017-11-09")), "2017-11-09");
  EXPECT_FALSE(parse_day("2017-02-30"));
  EXPECT_FALSE(parse_day("2017-11-9"));
  EXPECT_EQ(weekday_of(*parse_day("2017-11-09")), 3);  // a Thursday
}

TEST(Day, InstantKeepsItsZone) {
  EXPECT_EQ(to_iso(*parse_instant("2017-11-09T16:51")), "2017-11-09T16:51");
  EXPECT_EQ(to_iso(*parse_instant("2017-11-09T16:51:00+01:00")), "2017-11-09T16:51+01:00");
  EXPECT_EQ(to_iso(*parse_instant("2017-11-09 16:51:00Z")), "2017-11-09T16:51Z");
  EXPECT_EQ(to_iso(*parse_instant("2017-11-09T16:51:00.123Z")), "2017-11-09T16:51Z");
  EXPECT_FALSE(parse_instant("2017-11-09T99:00"));
  EXPECT_FALSE(parse_instant(""));
}

TEST(Day, MonthsAreClamped) {
  EXPECT_EQ(to_iso(add_months(*parse_day("2020-03-31"), -1)), "2020-02-29");
  EXPECT_EQ(to_iso(add_months(*parse_day("2020-01-15"), -13)), "2018-12-15");
}

}  // namespace
}  // namespace vigie
