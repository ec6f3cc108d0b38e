#ifndef IKU_SERVICES_COLLECTION_BACKUP_BACKUP_H_
#define IKU_SERVICES_COLLECTION_BACKUP_BACKUP_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace iku::collection {

// The numbers of v1::BackupState.
enum class BackupState {
  kCopying = 1,
  kVerifying = 2,
  kReady = 3,
  kFailed = 4
};

// What was computed again from a copy.
struct BackupVerification {
  int64_t records = 0;
  int64_t tallies = 0;
  int64_t chains = 0;
  int64_t changes = 0;
  int64_t record_versions = 0;

  friend bool operator==(const BackupVerification&,
                         const BackupVerification&) = default;
};

// A copy of the store in a file of its own.
struct Backup {
  std::string id;
  BackupState state = BackupState::kCopying;
  absl::Time create_time;
  absl::Time complete_time;  // when ready or failed
  int64_t pages_done = 0;
  int64_t pages_total = 0;
  // When ready.
  std::string file;
  int64_t size_bytes = 0;
  std::string sha256;
  int64_t data_version = 0;
  BackupVerification verification;
  // When failed.
  absl::Status error;

  bool finished() const {
    return state == BackupState::kReady || state == BackupState::kFailed;
  }
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_BACKUP_BACKUP_H_
