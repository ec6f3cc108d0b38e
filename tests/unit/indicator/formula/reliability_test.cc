#include "services/indicator/formula/reliability.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

#include "tests/unit/indicator/formula/survey_answers.h"

namespace iku::indicator {
namespace {

using test::AnyResponses;
using test::Scores;

ReliabilityTable Bands() {
  return {{"RELIABLE", "Reliabel", "Reliable", Rational(7, 10)},
          {"DOUBTFUL", "Meragukan", "Doubtful", Rational(6, 10)},
          {"UNRELIABLE", "Tidak reliabel", "Not reliable", Rational(0)}};
}

std::optional<Reliability> Of(const std::vector<Scores>& responses,
                              int elements) {
  return ComputeReliability(
      test::MomentsOf(responses, test::SmallProfile(elements)), Bands());
}

// Variances 5/3 and 2/3; totals 2, 4, 5, 7 with 13/3: 2 * (1 - 7/13).
TEST(ReliabilityTest, ComparesTheElementsSpreadWithThatOfTheTotals) {
  const auto result = Of({{1, 1}, {2, 2}, {3, 2}, {4, 3}}, 2);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->responses, 4);
  EXPECT_EQ(result->elements, 2);
  EXPECT_EQ(result->sum_of_variances, Rational(5, 3) + Rational(2, 3));
  EXPECT_EQ(result->variance_of_totals, Rational(13, 3));
  EXPECT_EQ(result->exact, Rational(12, 13));
  EXPECT_EQ(result->alpha.ToString(), "0.923");
  EXPECT_EQ(result->band.id, "RELIABLE");
}

TEST(ReliabilityTest, CorrectsTheItemTotalForTheItemItself) {
  const auto result = Of({{1, 1}, {2, 2}, {3, 2}, {4, 3}}, 2);
  ASSERT_EQ(result->items.size(), 2u);
  EXPECT_EQ(result->items[0].code, "procedure");
  // With two elements it is the covariance of the two: 1.
  EXPECT_EQ(result->items[0].covariance, 1);
  EXPECT_EQ(result->items[1].covariance, 1);
  // 1 / sqrt(5/3 * 2/3) = 0.94868...
  EXPECT_EQ(result->items[0].correlation->ToString(), "0.949");
}

TEST(ReliabilityTest, AnElementThatRunsAgainstTheOthersCorrelatesNegatively) {
  const auto result = Of({{1, 4, 1}, {2, 3, 2}, {3, 2, 3}, {4, 1, 3}}, 3);
  const ItemTotal& procedure = result->items.front();
  EXPECT_EQ(procedure.code, "procedure");
  EXPECT_LT(procedure.covariance, 0);
  // -17/6 over the root of 5/3 * 59/12.
  EXPECT_EQ(procedure.correlation->ToString(), "-0.990");
  EXPECT_LT(result->exact, 0);
  EXPECT_EQ(result->band.id, "UNRELIABLE");
}

TEST(ReliabilityTest, TwoResponsesAreEnough) {
  const auto result = Of({{1, 1}, {2, 2}}, 2);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->exact, 1);
}

TEST(ReliabilityTest, ElementsThatAllSayTheSameAreOne) {
  const auto result = Of({{1, 1, 1}, {3, 3, 3}, {4, 4, 4}}, 3);
  EXPECT_EQ(result->exact, 1);
  EXPECT_EQ(result->alpha.ToString(), "1.000");
  EXPECT_EQ(result->items[0].correlation->ToString(), "1.000");
}

TEST(ReliabilityTest, AnElementAnsweredAlikeByAllHasNoCorrelation) {
  const auto result = Of({{1, 4, 1}, {2, 4, 3}, {4, 4, 4}}, 3);
  EXPECT_FALSE(result->items[0].correlation.has_value());
  EXPECT_EQ(result->items[0].covariance, 0);
  EXPECT_TRUE(result->items[1].correlation.has_value());
}

TEST(ReliabilityTest, TheBandIsDecidedOnTheRoundedAlpha) {
  ReliabilityTable table = Bands();
  table[0].minimum = Rational(923, 1000);  // 12/13 = 0.92307...
  const SurveyMoments moments =
      test::MomentsOf({{1, 1}, {2, 2}, {3, 2}, {4, 3}}, test::SmallProfile(2));
  EXPECT_EQ(ComputeReliability(moments, table)->band.id, "RELIABLE");
  table[0].minimum = Rational(924, 1000);
  EXPECT_EQ(ComputeReliability(moments, table)->band.id, "DOUBTFUL");
  const RoundingStep two{2, Rounding::kHalfUp};
  EXPECT_EQ(ComputeReliability(moments, table, two)->alpha.ToString(), "0.92");
}

TEST(ReliabilityTest, HasNoValueWithoutSpreadOrWithTooFew) {
  EXPECT_FALSE(Of({{1, 2}, {2, 1}}, 2).has_value());  // totals all 3
  EXPECT_FALSE(Of({{1, 2}}, 2).has_value());
  EXPECT_FALSE(Of({{1}, {2}, {3}}, 1).has_value());
  EXPECT_FALSE(Of({}, 2).has_value());
}

TEST(ReliabilityTest, MixedQuestionnairesHaveNoValue) {
  SurveyMoments mixed =
      test::MomentsOf({{1, 1}, {4, 3}}, test::SmallProfile(2));
  mixed.Add(test::MomentsOf({{1, 2, 3}}, test::SmallProfile(3)));
  EXPECT_FALSE(ComputeReliability(mixed, Bands()).has_value());
}

Rational Abs(const Rational& value) { return value < 0 ? -value : value; }

// The other textbook form: k * c / (v + (k - 1) * c) with the mean variance v
// and the mean covariance c of pairs; c comes from the item-total sums.
RC_GTEST_PROP(ReliabilityProperty, AgreesWithTheFormByMeanCovariance, ()) {
  const auto result = Of(AnyResponses(2, 30, 4), 4);
  if (!result.has_value()) return;
  Rational covariances = 0;
  for (const ItemTotal& item : result->items) covariances += item.covariance;
  const Rational c = covariances / (4 * 3);
  const Rational v = result->sum_of_variances / 4;
  RC_ASSERT(result->exact == 4 * c / (v + 3 * c));
  RC_ASSERT(result->exact <= 1);
}

RC_GTEST_PROP(ReliabilityProperty, ACorrelationIsWithinOne, ()) {
  const auto result = Of(AnyResponses(2, 30, 4), 4);
  if (!result.has_value()) return;
  for (const ItemTotal& item : result->items) {
    if (!item.correlation.has_value()) continue;
    RC_ASSERT(Abs(item.correlation->ToRational()) <= 1);
  }
}

}  // namespace
}  // namespace iku::indicator
