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
using ::testing::IsEmpty;

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

std::vector<ElementTrace> Elements(const SurveyTally& tally,
                                   const Profile& profile) {
  return TraceSatisfactionIndex(tally, profile).elements;
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
  const SurveyTally tally = Survey(200, std::vector<int64_t>(9, 767));
  const auto mean = Elements(tally, ProfileOf("rounded-steps"))[0].mean;
  EXPECT_EQ(mean->exact, Rational(767, 200));
  EXPECT_EQ(mean->mean, Rational(384, 100));
  const auto result = Index(tally, ProfileOf("rounded-steps"));
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
  const SurveyTally tally = Survey(3, std::vector<int64_t>(9, 10));
  const auto mean = Elements(tally, ProfileOf("products-0.111"))[0].mean;
  EXPECT_EQ(mean->exact, Rational(10, 3));
  EXPECT_EQ(mean->mean, Rational(3333, 1000));
  EXPECT_EQ(mean->exact_product, Rational(369963, 1000000));
  EXPECT_EQ(mean->product, Rational(370, 1000));
  const auto result = Index(tally, ProfileOf("products-0.111"));
  EXPECT_EQ(result.sum, Rational(333, 100));
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
  tally.elements["cost"] = {{0, 0, 3, 0}};

  const auto own = Index(tally, ProfileOf("exact"));
  const ElementTrace of_three = Elements(tally, ProfileOf("exact"))[3];
  EXPECT_EQ(of_three.answers, 3);
  EXPECT_EQ(of_three.mean->mean, 3);
  EXPECT_EQ(own.value.ToString(), "75.00");
  EXPECT_EQ(own.numerator, "3");  // counts differ: lowest terms
  EXPECT_EQ(own.denominator, "1");

  const auto zero = Index(tally, ProfileOf("blank-as-zero"));
  const ElementTrace of_four = Elements(tally, ProfileOf("blank-as-zero"))[3];
  EXPECT_EQ(of_four.answers, 4);
  EXPECT_EQ(of_four.mean->mean, Rational(9, 4));
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
  const auto elements =
      Elements(Survey(100, {400, 354, 353, 307, 306, 260, 259, 100, 300}),
               ProfileOf("exact"));
  std::string letters;
  for (const auto& element : elements) letters += element.mean->grade.letter;
  EXPECT_EQ(letters, "AABBCCDDC");
  EXPECT_EQ(elements[1].mean->value.ToString(), "88.50");
  EXPECT_EQ(elements[1].code, "procedure");
}

TEST(SatisfactionIndexTest, WeightsThatDifferAreUsedAsGiven) {
  Profile profile = test::ExactProfile();
  profile.elements = {{"time", Rational(1, 4)}, {"cost", Rational(3, 4)}};
  const auto result =
      Index({2, {{"time", {{2, 0, 0, 0}}}, {"cost", {{0, 0, 0, 2}}}}}, profile);
  EXPECT_EQ(result.index, Rational(13, 4));
  EXPECT_EQ(result.numerator, "26");  // 1 * 2 + 3 * 8
  EXPECT_EQ(result.denominator, "8");
}

TEST(SatisfactionIndexTest, NoResponsesHaveNoIndexAlsoWhereABlankIsZero) {
  for (const char* id : {"exact", "blank-as-zero"}) {
    const IndexTrace trace =
        TraceSatisfactionIndex(SurveyTally(), ProfileOf(id));
    EXPECT_FALSE(trace.index.has_value());
    EXPECT_EQ(trace.Unanswered().size(), 9u);
  }
}

SurveyTally WithoutTimeAndCost() {
  SurveyTally tally = Survey(4, std::vector<int64_t>(9, 12));
  tally.elements["cost"] = {};
  tally.elements.erase("time");
  return tally;
}

TEST(SatisfactionIndexTest, AnElementNobodyAnsweredLeavesNoIndexButTheOthers) {
  const IndexTrace trace =
      TraceSatisfactionIndex(WithoutTimeAndCost(), ProfileOf("exact"));
  EXPECT_FALSE(trace.index.has_value());
  EXPECT_THAT(trace.Unanswered(), ElementsAre("time", "cost"));
  EXPECT_EQ(trace.elements[2].answers, 0);
  EXPECT_EQ(trace.elements[4].mean->exact, 3);
  EXPECT_EQ(trace.elements[4].mean->value.ToString(), "75.00");
  EXPECT_EQ(trace.elements[4].mean->grade.letter, "C");
}

TEST(SatisfactionIndexTest, WhereABlankIsZeroAnElementNobodyAnsweredIsZero) {
  const IndexTrace trace =
      TraceSatisfactionIndex(WithoutTimeAndCost(), ProfileOf("blank-as-zero"));
  EXPECT_THAT(trace.Unanswered(), IsEmpty());
  for (const size_t element : {2, 3}) {
    EXPECT_EQ(trace.elements[element].answers, 4);
    EXPECT_EQ(trace.elements[element].mean->exact, 0);
    EXPECT_EQ(trace.elements[element].mean->value.ToString(), "0.00");
    EXPECT_EQ(trace.elements[element].mean->grade.letter, "D");
  }
  EXPECT_EQ(trace.index->value.ToString(), "58.33");  // 25 * 84 / 36
  EXPECT_EQ(trace.index->numerator, "84");
  EXPECT_EQ(trace.index->denominator, "36");
}

TEST(SatisfactionIndexTest, WhereABlankIsZeroNoAnswerAtAllIsAnIndexOfZero) {
  const auto result = Index(SurveyTally{3, {}}, ProfileOf("blank-as-zero"));
  EXPECT_EQ(result.value.ToString(), "0.00");
  EXPECT_EQ(result.grade.letter, "D");
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
