#ifndef IKU_SERVICES_INDICATOR_EXPLAIN_ACHIEVEMENT_STEPS_H_
#define IKU_SERVICES_INDICATOR_EXPLAIN_ACHIEVEMENT_STEPS_H_

#include "iku/indicator/v1/indicator.pb.h"
#include "services/indicator/definition/rules.h"
#include "services/indicator/explain/steps.h"

namespace iku::indicator {

// How the value was held against its target: the target, the achievement in per
// cent and its rounding, what is reported of one outside of 0 to 100, and the
// band of the predicate. Nothing without a target; only the target where there
// is no value to hold against it.
void AddAchievementSteps(const v1::Indicator& indicator, const Rules& rules,
                         Steps& steps);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_EXPLAIN_ACHIEVEMENT_STEPS_H_
