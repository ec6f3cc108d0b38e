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
  const SurveyMoments moments = MomentsOf(counts.sums);
  EXPECT_EQ(moments.responses, 1);
  EXPECT_EQ(moments.sum_of_totals, 31);
  EXPECT_EQ(moments.sum_of_squared_totals, 961);
  EXPECT_EQ(moments.elements[0].sum, 4);
  EXPECT_EQ(moments.elements[0].sum_of_squares, 16);
  EXPECT_EQ(moments.elements[0].sum_with_total, 124);
  EXPECT_EQ(moments.elements[8].sum_with_total, 124);
}

TEST(SurveyCounts, APairSumsTheResponsesThatAnsweredBothElements) {
  SurveyCounts counts;
  counts.Add(Response(kComplete, v1::OCCUPATION_OTHER), kSurveyDimensions, 1);
  counts.Add(Response(kIncomplete, v1::OCCUPATION_OTHER), kSurveyDimensions, 1);
  const auto pairs = PairsOf(counts.sums);
  ASSERT_TRUE(pairs.has_value());
  EXPECT_EQ((*pairs)[PairIndex(0, 1)], (PairSums{2, 8, 6, 24}));
  EXPECT_EQ((*pairs)[PairIndex(0, 2)], (PairSums{1, 4, 3, 12}));
  EXPECT_EQ((*pairs)[PairIndex(2, 2)], (PairSums{1, 3, 3, 9}));
  EXPECT_EQ((*pairs)[PairIndex(8, 8)], (PairSums{2, 8, 8, 32}));
}

TEST(SurveyCounts, WhereEveryResponseIsCompleteThereAreNoPairs) {
  SurveyCounts counts;
  EXPECT_FALSE(PairsOf(counts.sums).has_value());
  counts.Add(Response(kComplete, v1::OCCUPATION_OTHER), kSurveyDimensions, 1);
  EXPECT_FALSE(PairsOf(counts.sums).has_value());
  // One that came and went leaves none either.
  counts.Add(Response(kIncomplete, v1::OCCUPATION_OTHER), kSurveyDimensions, 1);
  counts.Add(Response(kIncomplete, v1::OCCUPATION_OTHER), kSurveyDimensions,
             -1);
  EXPECT_FALSE(PairsOf(counts.sums).has_value());
}

TEST(SurveyCounts, PairsStandInTheOrderOfTheQuestionnaire) {
  size_t place = 0;
  for (size_t i = 0; i < kElementCount; ++i) {
    for (size_t j = i; j < kElementCount; ++j) {
      EXPECT_EQ(PairIndex(i, j), place++);
    }
  }
  EXPECT_EQ(place, kPairCount);
}

TEST(SurveyCounts, WhatAResponseAnswersIsABitForEachElement) {
  EXPECT_EQ(AnsweredBy(kComplete), kAllAnswered);
  EXPECT_EQ(AnsweredBy(kIncomplete), kAllAnswered - 4);
  EXPECT_EQ(AnsweredBy(Scores{}), 0);
}

TEST(SurveyCounts, TakingAResponseAwayUndoesAddingIt) {
  SurveyCounts counts;
  counts.Add(Response(kComplete, v1::OCCUPATION_OTHER), kSurveyDimensions, 1);
  counts.Add(Response(kComplete, v1::OCCUPATION_OTHER), kSurveyDimensions, -1);
  EXPECT_EQ(counts.sums.at(kAllAnswered), ScoreSums{});
  for (const auto& [group, count] : counts.groups) {
    EXPECT_EQ(count, SurveyCount{});
  }
}

TEST(SurveyCounts, ACounterOfManyCountsAsOneByOne) {
  SurveyCounts one_by_one;
  SurveyCounts together;
  SurveyCounter counter(together);
  for (const Scores& scores :
       {kComplete, kIncomplete, kIncomplete, kComplete}) {
    const SurveyResponse response = Response(scores, v1::OCCUPATION_OTHER);
    one_by_one.Add(response, kSurveyDimensions, 1);
    counter.Add(response, 1);
  }
  EXPECT_EQ(together, one_by_one);
}

}  // namespace
}  // namespace iku::collection
