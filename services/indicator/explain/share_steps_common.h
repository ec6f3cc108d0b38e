#ifndef IKU_SERVICES_INDICATOR_EXPLAIN_SHARE_STEPS_COMMON_H_
#define IKU_SERVICES_INDICATOR_EXPLAIN_SHARE_STEPS_COMMON_H_

#include "common/exact/decimal.h"
#include "iku/indicator/v1/indicator.pb.h"
#include "services/indicator/explain/steps.h"

namespace iku::indicator {

// Whether the indicator has a value; else its flags hold NO_DATA.
inline bool HasValue(const v1::Indicator& indicator) {
  return !indicator.value().empty();
}

// The last two lines of every share: 100 x part / whole, and its rounding.
void AddPercentSteps(const v1::Indicator& indicator,
                     const RoundingStep& rounding, Steps& steps);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_EXPLAIN_SHARE_STEPS_COMMON_H_
