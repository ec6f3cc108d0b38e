#include "services/indicator/formula/satisfaction_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/unit/indicator/formula/published_profiles.h"
#include "tests/unit/indicator/formula/survey_answers.h"

namespace iku::indicator {
namespace {

using test::AnswersThatAddUpTo;
using ::testing::ElementsAre;

Profile ProfileOf(const char* id) { return test::PublishedProfiles().at(id); }

SurveyTally Survey(int64_t n, const std::vector<int64_t>& sums) {
  SurveyTally tally{n, {}};
  const Profile profile = test::ExactProfile();
  for (size_t i = 0; i < sums.size(); ++i) {
    tally.elements[profile.elements[i].code] = AnswersThatAddUpTo(n, sums[i]);
  }
  return tally;
}

SatisfactionIndex Index(const SurveyTally& tally, const Profile& profile) {
  return ComputeSatisfactionIndex(tally, profile).value();
}

const std::vector<int64_t> kSulbar = {105, 101, 100, 116, 102,
                                      105, 106, 115, 105};

TEST(SatisfactionIndexTest, DividesAllScoresByNineTimesTheRespondents) {
  const auto result = Index(Survey(29, kSulbar), ProfileOf("exact"));
  EXPECT_EQ(result.responses, 29);
  EXPECT_EQ(result.numerator, "955");
  EXPECT_EQ(result.denominator, "261");
  EXPECT_EQ(result.exact, Rational(25 * 955, 261));
  EXPECT_EQ(result.value.ToString(), "91.48");
  EXPECT_EQ(result.grade.letter, "A");
}

TEST(SatisfactionIndexTest, ThePencilFractionIsNotReduced) {
  const auto result =
      Index(Survey(10, std::vector<int64_t>(9, 30)), ProfileOf("exact"));
  EXPECT_EQ(result.numerator, "270");
  EXPECT_EQ(result.denominator, "90");
  EXPECT_EQ(result.value.ToString(), "75.00");
}

TEST(SatisfactionIndexTest, ThePencilFractionTakesTheCommonWeightDenominator) {
  const auto result = Index(Survey(29, kSulbar), ProfileOf("weight-0.11"));
  EXPECT_EQ(result.numerator, "10505");   // 11 * 955
  EXPECT_EQ(result.denominator, "2900");  // 100 * 29
  EXPECT_EQ(result.value.ToString(), "90.56");
}

TEST(SatisfactionIndexTest, TheFractionGivesTheExactValueInEveryProfile) {
  for (const auto& [id, profile] : test::PublishedProfiles()) {
    if (profile.elements.size() != 9) continue;  // other elements
    const auto result = Index(Survey(29, kSulbar), profile);
    const Rational numerator = Rational::Parse(result.numerator).value();
    const Rational denominator = Rational::Parse(result.denominator).value();
    EXPECT_EQ(profile.scale * numerator / denominator, result.exact) << id;
  }
}

TEST(SatisfactionIndexTest, TheFractionIsOfTheRoundedIndexWhereAnyStepRounds) {
  const RoundingStep two{2, Rounding::kHalfUp};
  for (const auto step :
       {&Profile::mean_step, &Profile::product_step, &Profile::index_step}) {
    Profile profile = ProfileOf("exact");
    profile.*step = two;
    const auto result = Index(Survey(29, kSulbar), profile);
    EXPECT_EQ(
        Rational::Parse(absl::StrCat(result.numerator, "/", result.denominator))
            .value(),
        result.index);
    EXPECT_NE(result.index,
              Index(Survey(29, kSulbar), ProfileOf("exact")).index);
  }
}

// 767/200 as an index of means 3.835; a double gives 3.83.
TEST(SatisfactionIndexTest, SevenHundredSixtySevenTwoHundredthsRoundsUp) {
  const auto result = Index(Survey(200, std::vector<int64_t>(9, 767)),
                            ProfileOf("rounded-steps"));
  EXPECT_EQ(result.elements[0].mean, Rational(384, 100));
  EXPECT_EQ(result.index, Rational(384, 100));
  EXPECT_EQ(result.value.ToString(), "96.00");
}

TEST(SatisfactionIndexTest, ShortWeightsCapBelowAHundred) {
  const SurveyTally best = Survey(10, std::vector<int64_t>(9, 40));
  EXPECT_EQ(Index(best, ProfileOf("exact")).value.ToString(), "100.00");
  EXPECT_EQ(Index(best, ProfileOf("weight-0.11")).value.ToString(), "99.00");
  EXPECT_EQ(Index(best, ProfileOf("weight-0.111")).value.ToString(), "99.90");
}

// Printed by Balkesmas: index 3.69 and 3.75.
TEST(SatisfactionIndexTest, RoundedStepsGiveQuartersOfAPoint) {
  const auto result =
      Index(Survey(100, {369, 370, 368, 369, 369, 369, 369, 369, 370}),
            ProfileOf("rounded-steps"));
  EXPECT_EQ(result.index, Rational(369, 100));
  EXPECT_EQ(result.value.ToString(), "92.25");
  EXPECT_EQ(result.numerator, "369");
  EXPECT_EQ(result.denominator, "100");
}

TEST(SatisfactionIndexTest, ProductsAreRoundedToThreeDigitsEach) {
  // 10/3 -> 3.333; 3.333 * 0.111 = 0.369963 -> 0.370; 9 * 0.370 * 25 = 83.25.
  const auto result = Index(Survey(3, std::vector<int64_t>(9, 10)),
                            ProfileOf("products-0.111"));
  EXPECT_EQ(result.elements[0].mean, Rational(3333, 1000));
  EXPECT_EQ(result.elements[0].product, Rational(370, 1000));
  EXPECT_EQ(result.value.ToString(), "83.25");
}

TEST(SatisfactionIndexTest, TruncateCutsWhatExactRoundsUp) {
  // 2500 * 29 / 9 = 8055.55...
  const SurveyTally tally = Survey(1, {4, 4, 3, 3, 3, 3, 3, 3, 3});
  EXPECT_EQ(Index(tally, ProfileOf("exact")).value.ToString(), "80.56");
  EXPECT_EQ(Index(tally, ProfileOf("truncate")).value.ToString(), "80.55");
}

TEST(SatisfactionIndexTest, ABlankIsLeftOutOrCountsAsZeroAsTheProfileSays) {
  SurveyTally tally = Survey(4, std::vector<int64_t>(9, 12));
  tally.elements["cost"] = {{0, 0, 3, 0}, 1};

  const auto own = Index(tally, ProfileOf("exact"));
  EXPECT_EQ(own.elements[3].answers, 3);
  EXPECT_EQ(own.elements[3].mean, 3);
  EXPECT_EQ(own.value.ToString(), "75.00");
  EXPECT_EQ(own.numerator, "3");  // counts differ: lowest terms
  EXPECT_EQ(own.denominator, "1");

  const auto zero = Index(tally, ProfileOf("blank-as-zero"));
  EXPECT_EQ(zero.elements[3].answers, 4);
  EXPECT_EQ(zero.elements[3].mean, Rational(9, 4));
  EXPECT_EQ(zero.value.ToString(), "72.92");  // 25 * 105 / 36
  EXPECT_EQ(zero.numerator, "105");
  EXPECT_EQ(zero.denominator, "36");
}

TEST(SatisfactionIndexTest, TheGradeIsDecidedOnTheRoundedValue) {
  // Exactly 88.3075: below the band of A until it is rounded.
  Profile profile = test::ExactProfile();
  profile.elements = {{"all", Rational(1)}};
  SurveyTally tally{10'000,
                    {{"all", AnswersThatAddUpTo(10'000, 35'323)}}};  // 88.3075
  const auto result = Index(tally, profile);
  EXPECT_LT(result.exact, Rational(8831, 100));
  EXPECT_EQ(result.value.ToString(), "88.31");
  EXPECT_EQ(result.grade.letter, "A");
}

TEST(SatisfactionIndexTest, EveryElementIsGradedByTheSameTable) {
  const auto result =
      Index(Survey(100, {400, 354, 353, 307, 306, 260, 259, 100, 300}),
            ProfileOf("exact"));
  std::string letters;
  for (const auto& element : result.elements) letters += element.grade.letter;
  EXPECT_EQ(letters, "AABBCCDDC");
  EXPECT_EQ(result.elements[1].value.ToString(), "88.50");
  EXPECT_EQ(result.elements[1].code, "procedure");
}

TEST(SatisfactionIndexTest, WeightsThatDifferAreUsedAsGiven) {
  Profile profile = test::ExactProfile();
  profile.elements = {{"time", Rational(1, 4)}, {"cost", Rational(3, 4)}};
  const auto result = Index(
      {2, {{"time", {{2, 0, 0, 0}, 0}}, {"cost", {{0, 0, 0, 2}, 0}}}}, profile);
  EXPECT_EQ(result.index, Rational(13, 4));
  EXPECT_EQ(result.numerator, "26");  // 1 * 2 + 3 * 8
  EXPECT_EQ(result.denominator, "8");
}

TEST(SatisfactionIndexTest, NoResponsesHaveNoIndex) {
  EXPECT_FALSE(
      ComputeSatisfactionIndex(SurveyTally(), ProfileOf("exact")).has_value());
}

TEST(SatisfactionIndexTest, AnElementNobodyAnsweredLeavesNoIndex) {
  SurveyTally tally = Survey(4, std::vector<int64_t>(9, 12));
  tally.elements["cost"] = {{0, 0, 0, 0}, 4};
  tally.elements.erase("time");
  for (const char* id : {"exact", "blank-as-zero"}) {
    EXPECT_FALSE(ComputeSatisfactionIndex(tally, ProfileOf(id)).has_value());
    EXPECT_THAT(UnansweredElements(tally, ProfileOf(id)),
                ElementsAre("time", "cost"));
  }
}

SurveyTally AnySurvey() {
  const int n = *rc::gen::inRange(1, 400);
  std::vector<int64_t> sums;
  for (int i = 0; i < 9; ++i) sums.push_back(*rc::gen::inRange(n, 4 * n + 1));
  return Survey(n, sums);
}

RC_GTEST_PROP(SatisfactionIndexProperty, AgreesWithThePrintedIntegerRule, ()) {
  const SurveyTally tally = AnySurvey();
  int64_t total = 0;
  for (const auto& [code, answers] : tally.elements) total += answers.Sum();
  const int64_t whole = 9 * tally.responses;
  const int64_t hundredths = (2 * 2500 * total + whole) / (2 * whole);
  RC_ASSERT(Index(tally, ProfileOf("exact")).value.Unscaled() == hundredths);
}

RC_GTEST_PROP(SatisfactionIndexProperty, IsWithin25And100, ()) {
  const auto result = Index(AnySurvey(), ProfileOf("exact"));
  RC_ASSERT(result.exact >= 25);
  RC_ASSERT(result.exact <= 100);
}

RC_GTEST_PROP(SatisfactionIndexProperty, ThePooledTallyOfOneUnitIsThatUnit,
              ()) {
  const SurveyTally unit = AnySurvey();
  SurveyTally pooled;
  pooled.Add(unit);
  RC_ASSERT(pooled == unit);
  RC_ASSERT(Index(pooled, ProfileOf("exact")).exact ==
            Index(unit, ProfileOf("exact")).exact);
}

RC_GTEST_PROP(SatisfactionIndexProperty, PoolingLiesBetweenTheUnits, ()) {
  const SurveyTally a = AnySurvey();
  const SurveyTally b = AnySurvey();
  SurveyTally pooled = a;
  pooled.Add(b);
  const Rational index_a = Index(a, ProfileOf("exact")).exact;
  const Rational index_b = Index(b, ProfileOf("exact")).exact;
  const Rational index = Index(pooled, ProfileOf("exact")).exact;
  RC_ASSERT(index >= std::min(index_a, index_b));
  RC_ASSERT(index <= std::max(index_a, index_b));
}

}  // namespace
}  // namespace iku::indicator
