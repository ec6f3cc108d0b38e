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

TEST(DecimalTest, TakesAsManyDigitsAsThereMayBe) {
  const std::string most = "0." + std::string(kMaxDecimalDigits, '3');
  EXPECT_EQ(Decimal::Parse(most).value().ToString(), most);
  EXPECT_FALSE(Decimal::Parse(most + "3").ok());
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

std::string Root(const Rational& a, int sign, const Rational& b, int digits) {
  return RoundRoot(a, sign, b, digits, Rounding::kHalfUp).ToString();
}

std::string CutRoot(const Rational& a, int sign, const Rational& b,
                    int digits) {
  return RoundRoot(a, sign, b, digits, Rounding::kTruncate).ToString();
}

TEST(RoundRootTest, TheRootOfTwoToEighteenDigits) {
  EXPECT_EQ(Root(0, 1, 2, 18), "1.414213562373095049");
  EXPECT_EQ(CutRoot(0, 1, 2, 18), "1.414213562373095048");
  EXPECT_EQ(Root(0, -1, 2, 18), "-1.414213562373095049");
  EXPECT_EQ(CutRoot(0, -1, 2, 18), "-1.414213562373095048");
  EXPECT_EQ(Root(3, -1, 2, 2), "1.59");  // 1.5857...
  EXPECT_EQ(Root(Rational(1, 3), 1, Rational(2, 7), 3), "0.868");
}

TEST(RoundRootTest, ARootThatIsAFractionRoundsAsThatFraction) {
  EXPECT_EQ(Root(5, 1, 0, 2), "5.00");
  EXPECT_EQ(Root(5, -1, 0, 2), "5.00");
  EXPECT_EQ(Root(3, 1, Rational(835 * 835, 1'000'000), 2), "3.84");
  EXPECT_EQ(Root(-3, -1, Rational(835 * 835, 1'000'000), 2), "-3.84");
  EXPECT_EQ(CutRoot(3, 1, Rational(839 * 839, 1'000'000), 2), "3.83");
  EXPECT_EQ(Root(Rational(1, 3), -1, Rational(1, 9), 2), "0.00");
}

// A double sees no difference between these and the half.
TEST(RoundRootTest, AHairBesideAHalfFallsOnItsOwnSide) {
  const Rational hair =
      Rational::Parse("1/" + std::string("1") + std::string(40, '0')).value();
  const Rational half = Rational(1, 4);  // the square of a half
  EXPECT_EQ(Root(0, 1, half, 0), "1");
  EXPECT_EQ(Root(0, 1, half - hair, 0), "0");
  EXPECT_EQ(Root(0, 1, half + hair, 0), "1");
  EXPECT_EQ(Root(1, -1, half + hair, 0), "0");
  EXPECT_EQ(Root(1, -1, half - hair, 0), "1");
  EXPECT_EQ(CutRoot(0, 1, 1 - hair, 0), "0");
  EXPECT_EQ(CutRoot(2, -1, 1 - hair, 0), "1");
  EXPECT_EQ(CutRoot(2, -1, 1 + hair, 0), "0");
  EXPECT_EQ(CutRoot(-2, 1, 1 - hair, 0), "-1");
}

// a + sqrt(b) >= bound, by squaring.
bool AtLeast(const Rational& a, int sign, const Rational& b,
             const Rational& bound) {
  const Rational rest = bound - a;
  if (sign > 0) return rest <= 0 || rest * rest <= b;
  return rest <= 0 && rest * rest >= b;
}

RC_GTEST_PROP(RoundRootProperty, IsWithinHalfAUnitOfTheNumber, ()) {
  const Rational a(*rc::gen::inRange(-2000, 2000), *rc::gen::inRange(1, 50));
  const Rational b(*rc::gen::inRange(0, 5000), *rc::gen::inRange(1, 50));
  const int sign = *rc::gen::element(-1, 1);
  const int digits = *rc::gen::inRange(0, 5);
  Rational half_unit(1, 2);
  for (int i = 0; i < digits; ++i) half_unit /= 10;

  const Rational rounded =
      RoundRoot(a, sign, b, digits, Rounding::kHalfUp).ToRational();

  RC_ASSERT(AtLeast(a, sign, b, rounded - half_unit));
  // Not above rounded + half_unit: the mirrored number is not below.
  RC_ASSERT(AtLeast(-a, -sign, b, -rounded - half_unit));
}

RC_GTEST_PROP(RoundRootProperty, ASquareRoundsAsItsRoot, ()) {
  const Rational a(*rc::gen::inRange(-2000, 2000), *rc::gen::inRange(1, 50));
  const Rational root(*rc::gen::inRange(0, 5000), *rc::gen::inRange(1, 50));
  for (const Rounding rounding : {Rounding::kHalfUp, Rounding::kTruncate}) {
    RC_ASSERT(RoundRoot(a, 1, root * root, 2, rounding) ==
              Round(a + root, 2, rounding));
    RC_ASSERT(RoundRoot(a, -1, root * root, 2, rounding) ==
              Round(a - root, 2, rounding));
  }
}

}  // namespace
}  // namespace iku
