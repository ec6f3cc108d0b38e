#include "common/sync/periodic.h"

#include <utility>

#include "absl/time/clock.h"

namespace iku {

Periodic::Periodic(absl::Duration first, absl::Duration every, Work work)
    : first_(first),
      every_(every),
      work_(std::move(work)),
      thread_([this] { Run(); }) {}

Periodic::~Periodic() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.NotifyAll();
  thread_.join();
}

void Periodic::Run() {
  absl::Duration wait = first_;
  while (WaitUntil(absl::Now() + wait)) {
    work_([this] { return GoesOn(); });
    wait = every_;
  }
}

bool Periodic::WaitUntil(absl::Time next) {
  MutexLock lock(mutex_);
  while (!stopping_ && absl::Now() < next) changed_.WaitUntil(mutex_, next);
  return !stopping_;
}

bool Periodic::GoesOn() {
  MutexLock lock(mutex_);
  return !stopping_;
}

}  // namespace iku
