#ifndef IKU_COMMON_RPC_OPEN_CALLS_H_
#define IKU_COMMON_RPC_OPEN_CALLS_H_

#include <memory>
#include <thread>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "common/sync/mutex.h"

namespace iku {

// A call as the one who looks after all of them sees it. Thread-safe.
class OpenCall {
 public:
  virtual ~OpenCall() = default;
  // Ends it because the service stops, when it would not end by itself.
  virtual void Stop() {}
  // Ends it when at `now` it is idle or too old, or is not read by its caller.
  virtual void Look(absl::Time now) = 0;
};

// The calls that are open without a thread of their own. Looks at each of them
// from time to time, on its own thread. Thread-safe.
class OpenCalls {
 public:
  explicit OpenCalls(absl::Duration look_every);
  ~OpenCalls();
  OpenCalls(const OpenCalls&) = delete;
  OpenCalls& operator=(const OpenCalls&) = delete;

  // Looks after `call` until it is removed or gone. A call that comes after
  // Stop is stopped at once.
  void Add(const std::shared_ptr<OpenCall>& call);
  void Remove(const OpenCall* call);

  // Stops all calls, also those that come later.
  void Stop();

 private:
  std::vector<std::shared_ptr<OpenCall>> All();
  void Run();

  const absl::Duration look_every_;
  Mutex mutex_;
  CondVar changed_;
  absl::flat_hash_map<const OpenCall*, std::weak_ptr<OpenCall>> calls_
      ABSL_GUARDED_BY(mutex_);
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last: runs when all else is there
};

}  // namespace iku

#endif  // IKU_COMMON_RPC_OPEN_CALLS_H_
