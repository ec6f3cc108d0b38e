#ifndef IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_TALLIES_H_
#define IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_TALLIES_H_

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "common/store/sqlite/connection.h"
#include "services/collection/coordination/coordination_record.h"

namespace iku::collection {

// Additive counts of some records.
struct CoordinationCounts {
  // By kind, section and state of the follow-up.
  std::map<std::tuple<ResultKind, std::string, FollowUpState>, int64_t> records;
  // By type of agency and state; a record once under each of its types.
  std::map<std::pair<AgencyType, FollowUpState>, int64_t> agencies;

  // Counts the record in the given state; `sign` is 1 or -1.
  void Add(const CoordinationRecord& record, FollowUpState state, int sign);

  friend bool operator==(const CoordinationCounts&,
                         const CoordinationCounts&) = default;
};

// Adds signed counts to the kept coordination tallies of one district and month
// (yyyymm). What comes to nothing has no row. Whoever calls holds the
// transaction.
absl::Status AddToCoordinationTallies(sqlite::Connection& connection,
                                      const std::string& district,
                                      int64_t month,
                                      const CoordinationCounts& deltas);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_TALLIES_H_
