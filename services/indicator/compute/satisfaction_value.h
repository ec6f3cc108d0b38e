#ifndef IKU_SERVICES_INDICATOR_COMPUTE_SATISFACTION_VALUE_H_
#define IKU_SERVICES_INDICATOR_COMPUTE_SATISFACTION_VALUE_H_

#include <optional>
#include <string>

#include "common/exact/decimal.h"
#include "common/exact/rational.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/facts_client/facts.h"
#include "services/indicator/formula/grade.h"
#include "services/indicator/formula/index_interval.h"

namespace iku::indicator {

// The satisfaction index as it is published, however it was combined.
struct SatisfactionValue {
  Rational exact;
  // exact = scale of the profile * numerator / denominator; decimal digits.
  std::string numerator;
  std::string denominator;
  Decimal value;
  GradeBand grade;
};

// Of all respondents together, or the simple mean of the services' values, as
// the policy `combine` says. Responses about no single service are in no
// service's value. None: NO_DATA.
std::optional<SatisfactionValue> SatisfactionOf(
    const DistrictFacts& facts, const IndicatorQuestion& question);

// The interval of that value; none for a mean of services, because no
// respondent stands for it, nor where ComputeIndexInterval() has none.
std::optional<IndexInterval> IntervalOf(const DistrictFacts& facts,
                                        const IndicatorQuestion& question);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_COMPUTE_SATISFACTION_VALUE_H_
