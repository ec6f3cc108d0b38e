#include "services/collection/survey/survey_counts.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace iku::collection {
namespace {

using ::testing::ElementsAre;

SurveyResponse Response(Scores scores, v1::Occupation occupation) {
  SurveyResponse response;
  response.response_date = {2025, 6, 10};
  response.service = "ktp";
  response.scores = scores;
  response.occupation = occupation;
  return response;
}

constexpr Scores kComplete = {4, 3, 3, 4, 3, 4, 3, 3, 4};    // total 31
constexpr Scores kIncomplete = {4, 3, 0, 4, 3, 4, 3, 3, 4};  // no time

TEST(SurveyCounts, AResponseCountsOnceInEachDimension) {
  SurveyCounts counts;
  counts.Add(Response(kComplete, v1::OCCUPATION_OTHER), kSurveyDimensions, 1);
  std::vector<std::string> shown;
  for (const auto& [group, count] : counts.groups) {
    EXPECT_EQ(count.responses, 1);
    shown.push_back(ShownValue(group));
  }
  EXPECT_THAT(shown,
              ElementsAre("", "ktp", "SEX_UNSPECIFIED", "AGE_BAND_UNSPECIFIED",
                          "EDUCATION_UNSPECIFIED", "OCCUPATION_OTHER"));
}

TEST(SurveyCounts, NumbersSortAsNumbersAndServicesAsText) {
  using enum SurveyDimension;
  EXPECT_LT((SurveyGroup{kOccupation, "2"}), (SurveyGroup{kOccupation, "10"}));
  EXPECT_LT((SurveyGroup{kService, "10"}), (SurveyGroup{kService, "2"}));
  EXPECT_LT((SurveyGroup{kTogether, ""}), (SurveyGroup{kService, ""}));
}

TEST(SurveyCounts, AServiceThatIsCalledLikeANumberKeepsItsCode) {
  EXPECT_EQ(ShownValue({SurveyDimension::kService, "2"}), "2");
}

TEST(SurveyCounts, MomentsSumTheCompleteResponses) {
  SurveyCounts counts;
  counts.Add(Response(kComplete, v1::OCCUPATION_OTHER), kSurveyDimensions, 1);
  counts.Add(Response(kIncomplete, v1::OCCUPATION_OTHER), kSurveyDimensions, 1);
  EXPECT_EQ(counts.moments.responses, 1);
  EXPECT_EQ(counts.moments.sum_of_totals, 31);
  EXPECT_EQ(counts.moments.sum_of_squared_totals, 961);
  EXPECT_EQ(counts.moments.elements[0].sum, 4);
  EXPECT_EQ(counts.moments.elements[0].sum_of_squares, 16);
  EXPECT_EQ(counts.moments.elements[0].sum_with_total, 124);
}

TEST(SurveyCounts, TakingAResponseAwayUndoesAddingIt) {
  SurveyCounts counts;
  counts.Add(Response(kComplete, v1::OCCUPATION_OTHER), kSurveyDimensions, 1);
  counts.Add(Response(kComplete, v1::OCCUPATION_OTHER), kSurveyDimensions, -1);
  EXPECT_EQ(counts.moments, SurveyMoments{});
  for (const auto& [group, count] : counts.groups) {
    EXPECT_EQ(count, SurveyCount{});
  }
}

}  // namespace
}  // namespace iku::collection
