#include "services/indicator/formula/trend.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <optional>
#include <vector>

namespace iku::indicator {
namespace {

std::optional<PeriodValue> Value(const char* exact) {
  const Rational value = Rational::Parse(exact).value();
  return PeriodValue{value, Round(value, 2, Rounding::kHalfUp)};
}

TEST(TrendTest, IsTheLaterLessTheEarlier) {
  const auto up = ChangeBetween(Value("85.35"), Value("259/3"));
  ASSERT_TRUE(up.has_value());
  EXPECT_EQ(up->exact, Rational(259, 3) - Rational(8535, 100));
  EXPECT_EQ(up->value.ToString(), "0.98");
  EXPECT_EQ(up->direction, Direction::kUp);

  const auto down = ChangeBetween(Value("87.5"), Value("75"));
  EXPECT_EQ(down->value.ToString(), "-12.50");
  EXPECT_EQ(down->direction, Direction::kDown);
}

TEST(TrendTest, GoesByThePublishedDigits) {
  // 86.33 and 86.34 in print, 0.002 apart.
  const auto change = ChangeBetween(Value("86.334"), Value("86.336"));
  EXPECT_EQ(change->exact, Rational(2, 1000));
  EXPECT_EQ(change->value.ToString(), "0.01");
  EXPECT_EQ(change->direction, Direction::kUp);
  // The same in print.
  const auto none = ChangeBetween(Value("86.334"), Value("86.331"));
  EXPECT_EQ(none->value.ToString(), "0.00");
  EXPECT_EQ(none->direction, Direction::kUnchanged);
}

TEST(TrendTest, KeepsTheDigitsOfTheLongerNumber) {
  const PeriodValue whole{3, Decimal::Parse("3").value()};
  const auto change = ChangeBetween(whole, Value("3.25"));
  EXPECT_EQ(change->value.ToString(), "0.25");
  EXPECT_EQ(ChangeBetween(Value("3.25"), whole)->value.ToString(), "-0.25");
}

TEST(TrendTest, AGapIsNotAChange) {
  EXPECT_FALSE(ChangeBetween(std::nullopt, Value("1")).has_value());
  EXPECT_FALSE(ChangeBetween(Value("1"), std::nullopt).has_value());

  const auto trend = TrendOf(
      {Value("80"), Value("81"), std::nullopt, Value("83"), Value("82")});
  ASSERT_EQ(trend.size(), 5u);
  EXPECT_FALSE(trend[0].has_value());
  EXPECT_EQ(trend[1]->value.ToString(), "1.00");
  EXPECT_FALSE(trend[2].has_value());
  EXPECT_FALSE(trend[3].has_value());
  EXPECT_EQ(trend[4]->direction, Direction::kDown);
  EXPECT_TRUE(TrendOf({}).empty());
}

RC_GTEST_PROP(TrendProperty, ChangesAddUpToTheWholeWay, ()) {
  const auto hundredths =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<int64_t>>(
          rc::gen::inRange<int64_t>(2500, 10'001)));
  std::vector<std::optional<PeriodValue>> periods;
  for (const int64_t value : hundredths) {
    const Rational exact(value, int64_t{100});
    periods.push_back(PeriodValue{exact, Round(exact, 2, Rounding::kHalfUp)});
  }
  Rational way = 0;
  for (const auto& change : TrendOf(periods)) {
    if (change.has_value()) way += change->value.ToRational();
  }
  RC_ASSERT(way == periods.back()->exact - periods.front()->exact);
}

}  // namespace
}  // namespace iku::indicator
