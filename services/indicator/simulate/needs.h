#ifndef IKU_SERVICES_INDICATOR_SIMULATE_NEEDS_H_
#define IKU_SERVICES_INDICATOR_SIMULATE_NEEDS_H_

#include <optional>

#include "common/exact/decimal.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "iku/indicator/v1/indicator_service.pb.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// What it takes from `computed` (the answer for `facts` and `question`), for
// each of its indicators at most one entry:
//
// - the satisfaction index: the fewest respondents who score every element with
//   4, to the next grade. Nothing when it has no value, has the best grade
//   already, or is a mean of services, because it depends on the service;
// - the shares, when `share_goal` (0..100) is given: the fewest follow-ups or
//   documents on time that bring the rounded value to it; counted by village
//   (`all-three`) the fewest villages whose documents all come to be on time.
void AddNeeds(const DistrictFacts& facts, const IndicatorQuestion& question,
              const v1::DistrictIndicators& computed,
              const std::optional<Decimal>& share_goal,
              google::protobuf::RepeatedPtrField<v1::Need>& to);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_SIMULATE_NEEDS_H_
