#include "common/rpc/open_streams.h"

#include <utility>

#include "absl/time/clock.h"

namespace iku {

OpenStreams::OpenStreams(absl::Duration look_every)
    : look_every_(look_every), thread_([this] { Run(); }) {}

OpenStreams::~OpenStreams() {
  {
    MutexLock lock(mutex_);
    ending_ = true;
  }
  changed_.NotifyAll();
  thread_.join();
}

void OpenStreams::Add(const std::shared_ptr<OpenStream>& stream) {
  {
    MutexLock lock(mutex_);
    streams_[stream.get()] = stream;
    if (!stopped_) return;
  }
  stream->Stop();
}

void OpenStreams::Remove(const OpenStream* stream) {
  MutexLock lock(mutex_);
  streams_.erase(stream);
}

void OpenStreams::Stop() {
  {
    MutexLock lock(mutex_);
    stopped_ = true;
  }
  for (const auto& stream : All()) stream->Stop();
}

std::vector<std::shared_ptr<OpenStream>> OpenStreams::All() {
  std::vector<std::shared_ptr<OpenStream>> all;
  MutexLock lock(mutex_);
  all.reserve(streams_.size());
  for (const auto& [key, weak] : streams_) {
    if (auto stream = weak.lock()) all.push_back(std::move(stream));
  }
  return all;
}

void OpenStreams::Run() {
  absl::Time next = absl::Now() + look_every_;
  while (true) {
    {
      MutexLock lock(mutex_);
      while (!ending_ && absl::Now() < next) changed_.WaitUntil(mutex_, next);
      if (ending_) return;
    }
    const absl::Time now = absl::Now();
    for (const auto& stream : All()) stream->Look(now);
    next = now + look_every_;
  }
}

}  // namespace iku
