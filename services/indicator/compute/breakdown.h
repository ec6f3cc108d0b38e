#ifndef IKU_SERVICES_INDICATOR_COMPUTE_BREAKDOWN_H_
#define IKU_SERVICES_INDICATOR_COMPUTE_BREAKDOWN_H_

#include "iku/indicator/v1/indicator.pb.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// The respondents told apart by one dimension: every value that the contract
// names, or every service, and last those who told none. Parts with few
// respondents are not shown, nor so many others that they could be computed
// from the total; SuppressSmallCells() says which. Needs facts with the parts
// of that dimension.
v1::Breakdown BreakdownBy(SurveyDimension dimension, const DistrictFacts& facts,
                          const IndicatorQuestion& question);

// Whether anything of it is not shown.
bool HidesSomething(const v1::Breakdown& breakdown);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_COMPUTE_BREAKDOWN_H_
