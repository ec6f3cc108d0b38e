#include "services/indicator/formula/index_interval.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "services/indicator/formula/satisfaction_index.h"
#include "tests/unit/indicator/formula/published_profiles.h"
#include "tests/unit/indicator/formula/survey_answers.h"

namespace iku::indicator {
namespace {

using test::AnyResponses;
using test::AnyResponsesWithBlanks;
using test::MomentsOf;
using test::PairsOf;
using test::Scores;
using test::SmallProfile;
using test::TallyOf;

Scores Alike(int score) { return Scores(9, score); }

// Counted from the answers; pairs only where some are missing, as the facts
// have them.
std::optional<IndexInterval> Interval(
    const std::vector<Scores>& responses, const Profile& profile,
    std::optional<int64_t> population = std::nullopt,
    const IntervalRule& rule = {}) {
  const SurveyTally tally = TallyOf(responses, profile);
  const SurveyMoments moments = MomentsOf(responses, profile);
  const SurveyPairs pairs = moments.responses == tally.responses
                                ? SurveyPairs()
                                : PairsOf(responses, profile);
  return ComputeIndexInterval({tally, moments, pairs}, profile, population,
                              rule);
}

IndexInterval IntervalOf(const std::vector<Scores>& responses,
                         std::optional<int64_t> population = std::nullopt) {
  return Interval(responses, test::ExactProfile(), population).value();
}

// Indexes 75, 100, 75, 50: mean 75, variance 1250/3, error^2 1250/12.
const std::vector<Scores> kFour = {Alike(3), Alike(4), Alike(3), Alike(2)};

TEST(IndexIntervalTest, IsTheMeanAndTwiceTheStandardErrorAboutIt) {
  const IndexInterval interval = IntervalOf(kFour);
  EXPECT_EQ(interval.responses, 4);
  EXPECT_EQ(interval.centre, 75);
  EXPECT_EQ(interval.variance, Rational(1250, 3));
  EXPECT_EQ(interval.squared_error, Rational(1250, 12));
  EXPECT_EQ(interval.population, std::nullopt);
  EXPECT_EQ(interval.method, IntervalMethod::kMean);
  EXPECT_EQ(interval.margin.ToString(), "20.00");  // 1.96 * 10.2062 = 20.0041
  EXPECT_EQ(interval.lower.ToString(), "55.00");   // 54.9959
  EXPECT_EQ(interval.upper.ToString(), "95.00");
}

TEST(IndexIntervalTest, AKnownPopulationNarrowsIt) {
  const IndexInterval interval = IntervalOf(kFour, 10);
  EXPECT_EQ(interval.population, 10);
  EXPECT_EQ(interval.error_of_many, Rational(1250, 12));
  EXPECT_EQ(interval.squared_error, Rational(1250, 12) * Rational(6, 9));
  EXPECT_EQ(interval.lower.ToString(), "58.67");  // 16.3333 each way
  EXPECT_EQ(interval.upper.ToString(), "91.33");
}

TEST(IndexIntervalTest, AskingEverybodyLeavesNoDoubt) {
  const IndexInterval interval = IntervalOf(kFour, 4);
  EXPECT_EQ(interval.population, 4);
  EXPECT_EQ(interval.lower.ToString(), "75.00");
  EXPECT_EQ(interval.upper.ToString(), "75.00");
}

TEST(IndexIntervalTest, APopulationBelowTheResponsesIsNotUsed) {
  const IndexInterval interval = IntervalOf(kFour, 3);
  EXPECT_EQ(interval.population, std::nullopt);
  EXPECT_EQ(interval.lower.ToString(), "55.00");
}

TEST(IndexIntervalTest, StaysOnTheScaleOfTheProfile) {
  const std::vector<Scores> extremes = {Alike(1), Alike(4)};
  const IndexInterval interval = IntervalOf(extremes);
  EXPECT_EQ(interval.lower.ToString(), "25.00");
  EXPECT_EQ(interval.upper.ToString(), "100.00");
  EXPECT_EQ(interval.margin.ToString(), "73.50");  // 1.96 * 37.5

  const Profile capped = test::PublishedProfiles().at("weight-0.11");
  const auto short_scale = Interval(extremes, capped);
  EXPECT_EQ(short_scale->lower.ToString(), "24.75");
  EXPECT_EQ(short_scale->upper.ToString(), "99.00");
}

TEST(IndexIntervalTest, AnswersAllAlikeHaveNoWidth) {
  const IndexInterval interval = IntervalOf({Alike(3), Alike(3)});
  EXPECT_EQ(interval.lower.ToString(), "75.00");
  EXPECT_EQ(interval.upper.ToString(), "75.00");
}

TEST(IndexIntervalTest, ALevelIsDataAndWidensTheInterval) {
  const Profile profile = test::ExactProfile();
  const IntervalRule rule{99, Rational(2576, 1000)};
  const auto interval = Interval(kFour, profile, std::nullopt, rule);
  EXPECT_EQ(interval->margin.ToString(), "26.29");  // 2.576 * 10.2062
}

TEST(IndexIntervalTest, IsRoundedAsTheProfileRoundsItsValue) {
  const Profile profile = test::PublishedProfiles().at("truncate");
  const auto interval = Interval(kFour, profile);
  EXPECT_EQ(interval->lower.ToString(), "54.99");
}

TEST(IndexIntervalTest, OneRespondentSaysNothingAboutTheOthers) {
  const Profile profile = test::ExactProfile();
  EXPECT_FALSE(Interval({Alike(3)}, profile).has_value());
  EXPECT_FALSE(Interval({}, profile).has_value());
}

TEST(IndexIntervalTest, CompleteAnswersWithWeightsThatDifferHaveNone) {
  Profile profile = test::ExactProfile();
  profile.elements[0].weight = Rational(1, 18);
  profile.elements[1].weight = Rational(3, 18);
  EXPECT_FALSE(Interval(kFour, profile).has_value());
}

TEST(IndexIntervalTest, MomentsOverOtherElementsHaveNone) {
  const Profile profile = test::ExactProfile();
  const SurveyTally tally = TallyOf(kFour, profile);
  const auto of = [&](const SurveyMoments& moments) {
    return ComputeIndexInterval({tally, moments, SurveyPairs()}, profile);
  };
  const SurveyMoments all = MomentsOf(kFour, profile);
  EXPECT_TRUE(of(all).has_value());

  SurveyMoments fewer = MomentsOf({{1, 2}, {3, 4}}, SmallProfile(2));
  fewer.responses = 4;
  EXPECT_FALSE(of(fewer).has_value());

  SurveyMoments renamed = all;
  auto node = renamed.elements.extract("cost");
  node.key() = "parking";
  renamed.elements.insert(std::move(node));
  EXPECT_FALSE(of(renamed).has_value());

  SurveyMoments uneven = all;
  --uneven.elements["cost"].answers;
  EXPECT_FALSE(of(uneven).has_value());
}

TEST(IndexIntervalTest, SomeCompleteResponsesDoNotStandForTheOthers) {
  const Profile profile = test::ExactProfile();
  SurveyTally tally = TallyOf(kFour, profile);
  ++tally.responses;  // one who left all out, of whom no sums are known
  EXPECT_FALSE(ComputeIndexInterval(
                   {tally, MomentsOf(kFour, profile), SurveyPairs()}, profile)
                   .has_value());
}

// Two complete responses with all 4, and eight that give 1 and leave the last
// element out: the complete ones alone would say 100.00 to 100.00.
TEST(IndexIntervalTest, MissingAnswersAreSeenByTheIntervalAsByTheValue) {
  std::vector<Scores> responses = {Alike(4), Alike(4)};
  for (int i = 0; i < 8; ++i) responses.push_back({1, 1, 1, 1, 1, 1, 1, 1, 0});
  const Profile profile = test::ExactProfile();
  const auto index =
      ComputeSatisfactionIndex(TallyOf(responses, profile), profile);
  const IndexInterval interval = IntervalOf(responses);
  EXPECT_EQ(index->value.ToString(), "46.67");
  EXPECT_EQ(interval.method, IntervalMethod::kLinearisedRatio);
  EXPECT_EQ(interval.responses, 10);
  EXPECT_EQ(interval.centre, index->exact);
  EXPECT_EQ(index->grade.letter, "D");
  // z is 32/15 of two and -8/15 of eight: 1.96 * 25 * sqrt(512/45 / 90).
  EXPECT_EQ(interval.squares, Rational(512, 45));
  EXPECT_EQ(interval.lower.ToString(), "29.24");
  EXPECT_EQ(interval.upper.ToString(), "64.09");
}

// Two elements of weight 1/2: the first has 4, 2 of two; the second 3 of the
// first respondent only. m = 3 and 3; z = 1/2 * 1 + 1/2 * 2 * 0 = 1/2 and -1/2.
TEST(IndexIntervalTest, ARatioIsLinearisedWithEachElementsOwnAnswers) {
  const auto interval = Interval({{4, 3}, {2, 0}}, SmallProfile(2));
  ASSERT_TRUE(interval.has_value());
  EXPECT_EQ(interval->method, IntervalMethod::kLinearisedRatio);
  EXPECT_EQ(interval->centre, 75);
  EXPECT_EQ(interval->squares, Rational(1, 2));
  EXPECT_EQ(interval->variance, Rational(625, 2));  // 25^2 * 1/2 / (2 - 1)
  EXPECT_EQ(interval->squared_error, Rational(625, 4));
  EXPECT_EQ(interval->margin.ToString(), "24.50");  // 1.96 * 12.5
  EXPECT_EQ(interval->lower.ToString(), "50.50");
  EXPECT_EQ(interval->upper.ToString(), "99.50");
}

TEST(IndexIntervalTest, ABlankAsZeroIsAScoreOfTheRespondentsOwnIndex) {
  Profile profile = SmallProfile(2);
  profile.missing_answers = MissingAnswers::kZero;
  // Own indexes 25 * 7/2 and 25 * 2/2: mean 56.25, variance 62.5^2 / 2.
  const auto interval = Interval({{4, 3}, {2, 0}}, profile);
  ASSERT_TRUE(interval.has_value());
  EXPECT_EQ(interval->method, IntervalMethod::kMean);
  EXPECT_EQ(interval->centre, Rational(225, 4));
  EXPECT_EQ(interval->variance, Rational(15625, 8));
  EXPECT_EQ(interval->lower.ToString(), "0.00");  // the blank form
}

TEST(IndexIntervalTest, AnElementNobodyAnsweredLeavesNoInterval) {
  EXPECT_FALSE(Interval({{4, 0}, {2, 0}}, SmallProfile(2)).has_value());
}

// products of 1 * 0.333 are cut to 0.3, so that everybody's 1 is 22.50.
TEST(IndexIntervalTest, TheScaleEndsWhereTheRoundingOfTheProfilePutsIt) {
  Profile profile = SmallProfile(3);
  for (auto& element : profile.elements) element.weight = Rational(333, 1000);
  profile.product_step = RoundingStep{1, Rounding::kTruncate};
  const auto interval = Interval({{1, 1, 1}, {4, 4, 4}}, profile);
  ASSERT_TRUE(interval.has_value());
  EXPECT_EQ(interval->lower.ToString(), "22.50");
  EXPECT_EQ(interval->upper.ToString(), "97.50");
}

TEST(GradeCouldChangeTest, WhenAnotherGradeThanThatOfTheValueLiesInside) {
  const GradeTable table = test::GradesOf2017();
  IndexInterval interval;
  interval.grade = table[1];  // B
  interval.lower = Decimal::Parse("76.61").value();
  interval.upper = Decimal::Parse("88.30").value();
  EXPECT_FALSE(GradeCouldChange(interval, table));
  interval.upper = Decimal::Parse("88.31").value();
  EXPECT_TRUE(GradeCouldChange(interval, table));
  interval.upper = Decimal::Parse("88.30").value();
  interval.lower = Decimal::Parse("76.60").value();
  EXPECT_TRUE(GradeCouldChange(interval, table));
}

// From the definition: every respondent's own index, then its spread.
RC_GTEST_PROP(IndexIntervalProperty, MomentsGiveWhatTheAnswersGive, ()) {
  const std::vector<Scores> responses = AnyResponses(2, 30, 9);
  const int64_t n = static_cast<int64_t>(responses.size());
  std::vector<Rational> indexes;
  Rational mean = 0;
  for (const Scores& scores : responses) {
    const int total = std::accumulate(scores.begin(), scores.end(), 0);
    indexes.push_back(Rational(25 * total, 9));
    mean += indexes.back() / n;
  }
  Rational variance = 0;
  for (const Rational& index : indexes) {
    variance += (index - mean) * (index - mean) / (n - 1);
  }
  const IndexInterval interval = IntervalOf(responses);
  RC_ASSERT(interval.centre == mean);
  RC_ASSERT(interval.variance == variance);
  RC_ASSERT(interval.squared_error == variance / n);
}

RC_GTEST_PROP(IndexIntervalProperty, HoldsTheValueInEveryProfile, ()) {
  for (const auto& [id, profile] : test::PublishedProfiles()) {
    const int elements = static_cast<int>(profile.elements.size());
    const std::vector<Scores> responses =
        *rc::gen::arbitrary<bool>() ? AnyResponses(2, 20, elements)
                                    : AnyResponsesWithBlanks(2, 20, elements);
    const auto index =
        ComputeSatisfactionIndex(TallyOf(responses, profile), profile);
    const auto interval = Interval(responses, profile);
    RC_ASSERT(interval.has_value() == index.has_value());
    if (!index.has_value()) continue;
    RC_ASSERT(interval->centre == index->exact);
    RC_ASSERT(interval->lower <= index->value);
    RC_ASSERT(index->value <= interval->upper);
    RC_ASSERT(interval->lower.ToRational() >= 0);
    RC_ASSERT(interval->upper.ToRational() <= 100);
  }
}

std::optional<RoundingStep> AnyStep() {
  if (*rc::gen::arbitrary<bool>()) return std::nullopt;
  return RoundingStep{
      *rc::gen::inRange(0, 4),
      *rc::gen::element(Rounding::kHalfUp, Rounding::kTruncate)};
}

RC_GTEST_PROP(IndexIntervalProperty, HoldsTheValueHoweverTheProfileRounds, ()) {
  Profile profile = SmallProfile(3);
  profile.elements[0].weight = Rational(*rc::gen::inRange(1, 34), 100);
  profile.mean_step = AnyStep();
  profile.product_step = AnyStep();
  profile.index_step = AnyStep();
  profile.final_step = AnyStep().value_or(RoundingStep());
  if (*rc::gen::arbitrary<bool>()) {
    profile.missing_answers = MissingAnswers::kZero;
  }
  const std::vector<Scores> responses = AnyResponsesWithBlanks(2, 12, 3);
  const auto index =
      ComputeSatisfactionIndex(TallyOf(responses, profile), profile);
  const auto population =
      *rc::gen::element<std::optional<int64_t>>(std::nullopt, 1, 12, 50);
  const auto interval = Interval(responses, profile, population);
  RC_PRE(interval.has_value());
  RC_ASSERT(interval->lower <= index->value);
  RC_ASSERT(index->value <= interval->upper);
}

// Every respondent's z, from the answers themselves.
Rational SquaresFromAnswers(const std::vector<Scores>& responses,
                            const Profile& profile) {
  const bool zero = profile.missing_answers == MissingAnswers::kZero;
  const auto n = static_cast<int64_t>(responses.size());
  std::vector<Rational> means;
  std::vector<Rational> factors;
  for (size_t i = 0; i < profile.elements.size(); ++i) {
    int64_t sum = 0;
    int64_t answers = 0;
    for (const Scores& scores : responses) {
      sum += scores[i];
      if (zero || scores[i] != 0) ++answers;
    }
    means.emplace_back(sum, answers);
    factors.push_back(profile.elements[i].weight * Rational(n, answers));
  }
  Rational squares = 0;
  for (const Scores& scores : responses) {
    Rational z = 0;
    for (size_t i = 0; i < scores.size(); ++i) {
      if (!zero && scores[i] == 0) continue;
      z += factors[i] * (scores[i] - means[i]);
    }
    squares += z * z;
  }
  return squares;
}

RC_GTEST_PROP(IndexIntervalProperty, PairSumsGiveWhatTheAnswersGive, ()) {
  Profile profile = SmallProfile(4);
  if (*rc::gen::arbitrary<bool>()) {
    profile.missing_answers = MissingAnswers::kZero;
  }
  if (*rc::gen::arbitrary<bool>()) {
    profile.elements[0].weight = Rational(1, 8);
    profile.elements[1].weight = Rational(3, 8);
  }
  const std::vector<Scores> responses = AnyResponsesWithBlanks(2, 15, 4);
  const SurveyTally tally = TallyOf(responses, profile);
  const SurveyPairs pairs = PairsOf(responses, profile);
  RC_PRE(!pairs.empty());
  const auto interval =
      ComputeIndexInterval({tally, SurveyMoments(), pairs}, profile);
  RC_PRE(interval.has_value());
  RC_ASSERT(interval->squares == SquaresFromAnswers(responses, profile));
}

RC_GTEST_PROP(IndexIntervalProperty, TotalsAndPairsAgreeOnCompleteAnswers, ()) {
  const Profile profile = SmallProfile(3);
  const std::vector<Scores> responses = AnyResponses(2, 20, 3);
  const SurveyTally tally = TallyOf(responses, profile);
  const auto from_totals = Interval(responses, profile);
  const auto from_pairs = ComputeIndexInterval(
      {tally, SurveyMoments(), PairsOf(responses, profile)}, profile);
  RC_ASSERT(from_totals->squares == from_pairs->squares);
  RC_ASSERT(from_pairs->method == IntervalMethod::kMean);
  RC_ASSERT(from_totals->upper == from_pairs->upper);
}

RC_GTEST_PROP(IndexIntervalProperty, OrderOfTheResponsesIsIrrelevant, ()) {
  std::vector<Scores> responses = AnyResponses(2, 30, 9);
  const IndexInterval interval = IntervalOf(responses);
  std::reverse(responses.begin(), responses.end());
  RC_ASSERT(interval.lower == IntervalOf(responses).lower);
}

}  // namespace
}  // namespace iku::indicator
