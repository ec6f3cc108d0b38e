#ifndef IKU_SERVICES_COLLECTION_SURVEY_SURVEY_TALLIES_H_
#define IKU_SERVICES_COLLECTION_SURVEY_SURVEY_TALLIES_H_

#include <string>

#include "absl/status/status.h"
#include "common/store/sqlite/connection.h"
#include "services/collection/survey/survey_counts.h"

namespace iku::collection {

// Adds signed counts to the kept survey tallies of one district and month
// (yyyymm). What comes to nothing has no row. Whoever calls holds the
// transaction.
absl::Status AddToSurveyTallies(sqlite::Connection& connection,
                                const std::string& district, int64_t month,
                                const SurveyCounts& deltas);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_SURVEY_SURVEY_TALLIES_H_
