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
using test::MomentsOf;
using test::Scores;
using test::SmallProfile;

Scores Alike(int score) { return Scores(9, score); }

IndexInterval IntervalOf(const std::vector<Scores>& responses,
                         std::optional<int64_t> population = std::nullopt) {
  const Profile profile = test::ExactProfile();
  return ComputeIndexInterval(MomentsOf(responses, profile), profile,
                              population)
      .value();
}

// Indexes 75, 100, 75, 50: mean 75, variance 1250/3, error^2 1250/12.
const std::vector<Scores> kFour = {Alike(3), Alike(4), Alike(3), Alike(2)};

TEST(IndexIntervalTest, IsTheMeanAndTwiceTheStandardErrorAboutIt) {
  const IndexInterval interval = IntervalOf(kFour);
  EXPECT_EQ(interval.responses, 4);
  EXPECT_EQ(interval.centre, 75);
  EXPECT_EQ(interval.variance, Rational(1250, 3));
  EXPECT_EQ(interval.squared_error, Rational(1250, 12));
  EXPECT_FALSE(interval.corrected);
  EXPECT_EQ(interval.margin.ToString(), "20.00");  // 1.96 * 10.2062 = 20.0041
  EXPECT_EQ(interval.lower.ToString(), "55.00");   // 54.9959
  EXPECT_EQ(interval.upper.ToString(), "95.00");
}

TEST(IndexIntervalTest, AKnownPopulationNarrowsIt) {
  const IndexInterval interval = IntervalOf(kFour, 10);
  EXPECT_TRUE(interval.corrected);
  EXPECT_EQ(interval.squared_error, Rational(1250, 12) * Rational(6, 9));
  EXPECT_EQ(interval.lower.ToString(), "58.67");  // 16.3333 each way
  EXPECT_EQ(interval.upper.ToString(), "91.33");
}

TEST(IndexIntervalTest, AskingEverybodyLeavesNoDoubt) {
  const IndexInterval interval = IntervalOf(kFour, 4);
  EXPECT_TRUE(interval.corrected);
  EXPECT_EQ(interval.lower.ToString(), "75.00");
  EXPECT_EQ(interval.upper.ToString(), "75.00");
}

TEST(IndexIntervalTest, APopulationBelowTheResponsesIsNotUsed) {
  const IndexInterval interval = IntervalOf(kFour, 3);
  EXPECT_FALSE(interval.corrected);
  EXPECT_EQ(interval.lower.ToString(), "55.00");
}

TEST(IndexIntervalTest, StaysOnTheScaleOfTheProfile) {
  const std::vector<Scores> extremes = {Alike(1), Alike(4)};
  const IndexInterval interval = IntervalOf(extremes);
  EXPECT_EQ(interval.lower.ToString(), "25.00");
  EXPECT_EQ(interval.upper.ToString(), "100.00");
  EXPECT_EQ(interval.margin.ToString(), "73.50");  // 1.96 * 37.5

  const Profile capped = test::PublishedProfiles().at("weight-0.11");
  const auto short_scale =
      ComputeIndexInterval(MomentsOf(extremes, capped), capped);
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
  const auto interval = ComputeIndexInterval(MomentsOf(kFour, profile), profile,
                                             std::nullopt, rule);
  EXPECT_EQ(interval->margin.ToString(), "26.29");  // 2.576 * 10.2062
}

TEST(IndexIntervalTest, IsRoundedAsTheProfileRoundsItsValue) {
  const Profile profile = test::PublishedProfiles().at("truncate");
  const auto interval =
      ComputeIndexInterval(MomentsOf(kFour, profile), profile);
  EXPECT_EQ(interval->lower.ToString(), "54.99");
}

TEST(IndexIntervalTest, OneRespondentSaysNothingAboutTheOthers) {
  const Profile profile = test::ExactProfile();
  EXPECT_FALSE(ComputeIndexInterval(MomentsOf({Alike(3)}, profile), profile)
                   .has_value());
  EXPECT_FALSE(ComputeIndexInterval({}, profile).has_value());
}

TEST(IndexIntervalTest, WeightsThatDifferHaveNone) {
  Profile profile = test::ExactProfile();
  const SurveyMoments moments = MomentsOf(kFour, profile);
  profile.elements[0].weight = Rational(1, 18);
  profile.elements[1].weight = Rational(3, 18);
  EXPECT_FALSE(ComputeIndexInterval(moments, profile).has_value());
}

TEST(IndexIntervalTest, MomentsOverOtherElementsHaveNone) {
  const Profile profile = test::ExactProfile();
  SurveyMoments fewer = MomentsOf({{1, 2}, {3, 4}}, SmallProfile(2));
  EXPECT_FALSE(ComputeIndexInterval(fewer, profile).has_value());

  SurveyMoments renamed = MomentsOf(kFour, profile);
  auto node = renamed.elements.extract("cost");
  node.key() = "parking";
  renamed.elements.insert(std::move(node));
  EXPECT_FALSE(ComputeIndexInterval(renamed, profile).has_value());

  SurveyMoments mixed = MomentsOf(kFour, profile);
  mixed.Add(fewer);
  EXPECT_FALSE(ComputeIndexInterval(mixed, profile).has_value());
}

TEST(GradeCouldChangeTest, WhenTheEndsAreInDifferentBands) {
  const GradeTable table = test::GradesOf2017();
  IndexInterval interval;
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

RC_GTEST_PROP(IndexIntervalProperty, HoldsTheValueOfTheSameAnswers, ()) {
  const Profile profile = test::ExactProfile();
  const std::vector<Scores> responses = AnyResponses(2, 30, 9);
  const auto index =
      ComputeSatisfactionIndex(test::TallyOf(responses, profile), profile);
  const IndexInterval interval = IntervalOf(responses);
  RC_ASSERT(interval.centre == index->exact);
  RC_ASSERT(interval.lower <= index->value);
  RC_ASSERT(index->value <= interval.upper);
  RC_ASSERT(interval.lower.ToRational() >= 25);
  RC_ASSERT(interval.upper.ToRational() <= 100);
}

RC_GTEST_PROP(IndexIntervalProperty, OrderOfTheResponsesIsIrrelevant, ()) {
  std::vector<Scores> responses = AnyResponses(2, 30, 9);
  const IndexInterval interval = IntervalOf(responses);
  std::reverse(responses.begin(), responses.end());
  RC_ASSERT(interval.lower == IntervalOf(responses).lower);
}

}  // namespace
}  // namespace iku::indicator
