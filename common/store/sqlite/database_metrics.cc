#include <algorithm>

#include "absl/time/clock.h"
#include "common/store/sqlite/database.h"

namespace iku::sqlite {

void Database::Tell(MetricWriter& writer) {
  size_t waiting = 0;
  size_t bytes = 0;
  {
    MutexLock lock(mutex_);
    waiting = waiting_.size();
    bytes = waiting_bytes_;
  }
  writer.Gauge("iku_store_writes_waiting", "Writes that wait for a commit.", {},
               static_cast<double>(waiting));
  writer.Gauge("iku_store_bytes_waiting",
               "What they hold, with those that are being committed.", {},
               static_cast<double>(bytes));
  writer.Counter("iku_store_failed_commits_total",
                 "Commits that failed, with all works in them.", {},
                 static_cast<double>(counts_.failed_commits));
  writer.Counter("iku_store_writes_too_late_total",
                 "Writes that did not begin, because their caller's time had "
                 "run out.",
                 {}, static_cast<double>(counts_.too_late));
  writer.Gauge("iku_store_log_pages",
               "Pages of the write-ahead log behind the newest commit.", {},
               static_cast<double>(counts_.log_pages));
  absl::Time last_instant;
  {
    MutexLock lock(commits_mutex_);
    last_instant = last_instant_;
  }
  writer.Gauge("iku_store_clock_behind_seconds",
               "How far the machine's clock stands behind the newest commit, "
               "behind which later ones are dated until it has caught up.",
               {},
               absl::ToDoubleSeconds(std::max(absl::ZeroDuration(),
                                              last_instant - clock_.Now())));
  const int64_t since_us = counts_.log_dirty_since_us;
  writer.Gauge("iku_store_erased_in_log_seconds",
               "For how long the write-ahead log has held content that was "
               "erased; 0: it holds none.",
               {},
               since_us == 0
                   ? 0
                   : absl::ToDoubleSeconds(absl::Now() -
                                           absl::FromUnixMicros(since_us)));
  writer.Distribution("iku_store_commit_seconds",
                      "From the beginning of a commit until it was durable.",
                      {}, counts_.commit_seconds);
  writer.Distribution("iku_store_writes_per_commit",
                      "Writes that were committed together.", {},
                      counts_.works_per_commit);
}

}  // namespace iku::sqlite
