#include "common/civil/period.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace iku {
namespace {

using ::testing::HasSubstr;

Period Of(const char* text) { return Period::Parse(text).value(); }

TEST(PeriodTest, AYearHoldsTwelveMonths) {
  const Period year = Of("2025");
  EXPECT_EQ(year.kind(), Period::Kind::kYear);
  EXPECT_EQ(year.FirstDay(), (Date{2025, 1, 1}));
  EXPECT_EQ(year.LastDay(), (Date{2025, 12, 31}));
  EXPECT_EQ(year.FirstMonth(), 2025 * 12);
  EXPECT_EQ(year.LastMonth(), 2025 * 12 + 11);
  EXPECT_EQ(year, Period::OfYear(2025));
}

TEST(PeriodTest, AHalfHoldsSixMonths) {
  const Period half = Of("2025-H2");
  EXPECT_EQ(half.kind(), Period::Kind::kHalf);
  EXPECT_EQ(half.FirstDay(), (Date{2025, 7, 1}));
  EXPECT_EQ(half.LastDay(), (Date{2025, 12, 31}));
}

TEST(PeriodTest, AQuarterHoldsThreeMonths) {
  const Period quarter = Of("2025-Q3");
  EXPECT_EQ(quarter.kind(), Period::Kind::kQuarter);
  EXPECT_EQ(quarter.FirstDay(), (Date{2025, 7, 1}));
  EXPECT_EQ(quarter.LastDay(), (Date{2025, 9, 30}));
}

TEST(PeriodTest, AMonthEndsOnItsOwnLastDay) {
  const Period month = Of("2024-02");
  EXPECT_EQ(month.kind(), Period::Kind::kMonth);
  EXPECT_EQ(month.FirstDay(), (Date{2024, 2, 1}));
  EXPECT_EQ(month.LastDay(), (Date{2024, 2, 29}));
  EXPECT_EQ(month.FirstMonth(), 2024 * 12 + 1);
  EXPECT_EQ(month.LastMonth(), 2024 * 12 + 1);
}

TEST(PeriodTest, TheQuartersFollowEachOtherWithoutAGap) {
  MonthIndex next = Of("2025").FirstMonth();
  for (const char* text : {"2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"}) {
    EXPECT_EQ(Of(text).FirstMonth(), next);
    next = Of(text).LastMonth() + 1;
  }
  EXPECT_EQ(next, Of("2026").FirstMonth());
}

TEST(PeriodTest, ContainsItsFirstAndLastDayAndNoOther) {
  const Period half = Of("2025-H1");
  EXPECT_TRUE(half.Contains({2025, 1, 1}));
  EXPECT_TRUE(half.Contains({2025, 6, 30}));
  EXPECT_FALSE(half.Contains({2024, 12, 31}));
  EXPECT_FALSE(half.Contains({2025, 7, 1}));
}

TEST(PeriodTest, EarlierPeriodsAreOfTheSameKindAndCrossTheYear) {
  EXPECT_EQ(Of("2025").Before(2), Of("2023"));
  EXPECT_EQ(Of("2025-H1").Before(1), Of("2024-H2"));
  EXPECT_EQ(Of("2025-Q2").Before(6), Of("2023-Q4"));
  EXPECT_EQ(Of("2025-03").Before(3), Of("2024-12"));
  EXPECT_EQ(Of("2025-Q3").Before(0), Of("2025-Q3"));
  EXPECT_EQ(Of("1900-02").Before(1), Of("1900-01"));
  EXPECT_FALSE(Of("1900-01").Before(1).has_value());
  EXPECT_FALSE(Of("2025").Before(2'000'000'000).has_value());
}

TEST(PeriodTest, PrintsWhatItReads) {
  for (const char* text :
       {"2025", "2025-H1", "2025-H2", "2025-Q1", "2025-Q4", "2025-01",
        "2025-09", "2025-12", "1900", "2200-12"}) {
    EXPECT_EQ(Of(text).ToString(), text);
    EXPECT_EQ(Of(text).Year(), std::stoi(std::string(text, 4)));
  }
}

TEST(PeriodTest, RefusesOtherFormsAndNamesTheFour) {
  for (const char* text :
       {"",        "25",      "2025-",    "2025-H0",    "2025-H3",
        "2025-Q5", "2025-Q0", "2025-00",  "2025-13",    "2025-7",
        "2025-q3", "2025Q3",  "2025-Q03", "2025-007",   " 2025",
        "2025 ",   "1899",    "2201",     "2025-06-30", "+202"}) {
    const auto period = Period::Parse(text);
    ASSERT_EQ(period.status().code(), absl::StatusCode::kInvalidArgument)
        << text;
    for (const char* form : {"2025,", "2025-H1", "2025-Q3", "2025-07"}) {
      EXPECT_THAT(std::string(period.status().message()), HasSubstr(form));
    }
  }
}

}  // namespace
}  // namespace iku
