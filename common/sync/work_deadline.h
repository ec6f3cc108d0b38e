#ifndef IKU_COMMON_SYNC_WORK_DEADLINE_H_
#define IKU_COMMON_SYNC_WORK_DEADLINE_H_

#include "absl/time/time.h"

namespace iku {

// Until when it is of use to begin what this thread starts now. The wrapper
// around a call sets it while a handler runs; what queues work keeps it with
// the work. So no layer between them has to hand it on.
class WorkDeadline {
 public:
  // Sets it for the scope.
  explicit WorkDeadline(absl::Time deadline) : before_(current_) {
    current_ = deadline;
  }
  ~WorkDeadline() { current_ = before_; }
  WorkDeadline(const WorkDeadline&) = delete;
  WorkDeadline& operator=(const WorkDeadline&) = delete;

  // The infinite future outside of any scope.
  static absl::Time Current() { return current_; }

 private:
  static inline thread_local absl::Time current_ = absl::InfiniteFuture();
  const absl::Time before_;
};

}  // namespace iku

#endif  // IKU_COMMON_SYNC_WORK_DEADLINE_H_
