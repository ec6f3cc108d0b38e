#include "common/civil/zone.h"

#include <gtest/gtest.h>

#include "absl/time/civil_time.h"

namespace iku {
namespace {

// The hour of the last day of June at which July starts in the province.
int OffsetHours(absl::string_view province) {
  for (int hours = 0; hours < 24; ++hours) {
    const absl::Time midnight = absl::FromCivil(
        absl::CivilHour(2025, 7, 1) - hours, absl::UTCTimeZone());
    const bool starts_here =
        TodayIn(midnight, province) == Date{2025, 7, 1} &&
        TodayIn(midnight - absl::Seconds(1), province) == Date{2025, 6, 30};
    if (starts_here) return hours;
  }
  return -1;
}

TEST(ZoneTest, WesternProvincesAreSevenHoursAhead) {
  for (const char* code : {"11", "19", "21", "31", "35", "36", "61", "62"}) {
    EXPECT_EQ(OffsetHours(code), 7) << code;
  }
}

TEST(ZoneTest, CentralProvincesAreEightHoursAhead) {
  for (const char* code : {"51", "52", "53", "63", "64", "65", "71", "72", "73",
                           "74", "75", "76"}) {
    EXPECT_EQ(OffsetHours(code), 8) << code;
  }
}

TEST(ZoneTest, EasternProvincesAreNineHoursAhead) {
  for (const char* code : {"81", "82", "91", "92", "93", "94", "95", "96"}) {
    EXPECT_EQ(OffsetHours(code), 9) << code;
  }
}

TEST(ZoneTest, AnUnknownProvinceIsWestern) {
  EXPECT_EQ(OffsetHours(""), 7);
  EXPECT_EQ(OffsetHours("99"), 7);
}

}  // namespace
}  // namespace iku
