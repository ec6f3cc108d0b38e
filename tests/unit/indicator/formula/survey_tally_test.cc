#include "services/indicator/formula/survey_tally.h"

#include <gtest/gtest.h>

namespace iku::indicator {
namespace {

TEST(ElementTallyTest, CountsAnswersAndSumsScores) {
  const ElementTally tally{{1, 2, 3, 4}};
  EXPECT_EQ(tally.Count(), 10);
  EXPECT_EQ(tally.Sum(), 1 * 1 + 2 * 2 + 3 * 3 + 4 * 4);
}

TEST(SurveyTallyTest, AnElementNeverAskedIsEmpty) {
  EXPECT_EQ(SurveyTally().Of("cost"), ElementTally());
}

TEST(SurveyTallyTest, ABlankIsAResponseWithoutAnAnswer) {
  const SurveyTally tally{10, {{"cost", {{1, 2, 3, 1}}}}};
  EXPECT_EQ(tally.BlanksOf("cost"), 3);
  EXPECT_EQ(tally.BlanksOf("time"), 10);
}

TEST(SurveyTallyTest, PoolingAddsEveryCount) {
  SurveyTally pooled{10, {{"cost", {{1, 2, 3, 4}}}}};
  pooled.Add({5, {{"cost", {{0, 1, 1, 2}}}, {"time", {{5, 0, 0, 0}}}}});
  EXPECT_EQ(
      pooled,
      (SurveyTally{15, {{"cost", {{1, 3, 4, 6}}}, {"time", {{5, 0, 0, 0}}}}}));
}

}  // namespace
}  // namespace iku::indicator
