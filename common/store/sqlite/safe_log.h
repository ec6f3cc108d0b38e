#ifndef IKU_COMMON_STORE_SQLITE_SAFE_LOG_H_
#define IKU_COMMON_STORE_SQLITE_SAFE_LOG_H_

#include <string>

#include "absl/status/statusor.h"

namespace iku::sqlite {

// Makes the log beside the database file durable as it can be read now. Call
// it before anything is read from the file, by the only process that uses it.
//
// A process that ended, or whose sync failed, between writing a commit and
// syncing it leaves a log that holds the commit. SQLite shows such a commit to
// the next process although a power cut may still take it away, and what is
// seen is acknowledged. To sync the log again is not enough: after a sync that
// failed, Linux takes the pages for written. So each byte is written anew, in
// its place, and then synced, with the directory.
//
// Returns whether there is a log that holds something.
// FAILED_PRECONDITION when the log cannot be read, written or synced; the
// message names the file and says why.
absl::StatusOr<bool> MakeLogDurable(const std::string& path);

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_SAFE_LOG_H_
