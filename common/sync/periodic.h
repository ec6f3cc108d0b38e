#ifndef IKU_COMMON_SYNC_PERIODIC_H_
#define IKU_COMMON_SYNC_PERIODIC_H_

#include <thread>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "common/sync/mutex.h"

namespace iku {

// Does some work in the background, again and again, on a thread of its own:
// the first time `first` after the start, then `every` after the end of the
// time before. Thread-safe.
class Periodic {
 public:
  // Long work asks `go_on` now and then, and ends early when that is false. It
  // must not throw.
  using Work = absl::AnyInvocable<void(absl::FunctionRef<bool()> go_on)>;

  // `every` is longer than nothing.
  Periodic(absl::Duration first, absl::Duration every, Work work);
  // Waits for the work that runs, which is asked to end.
  ~Periodic();
  Periodic(const Periodic&) = delete;
  Periodic& operator=(const Periodic&) = delete;

 private:
  void Run();
  // False when it is time to stop.
  bool WaitUntil(absl::Time next);
  bool GoesOn();

  const absl::Duration first_;
  const absl::Duration every_;
  Work work_;
  Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last: runs when all else is there
};

}  // namespace iku

#endif  // IKU_COMMON_SYNC_PERIODIC_H_
