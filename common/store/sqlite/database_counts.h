#ifndef IKU_COMMON_STORE_SQLITE_DATABASE_COUNTS_H_
#define IKU_COMMON_STORE_SQLITE_DATABASE_COUNTS_H_

#include <atomic>
#include <cstdint>

#include "common/metrics/histogram.h"

namespace iku::sqlite {

// What the writer thread of a database did so far. Thread-safe.
struct DatabaseCounts {
  std::atomic<int64_t> failed_commits{0};
  std::atomic<int64_t> too_late{0};  // works whose deadline had passed
  std::atomic<int64_t> log_pages{0};
  // Since when the log holds what was to go from it; 0: it does not.
  std::atomic<int64_t> log_dirty_since_us{0};
  Histogram commit_seconds{kSeconds};
  Histogram works_per_commit{kPowersOfTwo};
};

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_DATABASE_COUNTS_H_
