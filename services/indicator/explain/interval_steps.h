#ifndef IKU_SERVICES_INDICATOR_EXPLAIN_INTERVAL_STEPS_H_
#define IKU_SERVICES_INDICATOR_EXPLAIN_INTERVAL_STEPS_H_

#include <cstdint>
#include <optional>

#include "services/indicator/explain/satisfaction_steps.h"
#include "services/indicator/explain/steps.h"
#include "services/indicator/formula/index_interval.h"
#include "services/indicator/formula/profile.h"
#include "services/indicator/formula/sample_size.h"

namespace iku::indicator {

// Whether there were respondents enough: the formula of Krejcie and Morgan with
// its numbers, and what the respondents are above or below it (`ikm.sample.*`).
// Without a population it ends with the respondents.
void AddSampleSteps(int64_t responses, std::optional<int64_t> population,
                    Steps& steps);

// How the interval follows: who it rests on and by which estimator, variance,
// standard error, correction for the population, margin and the two ends
// (`ikm.interval.*`). A root is not exact, so the margin is given squared and
// its root as what is rounded.
void AddIntervalSteps(const IndexInterval& interval, const IntervalRule& rule,
                      const Profile& profile, const ElementTitles& titles,
                      Steps& steps);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_EXPLAIN_INTERVAL_STEPS_H_
