#ifndef IKU_COMMON_STORE_SQLITE_LOG_FRAMES_H_
#define IKU_COMMON_STORE_SQLITE_LOG_FRAMES_H_

#include <cstdint>
#include <unordered_map>

#include "absl/status/statusor.h"

namespace iku::sqlite {

// Which pages of a database its write-ahead log holds, as SQLite would read it:
// up to the last commit whose frames are all whole.
struct LogFrames {
  int64_t database_pages = 0;  // of the last commit; 0 when there is none
  // Offset in the log of the newest content of a page, by the page's number.
  std::unordered_map<int64_t, int64_t> offsets;
};

// Reads the log `file`, a descriptor. A log that is empty or does not begin
// like one holds nothing. FAILED_PRECONDITION when it cannot be read.
absl::StatusOr<LogFrames> ReadLogFrames(int file);

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_LOG_FRAMES_H_
