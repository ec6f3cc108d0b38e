#ifndef IKU_SERVICES_INDICATOR_COMPUTE_DISTRICT_INDICATORS_H_
#define IKU_SERVICES_INDICATOR_COMPUTE_DISTRICT_INDICATORS_H_

#include <set>
#include <string>

#include "absl/time/time.h"
#include "common/civil/period.h"
#include "common/status/language.h"
#include "iku/indicator/v1/indicator.pb.h"
#include "services/indicator/definition/rules.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// What is to be computed, by which rules. The rules outlive it.
struct IndicatorQuestion {
  const Rules* rules;
  const Rules::ProfileRule* profile;
  Period period;
  std::set<std::string> indicators;  // ids; empty: all
  Language language = Language::kIndonesian;

  bool Asks(const std::string& id) const {
    return indicators.empty() || indicators.count(id) > 0;
  }
};

// The facts that the question needs. Which fiscal years those are follows from
// the deadlines and from the policy `report-year`.
FactsSelection SelectionFor(const IndicatorQuestion& question);

// The answer, in the order of the sheet. Documents are judged by the calendar
// of the district's time zone: one is not late before its deadline day is over
// there. Needs facts selected with SelectionFor().
v1::DistrictIndicators ComputeIndicators(const DistrictFacts& facts,
                                         const IndicatorQuestion& question,
                                         absl::Time now);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_COMPUTE_DISTRICT_INDICATORS_H_
