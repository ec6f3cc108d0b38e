#ifndef IKU_SERVICES_COLLECTION_RETENTION_RETENTION_COUNTS_H_
#define IKU_SERVICES_COLLECTION_RETENTION_RETENTION_COUNTS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "common/metrics/metric_writer.h"
#include "common/sync/mutex.h"
#include "services/collection/retention/retention_rules.h"

namespace iku::collection {

// How a run of the rules ended.
enum class RetentionResult { kComplete, kFailed, kStopped };

// Of records and rows that were due.
struct RetentionTally {
  int64_t erased = 0;
  int64_t failed = 0;  // could not be erased; the next run tries again
};

// What the runs did since the start, for those who watch. Thread-safe.
class RetentionCounts {
 public:
  explicit RetentionCounts(const std::vector<RetentionRule>& rules)
      : rules_(rules), tallies_(rules.size()) {}

  // What one rule did in a district.
  void Add(size_t rule, const RetentionTally& tally);
  void Ended(RetentionResult result, absl::Time time);

  void Tell(MetricWriter& writer) const;

 private:
  const std::vector<RetentionRule> rules_;

  mutable Mutex mutex_;
  std::vector<RetentionTally> tallies_ ABSL_GUARDED_BY(mutex_);  // by rule
  std::map<RetentionResult, int64_t> runs_ ABSL_GUARDED_BY(mutex_) = {
      {RetentionResult::kComplete, 0},
      {RetentionResult::kFailed, 0},
      {RetentionResult::kStopped, 0}};
  std::optional<absl::Time> last_ ABSL_GUARDED_BY(mutex_);
  std::optional<absl::Time> last_complete_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RETENTION_RETENTION_COUNTS_H_
