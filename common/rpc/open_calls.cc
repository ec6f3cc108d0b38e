#include "common/rpc/open_calls.h"

#include <utility>

#include "absl/time/clock.h"

namespace iku {

OpenCalls::OpenCalls(absl::Duration look_every)
    : look_every_(look_every), thread_([this] { Run(); }) {}

OpenCalls::~OpenCalls() {
  {
    MutexLock lock(mutex_);
    ending_ = true;
  }
  changed_.NotifyAll();
  thread_.join();
}

void OpenCalls::Add(const std::shared_ptr<OpenCall>& call) {
  {
    MutexLock lock(mutex_);
    calls_[call.get()] = call;
    if (!stopped_) return;
  }
  call->Stop();
}

void OpenCalls::Remove(const OpenCall* call) {
  MutexLock lock(mutex_);
  calls_.erase(call);
}

void OpenCalls::Stop() {
  {
    MutexLock lock(mutex_);
    stopped_ = true;
  }
  for (const auto& call : All()) call->Stop();
}

std::vector<std::shared_ptr<OpenCall>> OpenCalls::All() {
  std::vector<std::shared_ptr<OpenCall>> all;
  MutexLock lock(mutex_);
  all.reserve(calls_.size());
  for (const auto& [key, weak] : calls_) {
    if (auto call = weak.lock()) all.push_back(std::move(call));
  }
  return all;
}

void OpenCalls::Run() {
  absl::Time next = absl::Now() + look_every_;
  while (true) {
    {
      MutexLock lock(mutex_);
      while (!ending_ && absl::Now() < next) changed_.WaitUntil(mutex_, next);
      if (ending_) return;
    }
    const absl::Time now = absl::Now();
    for (const auto& call : All()) call->Look(now);
    next = now + look_every_;
  }
}

}  // namespace iku
