#ifndef IKU_COMMON_RPC_WORK_POOL_H_
#define IKU_COMMON_RPC_WORK_POOL_H_

#include <cstddef>
#include <deque>
#include <thread>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "common/sync/mutex.h"

namespace iku {

// A fixed number of threads and a bounded queue for what waits while all are
// busy. Thread-safe.
class WorkPool {
 public:
  using Work = absl::AnyInvocable<void()>;

  WorkPool(int threads, size_t max_waiting);
  // Runs what was queued, then stops.
  ~WorkPool();
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  // False, and `work` is not taken, when all threads are busy and the queue is
  // full. `work` must not throw.
  [[nodiscard]] bool TrySubmit(Work work);

 private:
  void Run();

  const size_t max_waiting_;
  Mutex mutex_;
  CondVar changed_;
  std::deque<Work> waiting_ ABSL_GUARDED_BY(mutex_);
  size_t idle_ ABSL_GUARDED_BY(mutex_);  // threads that run no work
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace iku

#endif  // IKU_COMMON_RPC_WORK_POOL_H_
