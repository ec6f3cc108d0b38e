#ifndef IKU_SERVICES_INDICATOR_DEFINITION_PROFILE_CHECK_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_PROFILE_CHECK_H_

#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "iku/indicator/v1/definition.pb.h"

namespace iku::indicator {

// Adds what is wrong with the calculation profiles of a set of rules.
void CheckProfiles(const v1::RuleSet& rules, Violations& found);

// What every profile must be, whoever it is from: known elements, numbers that
// read, roundings that exist. True when the formula can judge the rest.
bool CheckProfileNumbers(const v1::Profile& profile, absl::string_view field,
                         Violations& found);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_PROFILE_CHECK_H_
