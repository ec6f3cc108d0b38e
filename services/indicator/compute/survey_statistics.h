#ifndef IKU_SERVICES_INDICATOR_COMPUTE_SURVEY_STATISTICS_H_
#define IKU_SERVICES_INDICATOR_COMPUTE_SURVEY_STATISTICS_H_

#include "iku/indicator/v1/indicator.pb.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// What stands beside the satisfaction index: distribution of the answers,
// highest and lowest elements, interval, reliability, breakdowns, trend, and
// the flags that follow. Needs a detail whose elements are there already. All
// but the breakdowns and components are of all respondents together.
void FillStatistics(const DistrictFacts& facts,
                    const IndicatorQuestion& question,
                    v1::Indicator& indicator);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_COMPUTE_SURVEY_STATISTICS_H_
