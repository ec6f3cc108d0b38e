#ifndef IKU_SERVICES_COLLECTION_BACKUP_COPY_CHECK_H_
#define IKU_SERVICES_COLLECTION_BACKUP_COPY_CHECK_H_

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/collection/backup/backup.h"

namespace iku::collection {

// What a copy of a store holds.
struct CopyContent {
  int64_t data_version = 0;
  int64_t size_bytes = 0;
  std::string sha256;
  BackupVerification verification;
};

// SHA-256 of a file in hexadecimal digits. FAILED_PRECONDITION when it cannot
// be read, CANCELLED when `go_on` says no.
absl::StatusOr<std::string> Sha256OfFile(const std::string& path,
                                         absl::FunctionRef<bool()> go_on);

// Checks a copy that nobody writes: its structure, every tally against the
// records, every chain of changes. Changes nothing and makes no file beside it.
// BACKUP_UNSOUND when anything does not hold, CANCELLED when `go_on` says no.
absl::StatusOr<CopyContent> CheckCopy(const std::string& path,
                                      absl::FunctionRef<bool()> go_on);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_BACKUP_COPY_CHECK_H_
