#include "services/indicator/formula/distribution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tests/unit/indicator/formula/published_profiles.h"
#include "tests/unit/indicator/formula/survey_answers.h"

namespace iku::indicator {
namespace {

using test::AnswersThatAddUpTo;
using test::SmallProfile;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

SurveyTally Survey(int64_t n, const std::vector<int64_t>& sums) {
  SurveyTally tally{n, {}};
  const Profile profile = test::ExactProfile();
  for (size_t i = 0; i < sums.size(); ++i) {
    tally.elements[profile.elements[i].code] = AnswersThatAddUpTo(n, sums[i]);
  }
  return tally;
}

TEST(DistributionTest, GivesTheShareOfEveryScore) {
  const SurveyTally tally{9, {{"requirements", {{1, 0, 2, 4}}}}};
  const auto distribution = DistributionOf(tally, SmallProfile(1));
  ASSERT_EQ(distribution.size(), 1u);
  EXPECT_EQ(distribution[0].code, "requirements");
  EXPECT_EQ(distribution[0].answers, 7);
  EXPECT_EQ(distribution[0].blank, 2);
  EXPECT_EQ(distribution[0].shares[0]->value.ToString(), "14.29");
  EXPECT_EQ(distribution[0].shares[1]->value.ToString(), "0.00");
  EXPECT_EQ(distribution[0].shares[2]->value.ToString(), "28.57");
  EXPECT_EQ(distribution[0].shares[3]->value.ToString(), "57.14");
  EXPECT_EQ(distribution[0].shares[3]->numerator, 4);
  EXPECT_EQ(distribution[0].shares[3]->denominator, 7);
}

TEST(DistributionTest, KeepsTheOrderOfTheProfileAndItsElementsOnly) {
  SurveyTally tally = Survey(2, {5, 6, 7});
  tally.elements["parking"] = {{1, 1, 0, 0}};
  const auto distribution = DistributionOf(tally, SmallProfile(3));
  ASSERT_EQ(distribution.size(), 3u);
  EXPECT_EQ(distribution[1].code, "procedure");
  EXPECT_EQ(distribution[2].code, "time");
}

TEST(DistributionTest, AnElementNobodyAnsweredHasNoShares) {
  const auto distribution = DistributionOf({}, SmallProfile(1));
  ASSERT_EQ(distribution.size(), 1u);
  EXPECT_FALSE(distribution[0].shares[0].has_value());
}

TEST(ExtremesTest, NamesTheThreeBestAndTheThreeWorst) {
  const SurveyTally tally = Survey(10, {31, 40, 32, 20, 33, 39, 10, 34, 38});
  const Extremes extremes = ExtremesOf(tally, test::ExactProfile());
  EXPECT_THAT(extremes.highest,
              ElementsAre("procedure", "competence", "facilities"));
  EXPECT_THAT(extremes.lowest,
              ElementsAre("behaviour", "cost", "requirements"));
}

TEST(ExtremesTest, OfEqualMeansTheEarlierElementRanksHigher) {
  const Extremes extremes =
      ExtremesOf(Survey(10, std::vector<int64_t>(9, 30)), test::ExactProfile());
  EXPECT_THAT(extremes.highest,
              ElementsAre("requirements", "procedure", "time"));
  EXPECT_THAT(extremes.lowest,
              ElementsAre("facilities", "complaints", "behaviour"));
}

// More than a sort handles by insertion, which would keep the order anyhow.
TEST(ExtremesTest, TheOrderAmongEqualsHoldsForTheLargestSurvey) {
  Profile profile = test::ExactProfile();
  profile.elements.clear();
  SurveyTally tally{1, {}};
  for (int i = 0; i < kMaxElements; ++i) {
    const std::string code = std::to_string(i);
    profile.elements.push_back({code, Rational(1, kMaxElements)});
    tally.elements[code] = AnswersThatAddUpTo(1, 3);
  }
  const Extremes extremes = ExtremesOf(tally, profile);
  EXPECT_THAT(extremes.highest, ElementsAre("0", "1", "2"));
  EXPECT_THAT(extremes.lowest, ElementsAre("31", "30", "29"));
}

TEST(ExtremesTest, LooksAtTheMeanNotAtTheSum) {
  SurveyTally tally = Survey(10, {30, 20});
  tally.elements["procedure"] = {{0, 0, 0, 5}};  // 4 of only five answers
  EXPECT_THAT(ExtremesOf(tally, SmallProfile(2)).highest,
              ElementsAre("procedure"));
  Profile zero = SmallProfile(2);
  zero.missing_answers = MissingAnswers::kZero;  // 2
  EXPECT_THAT(ExtremesOf(tally, zero).highest, ElementsAre("requirements"));
}

TEST(ExtremesTest, TheTwoListsShareOutFewElements) {
  const Extremes five =
      ExtremesOf(Survey(10, {31, 32, 33, 34, 35}), SmallProfile(5));
  EXPECT_THAT(five.highest, ElementsAre("product", "cost", "time"));
  EXPECT_THAT(five.lowest, ElementsAre("requirements", "procedure"));
  const Extremes one = ExtremesOf(Survey(10, {31}), SmallProfile(1));
  EXPECT_THAT(one.highest, ElementsAre("requirements"));
  EXPECT_THAT(one.lowest, IsEmpty());
}

TEST(ExtremesTest, ElementsNobodyAnsweredAreInNeither) {
  const Extremes extremes = ExtremesOf(Survey(10, {31, 32}), SmallProfile(9));
  EXPECT_THAT(extremes.highest, ElementsAre("procedure"));
  EXPECT_THAT(extremes.lowest, ElementsAre("requirements"));
  EXPECT_THAT(ExtremesOf({}, SmallProfile(9)).highest, IsEmpty());
}

RC_GTEST_PROP(DistributionProperty, SharesAddUpToTheWhole, ()) {
  const SurveyTally tally =
      test::TallyOf(test::AnyResponses(1, 40, 3), SmallProfile(3));
  for (const auto& element : DistributionOf(tally, SmallProfile(3))) {
    Rational sum = 0;
    for (const auto& share : element.shares) sum += share->exact;
    RC_ASSERT(sum == 100);
  }
}

RC_GTEST_PROP(ExtremesProperty, NoElementIsInBothLists, ()) {
  const int elements = *rc::gen::inRange(1, 10);
  const Profile profile = SmallProfile(elements);
  const Extremes extremes = ExtremesOf(
      test::TallyOf(test::AnyResponses(1, 9, elements), profile), profile);
  std::set<std::string> names(extremes.highest.begin(), extremes.highest.end());
  names.insert(extremes.lowest.begin(), extremes.lowest.end());
  RC_ASSERT(names.size() == extremes.highest.size() + extremes.lowest.size());
  RC_ASSERT(static_cast<int>(names.size()) == std::min(elements, 6));
}

}  // namespace
}  // namespace iku::indicator
