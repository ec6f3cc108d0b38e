#ifndef IKU_SERVICES_INDICATOR_SIMULATE_SIMULATE_H_
#define IKU_SERVICES_INDICATOR_SIMULATE_SIMULATE_H_

#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "common/status/errors.h"
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

// What is put in the place of a question's profile and choices.
struct SupposedRules {
  std::shared_ptr<const Rules::ProfileRule> profile;  // null: the same
  PolicyChoices policies;
};

// Reads the supposed rules of a request whose present choices are `given`.
// Violations, with the fields of SimulateRequest: UNKNOWN_PROFILE, and those of
// ChoosePolicies().
SupposedRules SupposedRulesFrom(const v1::SimulateRequest& request,
                                const std::shared_ptr<const Rules>& rules,
                                const std::vector<v1::Policy>& given,
                                Violations& found);

// The question as it is, and with the supposed rules.
SupposedQuestion Suppose(IndicatorQuestion question,
                         const SupposedRules& supposed);

// ComputeIndicators(), with whatever the caller adds to each answer.
using Computation = std::function<absl::StatusOr<v1::DistrictIndicators>(
    const DistrictFacts&, const IndicatorQuestion&)>;

// The indicators as they are, as they would be after the changes under the
// supposed rules, and what it takes from the present ones. Stores nothing.
// What is kept and what is left out of the statistics stands with FactsAfter().
//
// Needs facts selected with SelectionFor(). INVALID_ARGUMENT with OUT_OF_RANGE
// and the highest possible count for a change that the facts cannot take;
// errors of `compute` are passed on.
absl::StatusOr<v1::SimulateResponse> Simulate(const DistrictFacts& facts,
                                              const SupposedQuestion& question,
                                              const SupposedChanges& changes,
                                              const Computation& compute);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_SIMULATE_SIMULATE_H_
