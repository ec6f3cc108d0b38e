#ifndef IKU_SERVICES_INDICATOR_DEFINITION_PROFILE_CHECK_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_PROFILE_CHECK_H_

#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "iku/indicator/v1/definition.pb.h"
#include "services/indicator/formula/profile.h"

namespace iku::indicator {

// Since when rules are kept. Those that were recorded may be from before a
// profile had to say how its weights were rounded, and before values had two
// digits throughout; what was answered by them must come again.
enum class Since { kNow, kRecorded };

// Adds what is wrong with the calculation profiles of a set of rules.
void CheckProfiles(const v1::RuleSet& rules, Since since, Violations& found);

// What every profile must be, whoever it is from: known elements, numbers that
// read, roundings that exist, a value with two digits as the contract promises.
// True when the formula can judge the rest.
bool CheckProfileNumbers(const v1::Profile& profile, absl::string_view field,
                         Since since, Violations& found);

// Adds why the weights do not add up, under `elements`.
void CheckWeights(const Profile& profile, absl::string_view field,
                  Violations& found);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_PROFILE_CHECK_H_
