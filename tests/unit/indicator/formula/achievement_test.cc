#include "services/indicator/formula/achievement.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <optional>
#include <string>
#include <variant>

#include "tests/unit/indicator/formula/published_profiles.h"

namespace iku::indicator {
namespace {

Rational Number(const char* text) { return Rational::Parse(text).value(); }

Achievement Of(const Rational& value, const Rational& target,
               Polarity polarity = Polarity::kHigherIsBetter) {
  return std::get<Achievement>(
      ComputeAchievement(value, target, polarity, test::PrintedPredicates()));
}

// Kediri 2019, printed: village enterprises.
TEST(AchievementTest, IsThePercentOfTheTargetThatWasReached) {
  const Achievement result = Of(66, 32);
  EXPECT_EQ(result.exact, Rational(825, 4));
  EXPECT_EQ(result.raw.ToString(), "206.25");
  EXPECT_EQ(result.capped.ToString(), "100.00");
  EXPECT_EQ(result.predicate.id, "VERY_HIGH");
}

TEST(AchievementTest, BelowTheTargetRawAndCappedAreTheSame) {
  const Achievement result = Of(Number("62.5"), 80);
  EXPECT_EQ(result.raw.ToString(), "78.13");  // 78.125
  EXPECT_EQ(result.capped.ToString(), "78.13");
}

TEST(AchievementTest, LowerIsBetterCountsFromTwiceTheTarget) {
  EXPECT_EQ(Of(10, 10, Polarity::kLowerIsBetter).raw.ToString(), "100.00");
  EXPECT_EQ(Of(8, 10, Polarity::kLowerIsBetter).raw.ToString(), "120.00");
  EXPECT_EQ(Of(13, 10, Polarity::kLowerIsBetter).raw.ToString(), "70.00");
  EXPECT_EQ(Of(0, 10, Polarity::kLowerIsBetter).capped.ToString(), "100.00");
}

TEST(AchievementTest, ANegativeOneIsCappedAtZero) {
  const Achievement result = Of(25, 10, Polarity::kLowerIsBetter);
  EXPECT_EQ(result.raw.ToString(), "-50.00");
  EXPECT_EQ(result.capped.ToString(), "0.00");
  EXPECT_EQ(result.predicate.id, "VERY_LOW");
}

TEST(AchievementTest, ACutBelongsToTheBandBelowIt) {
  EXPECT_EQ(Of(Number("90.01"), 100).predicate.id, "VERY_HIGH");
  EXPECT_EQ(Of(90, 100).predicate.id, "HIGH");
  EXPECT_EQ(Of(Number("75.01"), 100).predicate.id, "HIGH");
  EXPECT_EQ(Of(75, 100).predicate.id, "MEDIUM");
  EXPECT_EQ(Of(Number("65.01"), 100).predicate.id, "MEDIUM");
  EXPECT_EQ(Of(65, 100).predicate.id, "LOW");
  EXPECT_EQ(Of(Number("50.01"), 100).predicate.id, "LOW");
  EXPECT_EQ(Of(50, 100).predicate.id, "VERY_LOW");
  EXPECT_EQ(Of(0, 100).predicate.label_id, "Sangat Rendah");
}

TEST(AchievementTest, ThePredicateIsDecidedOnTheRoundedPercent) {
  EXPECT_EQ(Of(Number("90.0049"), 100).predicate.id, "HIGH");
  EXPECT_EQ(Of(Number("90.005"), 100).predicate.id, "VERY_HIGH");
}

TEST(AchievementTest, ThePredicateLooksAtTheRawPercent) {
  PredicateTable table = test::PrintedPredicates();
  table.insert(table.begin(), {"BEYOND", "", "", Rational(100)});
  const auto result =
      ComputeAchievement(66, 32, Polarity::kHigherIsBetter, table);
  EXPECT_EQ(std::get<Achievement>(result).predicate.id, "BEYOND");
}

NoAchievement Reason(const std::optional<Rational>& value,
                     const std::optional<Rational>& target) {
  return std::get<NoAchievement>(ComputeAchievement(
      value, target, Polarity::kHigherIsBetter, test::PrintedPredicates()));
}

TEST(AchievementTest, SaysWhyThereIsNone) {
  EXPECT_EQ(Reason(80, std::nullopt), NoAchievement::kNoTarget);
  EXPECT_EQ(Reason(80, 0), NoAchievement::kTargetNotPositive);
  EXPECT_EQ(Reason(80, -1), NoAchievement::kTargetNotPositive);
  EXPECT_EQ(Reason(std::nullopt, 80), NoAchievement::kNoValue);
  EXPECT_EQ(Reason(std::nullopt, 0), NoAchievement::kTargetNotPositive);
  EXPECT_EQ(Reason(std::nullopt, std::nullopt), NoAchievement::kNoTarget);
}

RC_GTEST_PROP(AchievementProperty, MultipliesBackToTheValue, ()) {
  const Rational value(*rc::gen::inRange(0, 20'000), 100);
  const Rational target(*rc::gen::inRange(1, 20'000), 100);
  const Achievement higher = Of(value, target);
  RC_ASSERT(higher.exact * target / 100 == value);
  const Achievement lower = Of(value, target, Polarity::kLowerIsBetter);
  RC_ASSERT(2 * target - lower.exact * target / 100 == value);
  // The two are mirrored at the target.
  RC_ASSERT(higher.exact + lower.exact == 200);
  RC_ASSERT(lower.capped.ToRational() >= 0);
  RC_ASSERT(lower.capped.ToRational() <= 100);
}

}  // namespace
}  // namespace iku::indicator
