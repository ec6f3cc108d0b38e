#include "common/exact/rational.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <string>

namespace iku {
namespace {

TEST(RationalTest, IsKeptInLowestTermsWithThePositiveDenominator) {
  EXPECT_EQ(Rational(518, 6).ToFraction(), "259/3");
  EXPECT_EQ(Rational(3, -9).ToFraction(), "-1/3");
  EXPECT_EQ(Rational(50, 2).ToFraction(), "25");
  EXPECT_EQ(Rational().ToFraction(), "0");
}

TEST(RationalTest, TellsNumeratorAndDenominatorApart) {
  EXPECT_EQ(Rational(-518, 6).Numerator(), "-259");
  EXPECT_EQ(Rational(-518, 6).Denominator(), "3");
}

TEST(RationalTest, CalculatesExactly) {
  EXPECT_EQ(Rational(1, 9) + Rational(1, 6), Rational(5, 18));
  EXPECT_EQ(Rational(1, 9) - Rational(1, 6), Rational(-1, 18));
  EXPECT_EQ(Rational(2, 9) * Rational(3, 4), Rational(1, 6));
  EXPECT_EQ(Rational(2, 9) / Rational(4, 3), Rational(1, 6));
  EXPECT_EQ(-Rational(2, 9), Rational(-2, 9));
  EXPECT_EQ(9 * Rational(1, 9), 1);
}

TEST(RationalTest, GrowsPastSixtyFourBits) {
  const Rational largest = std::numeric_limits<int64_t>::max();
  EXPECT_EQ((largest * largest).ToFraction(),
            "85070591730234615847396907784232501249");
  EXPECT_EQ(Rational(std::numeric_limits<int64_t>::min()).ToFraction(),
            "-9223372036854775808");
}

TEST(RationalTest, ComparesByValue) {
  EXPECT_LT(Rational(1, 3), Rational(34, 100));
  EXPECT_GT(Rational(-1, 3), Rational(-34, 100));
  EXPECT_GE(Rational(2, 4), Rational(1, 2));
  EXPECT_NE(Rational(1, 3), Rational(333, 1000));
}

TEST(RationalTest, KnowsZeroAndWholeNumbers) {
  EXPECT_TRUE(Rational(0, 7).IsZero());
  EXPECT_FALSE(Rational(1, 7).IsZero());
  EXPECT_TRUE(Rational(14, 7).IsWhole());
  EXPECT_FALSE(Rational(15, 7).IsWhole());
}

TEST(RationalTest, ReadsWholeNumbersDecimalsAndFractions) {
  EXPECT_EQ(Rational::Parse("25").value(), 25);
  EXPECT_EQ(Rational::Parse("-3").value(), -3);
  EXPECT_EQ(Rational::Parse("0.111").value(), Rational(111, 1000));
  EXPECT_EQ(Rational::Parse("-0.5").value(), Rational(-1, 2));
  EXPECT_EQ(Rational::Parse("1/9").value(), Rational(1, 9));
  EXPECT_EQ(Rational::Parse("-2/18").value(), Rational(-1, 9));
}

TEST(RationalTest, ReadsALeadingZeroAsDecimalNotOctal) {
  EXPECT_EQ(Rational::Parse("010").value(), 10);
  EXPECT_EQ(Rational::Parse("09/010").value(), Rational(9, 10));
}

TEST(RationalTest, RefusesEverythingElse) {
  for (const char* text :
       {"", "-", "+1", " 1", "1 ", ".5", "5.", "1/", "/9", "1/0", "0/00",
        "1/-9", "--1", "1.2.3", "1/2/3", "1.5/2", "1e3", "0x1f", "1,5"}) {
    EXPECT_EQ(Rational::Parse(text).status().code(),
              absl::StatusCode::kInvalidArgument)
        << text;
  }
}

TEST(RationalTest, RefusesTextLongerThanTheLimit) {
  EXPECT_TRUE(Rational::Parse(std::string(100, '9')).ok());
  EXPECT_FALSE(Rational::Parse(std::string(101, '9')).ok());
}

TEST(RationalTest, FindsTheSmallestCommonDenominator) {
  EXPECT_EQ(Rational::CommonDenominator(
                {Rational(1, 6), Rational(3, 4), Rational(2)}),
            12);
  EXPECT_EQ(Rational::CommonDenominator({}), 1);
}

RC_GTEST_PROP(RationalProperty, TextIsReadBackUnchanged,
              (int64_t numerator, int64_t denominator)) {
  RC_PRE(denominator != 0);
  const Rational value(numerator, denominator);
  RC_ASSERT(Rational::Parse(value.ToFraction()).value() == value);
}

}  // namespace
}  // namespace iku
