#include "services/indicator/formula/follow_up_share.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace iku::indicator {
namespace {

TEST(FollowUpShareTest, DoneAndVerifiedCountAsFollowedUp) {
  const auto share = FollowUpShare({{FollowUpState::kOpen, 1},
                                    {FollowUpState::kInProgress, 2},
                                    {FollowUpState::kDone, 3},
                                    {FollowUpState::kVerified, 4},
                                    {FollowUpState::kRejected, 5}},
                                   {});
  ASSERT_TRUE(share.has_value());
  EXPECT_EQ(share->numerator, 7);
  EXPECT_EQ(share->denominator, 15);
  EXPECT_EQ(share->exact, Rational(140, 3));
  EXPECT_EQ(share->value.ToString(), "46.67");
}

TEST(FollowUpShareTest, ThePolicyMayAskForVerifiedRecordsOnly) {
  FollowUpPolicy policy;
  policy.followed_up = {FollowUpState::kVerified};
  const auto share = FollowUpShare(
      {{FollowUpState::kDone, 3}, {FollowUpState::kVerified, 1}}, policy);
  EXPECT_EQ(share->value.ToString(), "25.00");
}

TEST(FollowUpShareTest, NoRecordsHaveNoShare) {
  EXPECT_FALSE(FollowUpShare({}, {}).has_value());
  EXPECT_FALSE(FollowUpShare({{FollowUpState::kDone, 0}}, {}).has_value());
}

TEST(FollowUpShareTest, NothingFollowedUpIsZeroNotMissing) {
  EXPECT_EQ(FollowUpShare({{FollowUpState::kOpen, 4}}, {})->value.ToString(),
            "0.00");
}

RC_GTEST_PROP(FollowUpShareProperty, IsNeverBelowZeroOrAboveAHundred, ()) {
  std::map<FollowUpState, int64_t> records;
  FollowUpPolicy policy;
  policy.followed_up.clear();
  for (int i = 0; i < 5; ++i) {
    const auto state = static_cast<FollowUpState>(i);
    records[state] = *rc::gen::inRange(0, 1000);
    if (*rc::gen::arbitrary<bool>()) policy.followed_up.insert(state);
  }
  const auto share = FollowUpShare(records, policy);
  RC_PRE(share.has_value());
  RC_ASSERT(share->exact >= 0);
  RC_ASSERT(share->exact <= 100);
}

}  // namespace
}  // namespace iku::indicator
