#include "services/indicator/formula/survey_moments.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

#include "tests/unit/indicator/formula/survey_answers.h"

namespace iku::indicator {
namespace {

using test::AnyResponses;
using test::Scores;

SurveyMoments Of(const std::vector<Scores>& responses) {
  return test::MomentsOf(responses, test::SmallProfile(3));
}

TEST(SurveyMomentsTest, PoolingAddsEverythingUp) {
  SurveyMoments pooled = Of({{1, 2, 3}});
  pooled.Add(Of({{4, 4, 4}, {2, 2, 1}}));
  EXPECT_EQ(pooled, Of({{1, 2, 3}, {4, 4, 4}, {2, 2, 1}}));
  EXPECT_EQ(pooled.responses, 3);
  EXPECT_EQ(pooled.sum_of_totals, 6 + 12 + 5);
  EXPECT_EQ(pooled.sum_of_squared_totals, 36 + 144 + 25);
  const ElementMoments& requirements = pooled.elements.at("requirements");
  EXPECT_EQ(requirements.answers, 3);
  EXPECT_EQ(requirements.sum, 1 + 4 + 2);
  EXPECT_EQ(requirements.sum_of_squares, 1 + 16 + 4);
  EXPECT_EQ(requirements.sum_with_total, 1 * 6 + 4 * 12 + 2 * 5);
}

TEST(SurveyMomentsTest, AllTakenOutLeavesNothing) {
  SurveyMoments moments = Of({{1, 2, 3}, {4, 4, 4}});
  moments.Subtract(moments);
  EXPECT_EQ(moments, SurveyMoments());
}

TEST(SurveyMomentsTest, DifferentQuestionnairesTogetherAreNotUniform) {
  SurveyMoments moments = Of({{1, 2, 3}});
  EXPECT_TRUE(moments.IsUniform());
  const SurveyMoments other = test::MomentsOf({{4, 4}}, test::SmallProfile(2));
  moments.Add(other);
  EXPECT_FALSE(moments.IsUniform());
  moments.Subtract(other);
  EXPECT_TRUE(moments.IsUniform());
}

TEST(SampleCovarianceTest, DividesByOneLessThanTheSample) {
  // 2, 4, 9 and 1, 1, 4: means 5 and 2; 3 + 1 + 8 = 12 over 2.
  EXPECT_EQ(SampleCovariance(3, 15, 6, 2 + 4 + 36), 6);
  // Variance of 2, 4, 9: 9 + 1 + 16 = 26 over 2.
  EXPECT_EQ(SampleCovariance(3, 15, 15, 4 + 16 + 81), 13);
}

RC_GTEST_PROP(SurveyMomentsProperty, AddingInPartsIsAddingAtOnce, ()) {
  const std::vector<Scores> a = AnyResponses(0, 20, 3);
  const std::vector<Scores> b = AnyResponses(0, 20, 3);
  std::vector<Scores> all = b;
  all.insert(all.end(), a.begin(), a.end());

  SurveyMoments pooled = Of(a);
  pooled.Add(Of(b));
  RC_ASSERT(pooled == Of(all));
  pooled.Subtract(Of(a));
  RC_ASSERT(pooled == Of(b));
}

RC_GTEST_PROP(SurveyMomentsProperty, CrossSumsAddUpToTheSquaredTotals, ()) {
  const SurveyMoments moments = Of(AnyResponses(0, 20, 3));
  int64_t cross = 0;
  for (const auto& [code, element] : moments.elements) {
    cross += element.sum_with_total;
  }
  RC_ASSERT(cross == moments.sum_of_squared_totals);
}

}  // namespace
}  // namespace iku::indicator
