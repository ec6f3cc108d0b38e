#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/indicator/compute/district_indicators.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using indicator::FollowUpState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

indicator::v1::Indicator FollowUp(const indicator::DistrictFacts& facts) {
  return IndicatorOf(facts, Question("2025"), "coordination-follow-up",
                     NoonOf("2026-01-05"));
}

TEST(FollowUpIndicatorTest, CountsDoneAndVerifiedAmongAllRecords) {
  auto facts = Sumbersuko();
  facts.coordination = {{FollowUpState::kOpen, 1},
                        {FollowUpState::kInProgress, 1},
                        {FollowUpState::kDone, 4},
                        {FollowUpState::kVerified, 2},
                        {FollowUpState::kRejected, 1}};

  const auto share = FollowUp(facts);

  EXPECT_EQ(share.numerator(), "6");
  EXPECT_EQ(share.denominator(), "9");
  EXPECT_EQ(share.exact_value(), "200/3");
  EXPECT_EQ(share.value(), "66.67");
  EXPECT_EQ(share.scale(), 100);
  EXPECT_EQ(share.grade(), "");
  EXPECT_THAT(share.flags(), IsEmpty());
  EXPECT_EQ(PolicyOf(share, "followed-up-states"), "DONE,VERIFIED");
}

TEST(FollowUpIndicatorTest, ShowsEveryStateAndWhetherItCounts) {
  auto facts = Sumbersuko();
  facts.coordination = {{FollowUpState::kDone, 3}};

  const auto detail = FollowUp(facts).follow_up();

  ASSERT_EQ(detail.counts_size(), 5);
  EXPECT_EQ(detail.counts(0).state(), "OPEN");
  EXPECT_EQ(detail.counts(0).records(), 0);
  EXPECT_FALSE(detail.counts(0).counted());
  EXPECT_EQ(detail.counts(2).state(), "DONE");
  EXPECT_EQ(detail.counts(2).records(), 3);
  EXPECT_TRUE(detail.counts(2).counted());
  EXPECT_TRUE(detail.counts(3).counted());
}

TEST(FollowUpIndicatorTest, NoRecordsIsNoDataAndNotZero) {
  const auto share = FollowUp(Sumbersuko());

  EXPECT_EQ(share.value(), "");
  EXPECT_EQ(share.denominator(), "0");
  EXPECT_THAT(share.flags(), ElementsAre("NO_DATA"));
}

TEST(FollowUpIndicatorTest, NothingFollowedUpIsZeroAndNotNoData) {
  auto facts = Sumbersuko();
  facts.coordination = {{FollowUpState::kOpen, 2}};

  EXPECT_EQ(FollowUp(facts).value(), "0.00");
  EXPECT_THAT(FollowUp(facts).flags(), IsEmpty());
}

TEST(FollowUpIndicatorTest, GroupsStandByKindSectionAndAgencyType) {
  auto facts = Sumbersuko();
  facts.coordination = {{FollowUpState::kDone, 2}, {FollowUpState::kOpen, 1}};
  facts.coordination_by_kind["COORDINATION_KIND_TEAM_DECREE"] = {
      {FollowUpState::kOpen, 1}};
  facts.coordination_by_kind["COORDINATION_KIND_MEETING"] = {
      {FollowUpState::kDone, 2}};
  facts.coordination_by_section["Seksi Pemerintahan"] = facts.coordination;
  facts.coordination_by_agency_type["AGENCY_TYPE_OTHER"] = {
      {FollowUpState::kDone, 1}, {FollowUpState::kOpen, 1}};

  const auto groups = FollowUp(facts).follow_up().groups();

  ASSERT_EQ(groups.size(), 4);
  EXPECT_EQ(groups[0].value(), "COORDINATION_KIND_MEETING");
  EXPECT_EQ(groups[0].label(), "rapat koordinasi");
  EXPECT_EQ(groups[0].share(), "100.00");
  EXPECT_EQ(groups[1].followed_up(), 0);
  EXPECT_EQ(groups[2].dimension(), "section");
  EXPECT_EQ(groups[2].share(), "66.67");
  EXPECT_EQ(groups[3].dimension(), "agency-type");
  EXPECT_EQ(groups[3].records(), 2);
}

TEST(FollowUpIndicatorTest, OverdueListSaysForHowLong) {
  auto facts = Sumbersuko();
  facts.overdue = {{.record = "districts/35.08.21/coordinationRecords/a",
                    .subject = "Rakor",
                    .section = "Seksi Pemerintahan",
                    .held = Day("2025-12-01"),
                    .due = Day("2025-12-31"),
                    .state = FollowUpState::kInProgress}};
  facts.overdue_total = 201;

  const auto detail = FollowUp(facts).follow_up();

  ASSERT_EQ(detail.overdue_size(), 1);
  EXPECT_EQ(detail.overdue(0).days_late(), 5);
  EXPECT_EQ(detail.overdue(0).state(), "IN_PROGRESS");
  EXPECT_EQ(detail.overdue_total(), 201);
  EXPECT_EQ(detail.cut_off().year(), 2026);
  EXPECT_EQ(detail.cut_off().day(), 5);
}

TEST(FollowUpIndicatorTest, StatesThatCountAreTheCallersToChoose) {
  auto facts = Sumbersuko();
  facts.coordination = {{FollowUpState::kInProgress, 1},
                        {FollowUpState::kDone, 1}};

  const auto share = IndicatorOf(
      facts,
      Choosing(Question("2025"), "followed-up-states", "IN_PROGRESS,DONE"),
      "coordination-follow-up", NoonOf("2026-01-05"));

  EXPECT_EQ(share.value(), "100.00");
  EXPECT_EQ(PolicyOf(share, "followed-up-states"), "IN_PROGRESS,DONE");
}

}  // namespace
}  // namespace iku::test
