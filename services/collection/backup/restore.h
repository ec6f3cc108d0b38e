#ifndef IKU_SERVICES_COLLECTION_BACKUP_RESTORE_H_
#define IKU_SERVICES_COLLECTION_BACKUP_RESTORE_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace iku::collection {

// What a restore brought.
struct Restored {
  int64_t data_version = 0;
  int64_t records = 0;  // newest versions, void ones included
  std::string sha256;
  bool had_manifest = false;
};

// Copies the backup `file` to the new store `store` and checks the copy: with
// the backup's manifest by its SHA-256 and SQLite's check of the structure, and
// without one in full, as when the backup was made. `store` appears when all of
// that is done and is durable; nothing that exists is overwritten.
//
// FAILED_PRECONDITION when `store` exists, is in use or cannot be written, or
// when `file` is no finished backup; DATA_LOSS when the backup is damaged. The
// message says what to do.
absl::StatusOr<Restored> Restore(const std::string& file,
                                 const std::string& store);

// What a restore says when it is done.
std::string Told(const Restored& restored, const std::string& file,
                 const std::string& store);

// Adds to the message of a store that is damaged by which command a backup is
// restored.
absl::Status WithRestoreCommand(const absl::Status& status);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_BACKUP_RESTORE_H_
