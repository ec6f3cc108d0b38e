#ifndef IKU_SERVICES_INDICATOR_EXPLAIN_EXPLAIN_H_
#define IKU_SERVICES_INDICATOR_EXPLAIN_EXPLAIN_H_

#include "iku/indicator/v1/indicator_service.pb.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// With `mean-of-services` the calculations of at most so many services are
// written out; of the others only the value stands, so that an answer is
// bounded.
inline constexpr int kServicesWrittenOut = 25;

// How the one indicator of `computed` came about, in the order of its formula.
// Pure: works from the same facts and question as ComputeIndicators(), whose
// answer `computed` is, and holds exactly one indicator.
//
// Each expression gives its `result` exactly. A line that rounds by a rule
// keeps the unrounded number as `result`, and the lines after it use its
// `rounded`. The `rounded` number of the line `<id of the indicator>.value` is
// its value; what stands beside it (grade, sample, interval, achievement)
// follows. With NO_DATA that line is missing.
//
// What Compute suppresses is not shown here either: of services with few
// respondents only the sum of all their values is.
v1::Explanation Explain(const DistrictFacts& facts,
                        const IndicatorQuestion& question,
                        const v1::DistrictIndicators& computed);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_EXPLAIN_EXPLAIN_H_
