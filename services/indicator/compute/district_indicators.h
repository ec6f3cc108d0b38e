#ifndef IKU_SERVICES_INDICATOR_COMPUTE_DISTRICT_INDICATORS_H_
#define IKU_SERVICES_INDICATOR_COMPUTE_DISTRICT_INDICATORS_H_

#include "absl/time/time.h"
#include "iku/indicator/v1/indicator.pb.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// The answer, in the order of the sheet, without achievements. Documents and
// follow-ups are judged by the day of the facts' read_time on the calendar of
// the district's time zone: a document is not late before its deadline day is
// over there. `now` is only what the answer gives as compute_time, and the
// moment of facts without a read_time. Needs facts selected with
// SelectionFor(). Pure.
v1::DistrictIndicators ComputeIndicators(const DistrictFacts& facts,
                                         const IndicatorQuestion& question,
                                         absl::Time now);

// Says in an answer from which version of the data it is and by whose day it
// was judged, which is returned.
absl::Time SetMoment(const DistrictFacts& facts, absl::Time now,
                     v1::DistrictIndicators& answer);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_COMPUTE_DISTRICT_INDICATORS_H_
