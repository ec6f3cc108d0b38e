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

}  // namespace
}  // namespace iku::test
