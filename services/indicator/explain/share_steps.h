#ifndef IKU_SERVICES_INDICATOR_EXPLAIN_SHARE_STEPS_H_
#define IKU_SERVICES_INDICATOR_EXPLAIN_SHARE_STEPS_H_

#include <map>
#include <set>
#include <string>

#include "common/exact/decimal.h"
#include "iku/indicator/v1/indicator.pb.h"
#include "services/indicator/explain/steps.h"
#include "services/indicator/formula/document_timeliness.h"

namespace iku::indicator {

// How the share of follow-ups follows from the records: a line for each state
// that says whether it counts, the two sums, the percentage and its rounding.
// With NO_DATA it ends with the sums.
void AddFollowUpSteps(const v1::Indicator& indicator,
                      const RoundingStep& rounding, Steps& steps);

// What documents are called, in the language of the steps, and on which of
// their days they are counted.
struct DocumentTitles {
  std::map<std::string, std::string> names;  // by kind
  std::set<std::string> received;  // kinds of which the day of receipt counts
};

// How the share of timely documents follows from the matrix: a line for each
// obligation with village, document, deadline, counted date, state and days
// late, whose result is 1 when it counts and else 0; for each document how many
// villages stand where, and each state over all documents; how many villages
// count for each document, and their sum; what is owed, and the denominator
// that is left of it; the percentage and its rounding. Counted by village, a
// village is the product of its documents. With NO_DATA it ends with the
// states. Of the policy only the unit and the rounding are looked at: what
// counts says the answer.
void AddTimelinessSteps(const v1::Indicator& indicator,
                        const TimelinessPolicy& policy,
                        const DocumentTitles& titles, Steps& steps);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_EXPLAIN_SHARE_STEPS_H_
