#ifndef IKU_SERVICES_INDICATOR_FACTS_CLIENT_SURVEY_FACTS_H_
#define IKU_SERVICES_INDICATOR_FACTS_CLIENT_SURVEY_FACTS_H_

#include "absl/status/status.h"
#include "iku/collection/v1/facts.pb.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// Fills in what is known from surveys. INTERNAL when the tallies contradict
// themselves; also when the parts of a dimension are not all responses, as a
// part left out could not be protected.
absl::Status SetSurveyFacts(const collection::v1::DistrictFacts& from,
                            DistrictFacts& to);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FACTS_CLIENT_SURVEY_FACTS_H_
