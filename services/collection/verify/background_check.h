#ifndef IKU_SERVICES_COLLECTION_VERIFY_BACKGROUND_CHECK_H_
#define IKU_SERVICES_COLLECTION_VERIFY_BACKGROUND_CHECK_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "common/civil/clock.h"
#include "common/metrics/metric_writer.h"
#include "common/sync/mutex.h"
#include "services/collection/audit/change_store.h"
#include "services/collection/facts/facts_store.h"

namespace iku::collection {

// Counts all records again and compares with the tallies, and computes the
// chains of changes again, as VerifyTallies and VerifyChanges do when somebody
// asks; tells the operator what it found. Thread-safe; the stores outlive it.
class BackgroundCheck {
 public:
  BackgroundCheck(const FactsStore& facts, const ChangeStore& changes,
                  const Clock& clock)
      : facts_(facts), changes_(changes), clock_(clock) {}

  // Checks everything once. Blocks for as long as it takes; ends early when
  // `go_on` says no. What differs becomes a line of the log, as an error.
  void Run(absl::FunctionRef<bool()> go_on);

  void Tell(MetricWriter& writer) const;

 private:
  enum class Result { kEqual, kDifferent, kFailed, kStopped };
  struct Differences {
    int64_t tallies = 0;
    int64_t changes = 0;
  };

  // What differs; logs the first differences.
  absl::StatusOr<Differences> Check(absl::FunctionRef<bool()> go_on) const;
  static const char* NameOf(Result result);

  const FactsStore& facts_;
  const ChangeStore& changes_;
  const Clock& clock_;

  mutable Mutex mutex_;
  // Of the last run that saw everything.
  Differences differences_ ABSL_GUARDED_BY(mutex_);
  // When everything was last found to be equal.
  std::optional<absl::Time> last_equal_ ABSL_GUARDED_BY(mutex_);
  std::map<Result, int64_t> runs_ ABSL_GUARDED_BY(mutex_) = {
      {Result::kEqual, 0},
      {Result::kDifferent, 0},
      {Result::kFailed, 0},
      {Result::kStopped, 0}};
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_VERIFY_BACKGROUND_CHECK_H_
