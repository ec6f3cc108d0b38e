#ifndef IKU_SERVICES_INDICATOR_DEFINITION_RULES_CHECK_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_RULES_CHECK_H_

#include "common/status/errors.h"
#include "iku/indicator/v1/definition.pb.h"
#include "services/indicator/definition/profile_check.h"

namespace iku::indicator {

// Everything that is wrong with a set of rules, by field path from RuleSet on.
Violations CheckRules(const v1::RuleSet& rules, Since since = Since::kNow);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_RULES_CHECK_H_
