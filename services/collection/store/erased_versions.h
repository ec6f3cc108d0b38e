#ifndef IKU_SERVICES_COLLECTION_STORE_ERASED_VERSIONS_H_
#define IKU_SERVICES_COLLECTION_STORE_ERASED_VERSIONS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/sqlite/connection.h"
#include "services/collection/audit/change.h"
#include "services/collection/record/record.h"
#include "services/collection/record/sha256.h"

namespace iku::collection {

// The hashes that versions of records had before erasures took content out of
// them. Single statements; whoever calls holds the transaction.

// One erasure's row of one version.
struct ErasedVersion {
  std::string id;
  int64_t version = 0;         // of the record
  int64_t erased_version = 0;  // data version of the erasure
  Sha256 hash;                 // before it
};

absl::Status KeepErased(sqlite::Connection& connection,
                        ChangedCollection collection,
                        const std::string& district,
                        const ErasedVersion& erased);

// The hash with which a version came in; nothing when nothing was taken out.
absl::StatusOr<std::optional<Sha256>> HashBeforeErasure(
    sqlite::Connection& connection, ChangedCollection collection,
    const RecordKey& key, int64_t version);

// The rows of one collection of a district, in the order of the records' key
// and then of the erasures. At most one is in use on a connection.
class ErasedVersionReader {
 public:
  static absl::StatusOr<ErasedVersionReader> Open(
      sqlite::Connection& connection, ChangedCollection collection,
      const std::string& district);

  // Nothing behind the last one. DATA_LOSS.
  absl::StatusOr<std::optional<ErasedVersion>> Next();

 private:
  explicit ErasedVersionReader(sqlite::Statement& rows) : rows_(&rows) {}

  sqlite::Statement* rows_;  // null behind the last row
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_ERASED_VERSIONS_H_
