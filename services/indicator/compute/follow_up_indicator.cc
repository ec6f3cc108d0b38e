#include <optional>
#include <string>

#include "services/indicator/compute/indicators.h"
#include "services/indicator/definition/policies.h"
#include "services/indicator/formula/follow_up_share.h"

namespace iku::indicator {

void FillFollowUp(const DistrictFacts& facts, const IndicatorQuestion& question,
                  v1::Indicator& indicator) {
  const FollowUpPolicy& policy = question.rules->follow_up_policy();
  v1::FollowUpDetail& detail = *indicator.mutable_follow_up();
  for (const FollowUpState state : kFollowUpStates) {
    v1::FollowUpCount& count = *detail.add_counts();
    count.set_state(std::string(NameOf(state)));
    const auto records = facts.coordination.find(state);
    count.set_records(records == facts.coordination.end() ? 0
                                                          : records->second);
    count.set_counted(policy.followed_up.count(state) > 0);
  }
  const std::optional<Share> share = FollowUpShare(facts.coordination, policy);
  if (share.has_value()) {
    SetShare(*share, indicator);
  } else {
    SetNoData(indicator);
  }
}

}  // namespace iku::indicator
