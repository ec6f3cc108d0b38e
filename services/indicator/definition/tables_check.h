#ifndef IKU_SERVICES_INDICATOR_DEFINITION_TABLES_CHECK_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_TABLES_CHECK_H_

#include "common/status/errors.h"
#include "iku/indicator/v1/definition.pb.h"

namespace iku::indicator {

// Adds what is wrong with the names of achievements of a set of rules.
void CheckPredicates(const v1::RuleSet& rules, Violations& found);

// The same for the statistics beside the satisfaction index. Parts with fewer
// than three respondents cannot be hidden from each other (suppression.h), so
// the smallest part that is shown has at least three.
void CheckStatistics(const v1::RuleSet& rules, Violations& found);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_TABLES_CHECK_H_
