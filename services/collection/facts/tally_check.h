#ifndef IKU_SERVICES_COLLECTION_FACTS_TALLY_CHECK_H_
#define IKU_SERVICES_COLLECTION_FACTS_TALLY_CHECK_H_

#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/sqlite/connection.h"
#include "services/collection/facts/district_facts.h"

namespace iku::collection {

// Counts the active records of one district in what `connection` sees, compares
// with the kept tallies in both directions and adds the outcome to `report`: a
// tally that is not kept counts as 0, and so does one without records.
// DEADLINE_EXCEEDED when `go_on` says no.
absl::Status CheckTallies(sqlite::Connection& connection,
                          const std::string& district,
                          absl::FunctionRef<bool()> go_on, TallyReport& report);

// The first district behind `after` that has records or tallies; nothing behind
// the last one.
absl::StatusOr<std::optional<std::string>> DistrictBehind(
    sqlite::Connection& connection, const std::string& after);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_TALLY_CHECK_H_
