#include "common/rpc/work_pool.h"

#include <utility>

namespace iku {

WorkPool::WorkPool(int threads, size_t max_waiting)
    : max_waiting_(max_waiting), idle_(static_cast<size_t>(threads)) {
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this] { Run(); });
  }
}

WorkPool::~WorkPool() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.NotifyAll();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkPool::TrySubmit(Work work) {
  {
    MutexLock lock(mutex_);
    if (waiting_.size() >= idle_ + max_waiting_) return false;
    waiting_.push_back(std::move(work));
  }
  changed_.NotifyOne();
  return true;
}

void WorkPool::Run() {
  while (true) {
    Work work;
    {
      MutexLock lock(mutex_);
      while (waiting_.empty() && !stopping_) changed_.Wait(mutex_);
      if (waiting_.empty()) return;
      work = std::move(waiting_.front());
      waiting_.pop_front();
      --idle_;
    }
    work();
    work = nullptr;  // what it holds goes before the thread counts as idle
    MutexLock lock(mutex_);
    ++idle_;
  }
}

}  // namespace iku
