#include "services/indicator/compute/region_indicators.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/indicator/compute/district_indicators.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using indicator::FollowUpState;
using indicator::v1::RolledUpIndicator;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

indicator::DistrictFacts District(int number) {
  indicator::DistrictFacts facts(Region(absl::StrCat("35.08.", number)));
  facts.district_name = absl::StrCat("Kecamatan ", number);
  return facts;
}

indicator::DistrictFacts FollowedUp(int number, int64_t done, int64_t open) {
  auto facts = District(number);
  facts.coordination = {{FollowUpState::kDone, done},
                        {FollowUpState::kOpen, open}};
  return facts;
}

RolledUpIndicator RolledUp(
    const std::vector<indicator::DistrictFacts>& all, const std::string& id,
    const indicator::IndicatorQuestion& question = Question("2025")) {
  indicator::RegionRollUp roll_up(question);
  for (const auto& facts : all) {
    roll_up.Add(facts, indicator::ComputeIndicators(facts, question,
                                                    NoonOf("2026-01-10")));
  }
  const auto result = roll_up.Result(Region("35.08"));
  EXPECT_EQ(result.region(), "regions/35.08");
  EXPECT_EQ(result.districts(), static_cast<int64_t>(all.size()));
  for (const auto& one : result.indicators()) {
    if (one.id() == id) return one;
  }
  return {};
}

TEST(RegionIndicatorsTest, SharesArePooledAndAveraged) {
  const auto share = RolledUp({FollowedUp(20, 9, 1), FollowedUp(21, 8, 2),
                               District(22), FollowedUp(23, 5, 3)},
                              "coordination-follow-up");

  EXPECT_EQ(share.pooled(), "78.57");
  EXPECT_EQ(share.pooled_exact(), "550/7");
  EXPECT_EQ(share.mean_of_units(), "77.50");
  EXPECT_EQ(share.units(), 3);
  EXPECT_THAT(share.without_data(), ElementsAre("districts/35.08.22"));
  EXPECT_EQ(share.pooled_grade(), "");
}

// Kecamatan `number` with the eight villages of Sumbersuko.
indicator::DistrictFacts Owing(int number) {
  auto facts = District(number);
  int village = 2001;
  for (auto named : Sumbersuko().villages) {
    named.village.code = Region(absl::StrCat("35.08.", number, ".", village++));
    facts.villages.push_back(named);
  }
  return facts;
}

// Half of the 24 documents of 2025 are on time.
indicator::DistrictFacts OwingWithHalf(int number) {
  auto facts = Owing(number);
  for (int village = 0; village < 4; ++village) {
    for (auto document : {Document("2001", "lppdesa", 2024, "2025-03-01"),
                          Document("2001", "rkpdesa", 2026, "2025-09-01"),
                          Document("2001", "apbdesa", 2026, "2025-12-01")}) {
      document.document.village = facts.villages[village].village.code;
      facts.documents.push_back(document);
    }
  }
  return facts;
}

TEST(RegionIndicatorsTest, ASilentDistrictCountsAndStandsInAListOfItsOwn) {
  const auto share =
      RolledUp({Owing(20), OwingWithHalf(21)}, "village-documents-on-time");

  EXPECT_EQ(share.pooled(), "25.00");
  EXPECT_EQ(share.mean_of_units(), "25.00");
  EXPECT_EQ(share.units(), 2);
  EXPECT_THAT(share.without_data(), IsEmpty());
  EXPECT_THAT(share.nothing_received(), ElementsAre("districts/35.08.20"));
  ASSERT_THAT(share.ranking(), SizeIs(2));
  EXPECT_EQ(share.ranking(1).value(), "0.00");
}

TEST(RegionIndicatorsTest, ADistrictThatHasNotJoinedIsInBothLists) {
  const auto share =
      RolledUp({Owing(20), OwingWithHalf(21)}, "village-documents-on-time",
               Choosing(Question("2025"), "silent", "no-data"));

  EXPECT_EQ(share.pooled(), "50.00");
  EXPECT_EQ(share.units(), 1);
  EXPECT_THAT(share.without_data(), ElementsAre("districts/35.08.20"));
  EXPECT_THAT(share.nothing_received(), ElementsAre("districts/35.08.20"));
}

TEST(RegionIndicatorsTest, ADistrictThatOwesNothingIsOnlyWithoutData) {
  const auto share =
      RolledUp({District(20), OwingWithHalf(21)}, "village-documents-on-time");

  EXPECT_EQ(share.pooled(), "50.00");
  EXPECT_THAT(share.without_data(), ElementsAre("districts/35.08.20"));
  EXPECT_THAT(share.nothing_received(), IsEmpty());
}

TEST(RegionIndicatorsTest, ChoicesAreStatedAsTheDistrictsStateThem) {
  const auto question =
      Choosing(Question("2025", "weight-0.11"), "silent", "no-data");
  const auto answer =
      indicator::ComputeIndicators(Owing(20), question, NoonOf("2026-01-10"));
  for (const auto& alone : answer.indicators()) {
    const auto rolled_up = RolledUp({Owing(20)}, alone.id(), question);
    EXPECT_EQ(rolled_up.profile(), alone.profile());
    ASSERT_EQ(rolled_up.policies_size(), alone.policies_size());
    for (int i = 0; i < alone.policies_size(); ++i) {
      EXPECT_EQ(rolled_up.policies(i).DebugString(),
                alone.policies(i).DebugString());
    }
  }
}

TEST(RegionIndicatorsTest, EqualValuesShareARankAndLeaveTheNextOut) {
  const auto ranking = RolledUp({FollowedUp(20, 1, 1), FollowedUp(21, 9, 1),
                                 FollowedUp(22, 2, 2), FollowedUp(23, 1, 3)},
                                "coordination-follow-up")
                           .ranking();

  ASSERT_THAT(ranking, SizeIs(4));
  EXPECT_EQ(ranking[0].district(), "districts/35.08.21");
  EXPECT_EQ(ranking[0].district_name(), "Kecamatan 21");
  EXPECT_EQ(ranking[0].value(), "90.00");
  EXPECT_EQ(ranking[1].rank(), 2);
  EXPECT_EQ(ranking[2].rank(), 2);
  EXPECT_EQ(ranking[3].rank(), 4);
}

// 3333 of 10000 and 1 of 3.
TEST(RegionIndicatorsTest, ValuesThatAreShownAlikeShareARank) {
  const auto ranking =
      RolledUp({FollowedUp(20, 3333, 6667), FollowedUp(21, 1, 2)},
               "coordination-follow-up")
          .ranking();

  ASSERT_THAT(ranking, SizeIs(2));
  for (const auto& ranked : ranking) {
    EXPECT_EQ(ranked.value(), "33.33");
    EXPECT_EQ(ranked.rank(), 1);
  }
  EXPECT_EQ(ranking[0].district(), "districts/35.08.20");
}

TEST(RegionIndicatorsTest, IndexPoolsAllRespondents) {
  auto many = District(20);
  many.survey = Answers(100, kWonosobo);
  auto few = District(21);
  few.survey = Answers(29, kKemenag);

  const auto index = RolledUp({many, few}, "ikm");

  // (3108 + 955) / (9 * 129) * 25
  EXPECT_EQ(index.pooled(), "87.49");
  EXPECT_EQ(index.pooled_grade(), "B");
  // (86.33 + 91.48) / 2
  EXPECT_EQ(index.mean_of_units(), "88.91");
  EXPECT_EQ(index.mean_grade(), "A");
  EXPECT_EQ(index.ranking(0).grade(), "A");
}

indicator::DistrictFacts Answered(int number, int64_t times,
                                  const std::array<int, 9>& scores) {
  auto facts = District(number);
  AddAnswers(times, scores, facts);
  return facts;
}

constexpr std::array<int, 9> kAllFour = {4, 4, 4, 4, 4, 4, 4, 4, 4};
constexpr std::array<int, 9> kNoComplaints = {2, 2, 2, 2, 2, 2, 2, 2, 0};

TEST(RegionIndicatorsTest, ADistrictWithoutAnIndexIsPooledAndListed) {
  const auto index = RolledUp({Answered(20, 10, kAllFour),
                               Answered(21, 10, kNoComplaints), District(22)},
                              "ikm");

  EXPECT_EQ(index.pooled(), "77.78");
  EXPECT_EQ(index.mean_of_units(), "100.00");
  EXPECT_EQ(index.units(), 1);
  EXPECT_THAT(index.ranking(), SizeIs(1));
  EXPECT_THAT(index.without_data(), ElementsAre("districts/35.08.22"));
  ASSERT_THAT(index.left_out(), SizeIs(1));
  EXPECT_EQ(index.left_out(0).name(), "districts/35.08.21");
  EXPECT_EQ(index.left_out(0).label(), "Kecamatan 21");
  EXPECT_EQ(index.left_out(0).responses(), 10);
  EXPECT_EQ(index.left_out(0).reason(), "ELEMENT_UNANSWERED");
  EXPECT_THAT(index.left_out(0).elements(), ElementsAre("complaints"));
}

TEST(RegionIndicatorsTest, WhereABlankIsZeroNoDistrictIsLeftOut) {
  const auto index =
      RolledUp({Answered(20, 10, kAllFour), Answered(21, 10, kNoComplaints)},
               "ikm", Question("2025", "blank-as-zero"));

  EXPECT_EQ(index.units(), 2);
  EXPECT_THAT(index.left_out(), SizeIs(0));
}

TEST(RegionIndicatorsTest, ADistrictWithoutAValueOfAnyServiceSaysWhy) {
  // All of 20 are about no single service; the only service of 21 has no index.
  auto general = Answered(20, 10, kAllFour);
  general.survey_parts[indicator::SurveyDimension::kService] = {
      {"", general.survey}};
  auto one = Answered(21, 10, kNoComplaints);
  AddAnswers(10, kAllFour, one);
  one.survey_parts[indicator::SurveyDimension::kService] = {
      {"", Answered(21, 10, kAllFour).survey},
      {"ktp", Answered(21, 10, kNoComplaints).survey}};

  const auto index =
      RolledUp({general, one}, "ikm",
               Choosing(Question("2025"), "combine", "mean-of-services"));

  EXPECT_NE(index.pooled(), "");
  EXPECT_EQ(index.mean_of_units(), "");
  EXPECT_THAT(index.without_data(), SizeIs(0));
  ASSERT_THAT(index.left_out(), SizeIs(2));
  EXPECT_EQ(index.left_out(0).reason(), "NO_SERVICE");
  EXPECT_EQ(index.left_out(1).reason(), "ELEMENT_UNANSWERED");
}

TEST(RegionIndicatorsTest, RegionWithoutDataSaysSo) {
  const auto index = RolledUp({District(20), District(21)}, "ikm");

  EXPECT_EQ(index.pooled(), "");
  EXPECT_EQ(index.mean_of_units(), "");
  EXPECT_EQ(index.units(), 0);
  EXPECT_THAT(index.without_data(), SizeIs(2));
}

RC_GTEST_PROP(RegionIndicatorsTest, PooledOfOneUnitIsThatUnit, ()) {
  auto facts = FollowedUp(20, *rc::gen::inRange<int64_t>(0, 50),
                          *rc::gen::inRange<int64_t>(1, 50));
  indicator::SurveyMoments unused;
  for (int i = 0; i < 3; ++i) {
    std::array<int, 9> scores{};
    for (int& score : scores) score = *rc::gen::inRange(1, 5);
    AddRespondents(*rc::gen::inRange<int64_t>(1, 50), scores, facts.survey,
                   unused);
  }
  const auto answer = indicator::ComputeIndicators(facts, Question("2025"),
                                                   NoonOf("2026-01-10"));

  for (int i = 0; i < 2; ++i) {
    const auto& alone = answer.indicators(i);
    const auto rolled_up = RolledUp({facts}, alone.id());
    RC_ASSERT(rolled_up.pooled() == alone.value());
    RC_ASSERT(rolled_up.pooled_exact() == alone.exact_value());
    RC_ASSERT(rolled_up.mean_of_units() == alone.value());
    RC_ASSERT(rolled_up.pooled_grade() == alone.grade());
  }
}

}  // namespace
}  // namespace iku::test
