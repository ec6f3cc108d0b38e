#ifndef IKU_SERVICES_INDICATOR_FORMULA_FOLLOW_UP_SHARE_H_
#define IKU_SERVICES_INDICATOR_FORMULA_FOLLOW_UP_SHARE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>

#include "common/exact/decimal.h"
#include "services/indicator/formula/share.h"

namespace iku::indicator {

// How far the result of a facilitation or coordination has come at the
// cut-off.
enum class FollowUpState { kOpen, kInProgress, kDone, kVerified, kRejected };

// What the IKU sheet leaves open.
struct FollowUpPolicy {
  std::set<FollowUpState> followed_up = {FollowUpState::kDone,
                                         FollowUpState::kVerified};
  RoundingStep rounding;
};

// IKU 2: followed up / carried out * 100 %. Each record is in exactly one
// state, so the share is never above 100. No value (NO_DATA) when there are
// no records. Source: IKU sheet of Kecamatan Sumbersuko, 3 March 2020.
//
// Needs counts of records that are not negative, without voided ones.
std::optional<Share> FollowUpShare(
    const std::map<FollowUpState, int64_t>& records,
    const FollowUpPolicy& policy);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_FOLLOW_UP_SHARE_H_
