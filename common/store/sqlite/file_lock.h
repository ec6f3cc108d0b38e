#ifndef IKU_COMMON_STORE_SQLITE_FILE_LOCK_H_
#define IKU_COMMON_STORE_SQLITE_FILE_LOCK_H_

#include <string>

#include "absl/status/statusor.h"

namespace iku::sqlite {

// Keeps a second process, or a second Database, off the database file `path`
// for as long as the returned descriptor is open. The lock file beside it
// stays: removing it would race. FAILED_PRECONDITION when it is locked already
// or cannot be.
absl::StatusOr<int> LockFile(const std::string& path);

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_FILE_LOCK_H_
