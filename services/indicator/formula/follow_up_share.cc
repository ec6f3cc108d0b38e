#include "services/indicator/formula/follow_up_share.h"

namespace iku::indicator {

std::optional<Share> FollowUpShare(
    const std::map<FollowUpState, int64_t>& records,
    const FollowUpPolicy& policy) {
  int64_t followed_up = 0;
  int64_t carried_out = 0;
  for (const auto& [state, count] : records) {
    carried_out += count;
    if (policy.followed_up.count(state) > 0) followed_up += count;
  }
  return ShareOf(followed_up, carried_out, policy.rounding);
}

}  // namespace iku::indicator
