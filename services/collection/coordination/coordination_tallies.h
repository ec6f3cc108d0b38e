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
#include "services/collection/store/tally_change.h"

namespace iku::collection {

// Additive counts of some records.
struct CoordinationCounts {
  // By kind, section and state of the follow-up.
  std::map<std::tuple<ResultKind, std::string, FollowUpState>, int64_t> records;
  // By type of agency and state; a record once under each of its types.
  std::map<std::pair<AgencyType, FollowUpState>, int64_t> agencies;

  // Counts the record in the given state; `sign` is 1 or -1.
  void Add(const CoordinationRecord& record, FollowUpState state, int sign);

  void Add(const CoordinationCounts& other);

  friend bool operator==(const CoordinationCounts&,
                         const CoordinationCounts&) = default;
};

// Signed counts that writes add to the tallies.
struct CoordinationDeltas {
  // By district and month (yyyymm).
  std::map<std::pair<std::string, int64_t>, CoordinationCounts> tallies;

  void Add(const TallyChange<CoordinationRecord>& change);
  void Add(const CoordinationDeltas& other);
};

// Adds to the kept coordination tallies. What comes to nothing has no row.
// Whoever calls holds the transaction.
absl::Status AddToCoordinationTallies(sqlite::Connection& connection,
                                      const CoordinationDeltas& deltas);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_TALLIES_H_
