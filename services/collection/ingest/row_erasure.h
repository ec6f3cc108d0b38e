#ifndef IKU_SERVICES_COLLECTION_INGEST_ROW_ERASURE_H_
#define IKU_SERVICES_COLLECTION_INGEST_ROW_ERASURE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/store/sqlite/transaction.h"

namespace iku::collection {

// Takes out what is kept of refused rows: what was sent, in quarantine, and
// what the kept answer of their batch quotes of it. Rows that wait are
// discarded. Whoever calls writes the change.

// Who takes them out, and why.
struct RowErasure {
  std::string district;
  std::string reason;
  std::string actor;
};

// The rows that became the record of this name, and those that were sent under
// it. How many held something.
absl::StatusOr<int64_t> EraseRowsOf(sqlite::Transaction& transaction,
                                    const RowErasure& erasure,
                                    const std::string& record);

// The oldest rows that came before `before`, at most `limit`. How many.
absl::StatusOr<int64_t> EraseOldRows(sqlite::Transaction& transaction,
                                     const RowErasure& erasure,
                                     absl::Time before, int limit);

// Rows that EraseOldRows would take, at most `limit`.
absl::StatusOr<int64_t> CountOldRows(sqlite::Connection& connection,
                                     const std::string& district,
                                     absl::Time before, int limit);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_ROW_ERASURE_H_
