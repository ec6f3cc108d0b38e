#ifndef IKU_SERVICES_INDICATOR_DEFINITION_STATISTICS_RULE_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_STATISTICS_RULE_H_

#include "services/indicator/formula/index_interval.h"
#include "services/indicator/formula/reliability.h"
#include "services/indicator/formula/suppression.h"

namespace iku::indicator {

// The statistics beside the satisfaction index, as the formulas take them.
struct StatisticsRule {
  IntervalRule interval;
  SuppressionRule suppression;
  ReliabilityTable reliability;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_STATISTICS_RULE_H_
