#ifndef IKU_SERVICES_COLLECTION_FACTS_KEPT_FACTS_H_
#define IKU_SERVICES_COLLECTION_FACTS_KEPT_FACTS_H_

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "common/civil/period.h"
#include "common/store/sqlite/connection.h"
#include "services/collection/facts/coordination_facts.h"
#include "services/collection/survey/survey_counts.h"

namespace iku::collection {

// The kept tallies of one district and period, summed over its months. What
// they cost does not grow with the number of records, but for the overdue ones.

absl::StatusOr<SurveyCounts> ReadKeptSurveys(
    sqlite::Connection& connection, const std::string& district,
    const Period& period, const std::set<SurveyDimension>& dimensions);

// `today` is the day before which overdue records were due.
absl::StatusOr<CoordinationFacts> ReadKeptCoordination(
    sqlite::Connection& connection, const std::string& district,
    const Period& period, Date today);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_KEPT_FACTS_H_
