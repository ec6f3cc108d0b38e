#ifndef IKU_SERVICES_COLLECTION_AUDIT_CHANGE_ROWS_H_
#define IKU_SERVICES_COLLECTION_AUDIT_CHANGE_ROWS_H_

#include "absl/status/statusor.h"
#include "common/store/sqlite/statement.h"
#include "services/collection/audit/change.h"

// Every query that reads whole changes starts with this. A change without its
// commit has the instant NULL.
#define IKU_SELECT_CHANGES                                                 \
  "SELECT c.district_code, c.version, c.actor, c.action, c.collection,"    \
  " c.resource, c.resources, c.reason, c.before_hash, c.after_hash,"       \
  " c.chain_hash, m.committed_us FROM changes AS c LEFT JOIN commits AS m" \
  " ON m.version = c.version"

namespace iku::collection {

// DATA_LOSS when a hash of the row has not the length of one.
absl::StatusOr<CommittedChange> ReadChange(const sqlite::Statement& row);

// Whether the row has a commit.
inline bool IsCommitted(const sqlite::Statement& row) {
  return !row.IsNull(11);
}

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_AUDIT_CHANGE_ROWS_H_
