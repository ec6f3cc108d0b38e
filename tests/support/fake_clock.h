#ifndef IKU_TESTS_SUPPORT_FAKE_CLOCK_H_
#define IKU_TESTS_SUPPORT_FAKE_CLOCK_H_

#include "absl/time/time.h"
#include "common/civil/clock.h"
#include "common/sync/mutex.h"

namespace iku::test {

// A clock that stands still until it is moved. Thread-safe.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(absl::Time now) : now_(now) {}

  absl::Time Now() const override {
    MutexLock lock(mutex_);
    return now_;
  }
  void Set(absl::Time now) {
    MutexLock lock(mutex_);
    now_ = now;
  }
  void Advance(absl::Duration step) {
    MutexLock lock(mutex_);
    now_ += step;
  }

 private:
  mutable Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace iku::test

#endif  // IKU_TESTS_SUPPORT_FAKE_CLOCK_H_
