#include "services/indicator/formula/roll_up.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "tests/unit/indicator/formula/published_profiles.h"
#include "tests/unit/indicator/formula/survey_answers.h"

namespace iku::indicator {
namespace {

using test::AnyResponses;
using test::SmallProfile;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::optional<Share> Of(int64_t part, int64_t whole) {
  return ShareOf(part, whole, {});
}

TEST(RollUpSharesTest, NineTenthsEightTenthsAndFiveEighths) {
  const ShareRollUp result = RollUpShares({Of(9, 10), Of(8, 10), Of(5, 8)});
  EXPECT_EQ(result.pooled->numerator, 22);
  EXPECT_EQ(result.pooled->denominator, 28);
  EXPECT_EQ(result.pooled->value.ToString(), "78.57");
  EXPECT_EQ(result.mean->value.ToString(), "77.50");
  EXPECT_EQ(result.mean->count, 3);
  EXPECT_THAT(result.without_data, IsEmpty());
}

TEST(RollUpSharesTest, TheMeanIsOfTheValuesAsPublished) {
  // 33.33 and 33.33 and 100.00, not thirds.
  const ShareRollUp result = RollUpShares({Of(1, 3), Of(1, 3), Of(2, 2)});
  EXPECT_EQ(result.mean->exact, Rational(16666, 300));
}

TEST(RollUpSharesTest, UnitsWithoutDataAreListedNotCountedAsZero) {
  const ShareRollUp result =
      RollUpShares({std::nullopt, Of(9, 10), Of(0, 0), Of(8, 10)});
  EXPECT_EQ(result.pooled->value.ToString(), "85.00");
  EXPECT_EQ(result.mean->value.ToString(), "85.00");
  EXPECT_THAT(result.without_data, ElementsAre(0, 2));
}

TEST(RollUpSharesTest, HasNoFiguresWhenNoUnitHasData) {
  const ShareRollUp result = RollUpShares({std::nullopt});
  EXPECT_FALSE(result.pooled.has_value());
  EXPECT_FALSE(result.mean.has_value());
  EXPECT_THAT(result.without_data, ElementsAre(0));
}

SurveyTally Unit(const std::vector<test::Scores>& responses) {
  return test::TallyOf(responses, SmallProfile(2));
}

TEST(RollUpIndexesTest, PoolsRespondentsAndMeansRoundedValues) {
  // 3 respondents with 100.00, one with 25 * 3 / 2 = 37.50.
  const IndexRollUp result = RollUpIndexes(
      {Unit({{4, 4}, {4, 4}, {4, 4}}), Unit({{1, 2}})}, SmallProfile(2));
  EXPECT_EQ(result.pooled->value.ToString(), "84.38");  // 25 * 27 / 8
  EXPECT_EQ(result.pooled->responses, 4);
  EXPECT_EQ(result.pooled->grade.letter, "B");
  EXPECT_EQ(result.mean->value.ToString(), "68.75");
  EXPECT_EQ(result.mean_grade->letter, "C");
}

// Twice 4 and 4, and once 1 without the second element: alone the first has
// 100.00, all together (4 + 4 + 1) / 3 and 4 give 25 * 7 / 2.
TEST(RollUpIndexesTest, WhatAUnitWithoutAnIndexDidAnswerIsPooledAndItIsListed) {
  const IndexRollUp result = RollUpIndexes(
      {Unit({{1, 0}}), Unit({{4, 4}, {4, 4}}), SurveyTally()}, SmallProfile(2));
  EXPECT_EQ(result.pooled->responses, 3);
  EXPECT_EQ(result.pooled->value.ToString(), "87.50");
  EXPECT_EQ(result.mean->value.ToString(), "100.00");
  EXPECT_EQ(result.mean->count, 1);
  EXPECT_THAT(result.without_data, ElementsAre(2));
  ASSERT_EQ(result.left_out.size(), 1u);
  EXPECT_EQ(result.left_out[0].unit, 0u);
  EXPECT_THAT(result.left_out[0].unanswered, ElementsAre("procedure"));
}

// Ten give 4 everywhere, ten give 2 and leave the last element out.
TEST(RollUpIndexesTest, AUnitWithAnUnansweredElementCountsWithItsOthers) {
  const Profile profile = test::ExactProfile();
  const auto ten = [&](const test::Scores& scores) {
    return test::TallyOf(std::vector<test::Scores>(10, scores), profile);
  };
  const IndexRollUp result = RollUpIndexes(
      {ten({4, 4, 4, 4, 4, 4, 4, 4, 4}), ten({2, 2, 2, 2, 2, 2, 2, 2, 0})},
      profile);
  EXPECT_EQ(result.pooled->value.ToString(), "77.78");
  EXPECT_EQ(result.mean->value.ToString(), "100.00");
}

TEST(RollUpIndexesTest, UnitsThatCompleteEachOtherHaveAPooledIndexAndNoMean) {
  const IndexRollUp result =
      RollUpIndexes({Unit({{1, 0}}), Unit({{0, 4}})}, SmallProfile(2));
  EXPECT_EQ(result.pooled->value.ToString(), "62.50");
  EXPECT_FALSE(result.mean.has_value());
  EXPECT_EQ(result.left_out.size(), 2u);
}

TEST(RollUpIndexesTest, HasNoFiguresWhenNoUnitHasAnIndex) {
  const IndexRollUp result = RollUpIndexes({SurveyTally()}, SmallProfile(2));
  EXPECT_FALSE(result.pooled.has_value());
  EXPECT_FALSE(result.mean.has_value());
  EXPECT_FALSE(result.mean_grade.has_value());
}

TEST(RanksTest, EqualValuesShareAPlaceAndThoseWithoutDataHaveNone) {
  EXPECT_THAT(Ranks({Rational(80), std::nullopt, Rational(90), Rational(70),
                     Rational(80), Rational(60)}),
              ElementsAre(2, std::nullopt, 1, 4, 2, 5));
  EXPECT_THAT(Ranks({}), IsEmpty());
}

TEST(RanksTest, GoesByTheExactValue) {
  EXPECT_THAT(Ranks({Rational(86331, 1000), Rational(86332, 1000)}),
              ElementsAre(2, 1));
}

RC_GTEST_PROP(RollUpProperty, OneUnitIsThatUnit, ()) {
  const int64_t whole = *rc::gen::inRange<int64_t>(1, 50);
  const auto unit = Of(*rc::gen::inRange<int64_t>(0, whole + 1), whole);
  const ShareRollUp shares = RollUpShares({unit});
  RC_ASSERT(shares.pooled->exact == unit->exact);
  RC_ASSERT(shares.mean->value == unit->value);

  const SurveyTally tally = Unit(AnyResponses(1, 20, 2));
  const IndexRollUp indexes = RollUpIndexes({tally}, SmallProfile(2));
  const auto index = ComputeSatisfactionIndex(tally, SmallProfile(2));
  RC_ASSERT(indexes.pooled->exact == index->exact);
  RC_ASSERT(indexes.mean->value == index->value);
}

RC_GTEST_PROP(RollUpProperty, PoolingPartsIsPoolingAllOfThem, ()) {
  std::vector<test::Scores> all;
  std::vector<SurveyTally> units;
  const int count = *rc::gen::inRange(1, 6);
  for (int i = 0; i < count; ++i) {
    const auto part = test::AnyResponsesWithBlanks(0, 6, 2);
    all.insert(all.end(), part.begin(), part.end());
    units.push_back(Unit(part));
  }
  const auto pooled = RollUpIndexes(units, SmallProfile(2)).pooled;
  const auto together = ComputeSatisfactionIndex(Unit(all), SmallProfile(2));
  RC_ASSERT(pooled.has_value() == together.has_value());
  if (pooled.has_value()) RC_ASSERT(pooled->exact == together->exact);
}

RC_GTEST_PROP(RollUpProperty, BothFiguresLieBetweenTheUnits, ()) {
  std::vector<std::optional<Share>> units;
  const int count = *rc::gen::inRange(1, 8);
  for (int i = 0; i < count; ++i) {
    const int64_t whole = *rc::gen::inRange<int64_t>(1, 50);
    units.push_back(Of(*rc::gen::inRange<int64_t>(0, whole + 1), whole));
  }
  const auto [least, most] = std::minmax_element(
      units.begin(), units.end(),
      [](const auto& a, const auto& b) { return a->exact < b->exact; });
  const ShareRollUp result = RollUpShares(units);
  RC_ASSERT((*least)->exact <= result.pooled->exact);
  RC_ASSERT(result.pooled->exact <= (*most)->exact);
  RC_ASSERT((*least)->value <= result.mean->value);
  RC_ASSERT(result.mean->value <= (*most)->value);
}

RC_GTEST_PROP(RanksProperty, APlaceIsOneMoreThanThoseWhoAreBetter, ()) {
  std::vector<std::optional<Rational>> values;
  for (const int value :
       *rc::gen::container<std::vector<int>>(rc::gen::inRange(-1, 6))) {
    values.push_back(value < 0 ? std::nullopt : std::optional<Rational>(value));
  }
  const auto ranks = Ranks(values);
  for (size_t i = 0; i < values.size(); ++i) {
    RC_ASSERT(ranks[i].has_value() == values[i].has_value());
    if (!values[i].has_value()) continue;
    const auto better =
        std::count_if(values.begin(), values.end(), [&](const auto& other) {
          return other.has_value() && *other > *values[i];
        });
    RC_ASSERT(*ranks[i] == better + 1);
  }
}

}  // namespace
}  // namespace iku::indicator
