#include "common/civil/date.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace iku {
namespace {

TEST(DateTest, KnowsWhichDaysExist) {
  EXPECT_TRUE(IsValid({2024, 2, 29}));
  EXPECT_FALSE(IsValid({2025, 2, 29}));
  EXPECT_FALSE(IsValid({2100, 2, 29}));
  EXPECT_TRUE(IsValid({2000, 2, 29}));
  EXPECT_FALSE(IsValid({2025, 6, 31}));
  EXPECT_FALSE(IsValid({2025, 0, 1}));
  EXPECT_FALSE(IsValid({2025, 13, 1}));
  EXPECT_FALSE(IsValid({2025, 1, 0}));
  EXPECT_FALSE(IsValid({2025, 1, -5}));
}

TEST(DateTest, TakesTheYears1900To2200) {
  EXPECT_TRUE(IsValid({1900, 1, 1}));
  EXPECT_FALSE(IsValid({1899, 12, 31}));
  EXPECT_TRUE(IsValid({2200, 12, 31}));
  EXPECT_FALSE(IsValid({2201, 1, 1}));
  EXPECT_TRUE(Exists({2201, 1, 1}));
  EXPECT_FALSE(Exists({2201, 2, 29}));
  EXPECT_FALSE(Exists({0, 1, 1}));
}

TEST(DateTest, MonthsAreAddedToTheSameDayOrTheLastOne) {
  EXPECT_EQ(AddMonths({2025, 6, 15}, -24), (Date{2023, 6, 15}));
  EXPECT_EQ(AddMonths({2025, 1, 31}, 1), (Date{2025, 2, 28}));
  EXPECT_EQ(AddMonths({2024, 2, 29}, -12), (Date{2023, 2, 28}));
  EXPECT_EQ(AddMonths({2025, 11, 30}, 3), (Date{2026, 2, 28}));
  EXPECT_EQ(AddMonths({2025, 1, 10}, -1), (Date{2024, 12, 10}));
}

TEST(DateTest, ReadsOneFormOnly) {
  EXPECT_EQ(ParseDate("2025-06-30").value(), (Date{2025, 6, 30}));
  for (const char* text : {"", "2025-6-30", "2025-06-31", "30-06-2025",
                           "2025/06/30", "2025-06-30 ", " 2025-06-3",
                           "2025-06-+1", "1899-12-31", "2025-06-30T00:00"}) {
    EXPECT_EQ(ParseDate(text).status().code(),
              absl::StatusCode::kInvalidArgument)
        << text;
  }
}

TEST(DateTest, PrintsWithLeadingZeros) {
  EXPECT_EQ(ToString({2025, 6, 3}), "2025-06-03");
}

TEST(DateTest, CountsDaysFromTheStartOf1970) {
  EXPECT_EQ(ToDays({1970, 1, 1}), 0);
  EXPECT_EQ(ToDays({2000, 3, 1}), 11017);
  EXPECT_EQ(FromDays(-1), (Date{1969, 12, 31}));
}

TEST(DateTest, CountsDaysBetweenAndAddsThem) {
  EXPECT_EQ(DaysBetween({2024, 2, 28}, {2024, 3, 1}), 2);
  EXPECT_EQ(DaysBetween({2025, 1, 1}, {2024, 12, 31}), -1);
  EXPECT_EQ(AddDays({2024, 12, 31}, 1), (Date{2025, 1, 1}));
  EXPECT_EQ(AddDays({2025, 3, 1}, -1), (Date{2025, 2, 28}));
}

TEST(DateTest, KnowsTheLastDayOfEveryMonth) {
  EXPECT_EQ(LastDayOfMonth(2024, 2), (Date{2024, 2, 29}));
  EXPECT_EQ(LastDayOfMonth(2025, 2), (Date{2025, 2, 28}));
  EXPECT_EQ(LastDayOfMonth(2025, 12), (Date{2025, 12, 31}));
}

TEST(DateTest, OrdersByYearThenMonthThenDay) {
  EXPECT_LT((Date{2024, 12, 31}), (Date{2025, 1, 1}));
  EXPECT_LT((Date{2025, 1, 31}), (Date{2025, 2, 1}));
  EXPECT_LT((Date{2025, 2, 1}), (Date{2025, 2, 2}));
}

RC_GTEST_PROP(DateProperty, DayNumbersAndTextAreReadBackUnchanged, ()) {
  const Date date = FromDays(*rc::gen::inRange<int64_t>(
      ToDays({kFirstYear, 1, 1}), ToDays({kLastYear, 12, 31}) + 1));
  RC_ASSERT(IsValid(date));
  RC_ASSERT(FromDays(ToDays(date)) == date);
  RC_ASSERT(ParseDate(ToString(date)).value() == date);
}

}  // namespace
}  // namespace iku
