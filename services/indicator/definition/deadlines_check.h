#ifndef IKU_SERVICES_INDICATOR_DEFINITION_DEADLINES_CHECK_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_DEADLINES_CHECK_H_

#include "common/status/errors.h"
#include "iku/indicator/v1/definition.pb.h"

namespace iku::indicator {

// Overrides that one set of rules may hold; each document of each village is
// held against them.
inline constexpr int kMostDeadlineOverrides = 1000;

// Adds what is wrong with the deadlines of a set of rules.
void CheckDeadlineRules(const v1::RuleSet& rules, Violations& found);
void CheckDeadlineOverrides(const v1::RuleSet& rules, Violations& found);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_DEADLINES_CHECK_H_
