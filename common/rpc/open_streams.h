#ifndef IKU_COMMON_RPC_OPEN_STREAMS_H_
#define IKU_COMMON_RPC_OPEN_STREAMS_H_

#include <map>
#include <memory>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "common/sync/mutex.h"

namespace iku {

// A stream as the one who looks after all of them sees it. Thread-safe.
class OpenStream {
 public:
  virtual ~OpenStream() = default;
  // Ends it because the service stops.
  virtual void Stop() = 0;
  // Ends it when it is idle or too old at `now`.
  virtual void Look(absl::Time now) = 0;
};

// The streams that stay open without work and without a thread of their own.
// Looks at each of them from time to time, on its own thread. Thread-safe.
class OpenStreams {
 public:
  explicit OpenStreams(absl::Duration look_every);
  ~OpenStreams();
  OpenStreams(const OpenStreams&) = delete;
  OpenStreams& operator=(const OpenStreams&) = delete;

  // Looks after `stream` until it is removed or gone. A stream that comes after
  // Stop is stopped at once.
  void Add(const std::shared_ptr<OpenStream>& stream);
  void Remove(const OpenStream* stream);

  // Stops all streams, also those that come later.
  void Stop();

 private:
  std::vector<std::shared_ptr<OpenStream>> All();
  void Run();

  const absl::Duration look_every_;
  Mutex mutex_;
  CondVar changed_;
  std::map<const OpenStream*, std::weak_ptr<OpenStream>> streams_
      ABSL_GUARDED_BY(mutex_);
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last: runs when all else is there
};

}  // namespace iku

#endif  // IKU_COMMON_RPC_OPEN_STREAMS_H_
