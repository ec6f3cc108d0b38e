#include "common/exact/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace iku {
namespace {

std::string HalfUp(const Rational& value, int digits) {
  return Round(value, digits, Rounding::kHalfUp).ToString();
}

std::string Truncated(const Rational& value, int digits) {
  return Round(value, digits, Rounding::kTruncate).ToString();
}

// 3.835 as a double is a little less and would print 3.83.
TEST(RoundTest, SevenHundredSixtySevenTwoHundredthsRoundsUp) {
  EXPECT_EQ(HalfUp(Rational(767, 200), 2), "3.84");
}

TEST(RoundTest, AHalfGoesAwayFromZeroOnBothSides) {
  EXPECT_EQ(HalfUp(Rational(5, 2), 0), "3");
  EXPECT_EQ(HalfUp(Rational(-5, 2), 0), "-3");
  EXPECT_EQ(HalfUp(Rational(-767, 200), 2), "-3.84");
}

TEST(RoundTest, LessThanAHalfGoesDown) {
  EXPECT_EQ(HalfUp(Rational(259, 3), 2), "86.33");
  EXPECT_EQ(HalfUp(Rational::Parse("3.834999").value(), 2), "3.83");
  EXPECT_EQ(HalfUp(Rational::Parse("-3.834999").value(), 2), "-3.83");
}

TEST(RoundTest, TruncateCutsTowardsZero) {
  EXPECT_EQ(Truncated(Rational::Parse("81.669").value(), 2), "81.66");
  EXPECT_EQ(Truncated(Rational::Parse("-81.669").value(), 2), "-81.66");
}

TEST(RoundTest, ANegativeThatRoundsToZeroHasNoSign) {
  EXPECT_EQ(HalfUp(Rational(-1, 1000), 2), "0.00");
}

TEST(DecimalTest, PrintsAlwaysAllDigits) {
  EXPECT_EQ(HalfUp(25, 2), "25.00");
  EXPECT_EQ(HalfUp(Rational(1, 200), 2), "0.01");
  EXPECT_EQ(HalfUp(Rational(-1, 20), 2), "-0.05");
  EXPECT_EQ(HalfUp(100, 0), "100");
}

TEST(DecimalTest, ShowsADecimalCommaToIndonesianReaders) {
  EXPECT_EQ(DisplayIndonesian(Round(Rational(175, 2), 2, Rounding::kHalfUp)),
            "87,50");
  EXPECT_EQ(DisplayIndonesian(Round(25, 0, Rounding::kHalfUp)), "25");
}

TEST(DecimalTest, ReadsBackWhatItPrints) {
  for (const char* text : {"86.33", "0.00", "-0.05", "25", "100.10"}) {
    EXPECT_EQ(Decimal::Parse(text).value().ToString(), text);
  }
}

TEST(DecimalTest, RefusesWhatIsNotADecimal) {
  for (const char* text :
       {"", "1/2", "86,33", "86.", "1.1234567890123456789"}) {
    EXPECT_EQ(Decimal::Parse(text).status().code(),
              absl::StatusCode::kInvalidArgument)
        << text;
  }
}

TEST(DecimalTest, ComparesByValueWhateverTheDigits) {
  EXPECT_EQ(Decimal::Parse("2.5").value(), Decimal::Parse("2.50").value());
  EXPECT_LT(Decimal::Parse("9.99").value(), Decimal::Parse("10.0").value());
}

TEST(DecimalTest, GivesTheUnscaledIntegerWhenItFits) {
  EXPECT_EQ(Decimal::Parse("86.33").value().Unscaled(), 8633);
  EXPECT_EQ(Decimal::Parse("9223372036854775808").value().Unscaled(),
            std::nullopt);
}

TEST(DecimalTest, IsExactAsARational) {
  EXPECT_EQ(Decimal::Parse("0.111").value().ToRational(), Rational(111, 1000));
}

RC_GTEST_PROP(RoundProperty, HalfUpIsWithinHalfAUnitAndTruncateWithinOne,
              (int32_t numerator)) {
  const int denominator = *rc::gen::inRange(1, 10'000);
  const Rational value(numerator, denominator);
  const Rational magnitude = value < 0 ? -value : value;

  const Rational nearest = Round(value, 2, Rounding::kHalfUp).ToRational();
  const Rational cut = Round(value, 2, Rounding::kTruncate).ToRational();

  const Rational miss = nearest - value;
  RC_ASSERT((miss < 0 ? -miss : miss) <= Rational(1, 200));
  const Rational kept = cut < 0 ? -cut : cut;
  RC_ASSERT(kept <= magnitude);
  RC_ASSERT(magnitude - kept < Rational(1, 100));
}

}  // namespace
}  // namespace iku
