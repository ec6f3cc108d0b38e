#ifndef IKU_SERVICES_COLLECTION_AUDIT_CHAIN_CHECK_H_
#define IKU_SERVICES_COLLECTION_AUDIT_CHAIN_CHECK_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/sqlite/connection.h"
#include "services/collection/audit/change_store.h"
#include "services/collection/facts/pace.h"

namespace iku::collection {

// Computes one chain again and adds what does not hold to `report`:
//
// - that each change follows from the one before it, as ChainHash says;
// - that what each change brought is what the tables hold: every version of a
//   record and of an entry of the register is hashed again, and the versions of
//   one change together are its `after` hash, in the order of the table's key;
// - that each version names the hash of the one before it, and is superseded by
//   the next one.
//
// One pass over the changes and one over each table, in memory that grows with
// the changes of the chain (about 200 bytes each) and not with its records.
absl::Status CheckChain(sqlite::Connection& connection,
                        const std::string& chain, Pace& pace,
                        ChainReport& report);

// The first chain behind `after`; nothing behind the last one.
absl::StatusOr<std::optional<std::string>> ReadChainBehind(
    sqlite::Connection& connection, const std::string& after);

// Adds the versions of the data that no chain has a change for.
absl::Status FindCommitsWithoutChange(sqlite::Connection& connection,
                                      ChainReport& report);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_AUDIT_CHAIN_CHECK_H_
