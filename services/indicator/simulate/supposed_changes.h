#ifndef IKU_SERVICES_INDICATOR_SIMULATE_SUPPOSED_CHANGES_H_
#define IKU_SERVICES_INDICATOR_SIMULATE_SUPPOSED_CHANGES_H_

#include <cstdint>
#include <optional>

#include "common/exact/decimal.h"
#include "common/status/errors.h"
#include "iku/indicator/v1/indicator_service.pb.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// What is supposed to have happened beside what is recorded.
struct SupposedChanges {
  int64_t more_follow_ups = 0;
  int64_t late_on_time = 0;
  int64_t missing_on_time = 0;
  int64_t not_due_on_time = 0;
  int64_t more_responses = 0;
  int more_responses_score = 0;  // 1..4 with more responses

  // What the shares are to reach, 0..100; none: nothing is asked about it.
  std::optional<Decimal> share_goal = std::nullopt;
};

// Reads the changes. Violations, with the fields of SimulateRequest:
// OUT_OF_RANGE for a negative count, more than kMostAnswersToAdd responses, a
// score that is not 1 to 4 where there are more responses, a goal that is not 0
// to 100; TEXT_MALFORMED for a goal that is no decimal number.
SupposedChanges ChangesFrom(const v1::SimulateRequest& request,
                            Violations& found);

// The facts after the changes. `computed` is the answer of ComputeIndicators()
// for `facts` and `question`, which are also the rules by which the changes
// are judged: which states are followed up, which documents are late.
//
// - Follow-ups: the results that are not followed up become so, first the open
//   ones, then those in progress, those done (where that does not count), those
//   rejected. Which records they are is not known, so the counts by kind,
//   section and type of agency and the overdue list are emptied.
// - Documents: those that do not count come to have been handed in on the
//   deadline day (not due: on the day by which they are judged), in the order
//   of the matrix, village by village; so a silent district has sent some. By
//   document it makes no difference which ones; counted by village the first
//   villages are completed first.
// - Responses: each adds its score to every element of the survey and of the
//   profile. The sums behind interval and reliability grow with them exactly,
//   for every one of them is complete. Who they are is not known, so
//   there are no breakdowns. The population and earlier periods stay.
//
// Violation OUT_OF_RANGE with the highest possible count where the facts do not
// hold as much: 0 for an indicator that is not asked for, and for responses
// under `mean-of-services`, because they are about no service.
DistrictFacts FactsAfter(const SupposedChanges& changes,
                         const DistrictFacts& facts,
                         const IndicatorQuestion& question,
                         const v1::DistrictIndicators& computed,
                         Violations& found);

// The last day whose events the answer knows, in the district's time zone.
Date DayOf(const v1::DistrictIndicators& computed, const DistrictFacts& facts);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_SIMULATE_SUPPOSED_CHANGES_H_
