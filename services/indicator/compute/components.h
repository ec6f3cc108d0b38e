#ifndef IKU_SERVICES_INDICATOR_COMPUTE_COMPONENTS_H_
#define IKU_SERVICES_INDICATOR_COMPUTE_COMPONENTS_H_

#include "iku/indicator/v1/indicator.pb.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// Why a part that has answers has no value of its own.
inline constexpr char kElementUnanswered[] = "ELEMENT_UNANSWERED";
inline constexpr char kNoService[] = "NO_SERVICE";

// What a mean of services is made of: the services with a value, and those that
// have answers but none, with a flag. `breakdown` is the one by service,
// which says what may be shown; it is withheld where the mean and the shown
// values would give one hidden service away. Of withheld services one entry
// without a name says that some are left out, whichever and however many.
// True when a service with answers is not shown.
bool FillComponents(const DistrictFacts& facts,
                    const IndicatorQuestion& question, v1::Breakdown& breakdown,
                    v1::Indicator& indicator);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_COMPUTE_COMPONENTS_H_
