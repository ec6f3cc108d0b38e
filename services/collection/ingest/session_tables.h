#ifndef IKU_SERVICES_COLLECTION_INGEST_SESSION_TABLES_H_
#define IKU_SERVICES_COLLECTION_INGEST_SESSION_TABLES_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/sqlite/transaction.h"
#include "services/collection/ingest/session.h"

namespace iku::collection {

// Single statements on the tables of ingest sessions. Whoever calls holds the
// transaction.

absl::StatusOr<std::optional<IngestSession>> FindSession(
    sqlite::Connection& connection, const RecordKey& key);

// What a session says to a batch before anything of it is stored.
struct Admitted {
  RowPolicy policy = RowPolicy::kAllOrNothing;
  // The answer that the same batch had when it was committed.
  std::optional<std::string> replayed;
};

// NOT_FOUND: there is no such session. OUT_OF_RANGE SEQUENCE_GAP: the sequence
// is beyond the next one. FAILED_PRECONDITION: BATCH_DIFFERS when the sequence
// was committed with other content, SESSION_CLOSED when it is new and the
// session takes no more.
absl::StatusOr<Admitted> AdmitBatch(sqlite::Connection& connection,
                                    const SessionPlace& place);

// Moves the session behind the batch and keeps its entry.
absl::Status KeepBatch(sqlite::Transaction& transaction,
                       const SessionPlace& place, const BatchEntry& entry);

absl::StatusOr<std::optional<QuarantinedRow>> FindRow(
    sqlite::Connection& connection, const QuarantineKey& key);

// Takes a row that waits out of quarantine. NOT_FOUND; FAILED_PRECONDITION
// ROW_RESOLVED when it was taken out in another way. False when it was taken
// out in this very way before.
absl::StatusOr<bool> ResolveRow(sqlite::Transaction& transaction,
                                const QuarantineKey& key, QuarantineState state,
                                const std::string& record,
                                const std::string& reason,
                                const std::string& actor);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_SESSION_TABLES_H_
