#ifndef IKU_SERVICES_COLLECTION_INGEST_ROW_ERASURE_H_
#define IKU_SERVICES_COLLECTION_INGEST_ROW_ERASURE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/store/sqlite/transaction.h"
#include "services/collection/audit/change.h"
#include "services/collection/ingest/session.h"

namespace iku::collection {

// Takes out what is kept of refused rows: what was sent, in quarantine, and
// what the kept answer of their batch quotes of it. Rows that wait are
// discarded. Whoever calls appends the change.

// Who takes them out, and why.
struct RowErasure {
  std::string district;
  std::string reason;
  std::string actor;
};

struct EmptiedRows {
  int64_t rows = 0;
  QuarantineKey last;  // of them
  // Whether there is any row of the record, also one that was emptied before.
  bool known = false;
  // Where to go on, when not all rows of the record were looked at.
  std::optional<QuarantineKey> next;
};

// Which rows of a record.
enum class RowsOf {
  kBecameIt,
  kBecameItOrBoreItsName,  // were sent under its name
};

// Rows of the record of this name, from behind `after` on; looks at no more
// than `limit`.
absl::StatusOr<EmptiedRows> EraseRowsOf(
    sqlite::Transaction& transaction, const RowErasure& erasure,
    const std::string& record, RowsOf which,
    const std::optional<QuarantineKey>& after, int limit);

// The oldest rows that came before `before`, at most `limit`.
absl::StatusOr<EmptiedRows> EraseOldRows(sqlite::Transaction& transaction,
                                         const RowErasure& erasure,
                                         absl::Time before, int limit);

// Rows that EraseOldRows would take, at most `limit`.
absl::StatusOr<int64_t> CountOldRows(sqlite::Connection& connection,
                                     const std::string& district,
                                     absl::Time before, int limit);

// The change that tells of at least one emptied row.
Change ChangeOf(const RowErasure& erasure, const EmptiedRows& emptied);

// The statement of EraseRowsOf, of which a test reads the plan.
const char* RowsOfSql();

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_ROW_ERASURE_H_
