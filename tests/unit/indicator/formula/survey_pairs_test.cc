#include "services/indicator/formula/survey_pairs.h"

#include <gtest/gtest.h>

namespace iku::indicator {
namespace {

TEST(SurveyPairsTest, APairIsTheSameInEitherOrder) {
  SurveyPairs pairs;
  pairs.Add("time", "cost", {3, 10, 7, 22});
  EXPECT_EQ(pairs.Of("time", "cost"), (PairSums{3, 10, 7, 22}));
  EXPECT_EQ(pairs.Of("cost", "time"), (PairSums{3, 7, 10, 22}));
}

TEST(SurveyPairsTest, AddsUpWhatIsAddedInEitherOrder) {
  SurveyPairs pairs;
  pairs.Add("time", "cost", {3, 10, 7, 22});
  pairs.Add("cost", "time", {1, 2, 4, 8});
  EXPECT_EQ(pairs.Of("time", "cost"), (PairSums{4, 14, 9, 30}));
}

TEST(SurveyPairsTest, APairThatNobodyAnsweredIsZeros) {
  SurveyPairs pairs;
  EXPECT_TRUE(pairs.empty());
  pairs.Add("cost", "cost", {1, 4, 4, 16});
  EXPECT_FALSE(pairs.empty());
  EXPECT_EQ(pairs.Of("cost", "time"), PairSums());
}

}  // namespace
}  // namespace iku::indicator
