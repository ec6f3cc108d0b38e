#ifndef IKU_SERVICES_COLLECTION_FACTS_COUNTED_FACTS_H_
#define IKU_SERVICES_COLLECTION_FACTS_COUNTED_FACTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/civil/date.h"
#include "common/civil/period.h"
#include "common/store/sqlite/connection.h"
#include "services/collection/facts/coordination_facts.h"
#include "services/collection/facts/pace.h"
#include "services/collection/survey/survey_counts.h"

namespace iku::collection {

// The active records of one district and period, dated up to `last_day`, as of
// a version of the data, read one by one and counted: what the kept tallies
// said when that version was the newest one and nothing was dated later. Memory
// does not grow with the records. DEADLINE_EXCEEDED when `pace` says so.

absl::StatusOr<SurveyCounts> CountSurveys(
    sqlite::Connection& connection, const std::string& district,
    const Period& period, const Date& last_day,
    const std::vector<SurveyDimension>& dimensions, int64_t version,
    Pace& pace);

// The follow-ups dated up to `cut_off` count. Overdue are those due before it.
absl::StatusOr<CoordinationFacts> CountCoordination(
    sqlite::Connection& connection, const std::string& district,
    const Period& period, const Date& last_day, int64_t version,
    const Date& cut_off, Pace& pace);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_COUNTED_FACTS_H_
