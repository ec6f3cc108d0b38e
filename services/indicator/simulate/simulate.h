#ifndef IKU_SERVICES_INDICATOR_SIMULATE_SIMULATE_H_
#define IKU_SERVICES_INDICATOR_SIMULATE_SIMULATE_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "iku/indicator/v1/indicator_service.pb.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/facts_client/facts.h"
#include "services/indicator/simulate/supposed_changes.h"

namespace iku::indicator {

// One question under the rules as they are, and under the supposed ones. Both
// ask for the same indicators of the same period.
struct SupposedQuestion {
  IndicatorQuestion before;
  IndicatorQuestion after;
};

// What both questions need to know.
FactsSelection SelectionFor(const SupposedQuestion& question);

// The indicators as they are, as they would be after the changes under the
// supposed rules, and what it takes from the present ones. Pure: nothing is
// stored. What is kept and what is left out of the statistics stands with
// FactsAfter().
//
// Needs facts selected with SelectionFor(). INVALID_ARGUMENT with OUT_OF_RANGE
// and the highest possible count for a change that the facts cannot take.
absl::StatusOr<v1::SimulateResponse> Simulate(const DistrictFacts& facts,
                                              const SupposedQuestion& question,
                                              const SupposedChanges& changes,
                                              absl::Time now);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_SIMULATE_SIMULATE_H_
