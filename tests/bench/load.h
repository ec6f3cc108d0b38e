#ifndef IKU_TESTS_BENCH_LOAD_H_
#define IKU_TESTS_BENCH_LOAD_H_

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "grpcpp/grpcpp.h"
#include "nlohmann/json.hpp"

namespace iku::bench {

// A closed loop: so many calls are in flight at any moment, and each that ends
// starts the next one. The same loop drives the floors and the services, so
// that what it costs itself is in both.

using Clock = std::chrono::steady_clock;

struct LoadOptions {
  int in_flight = 1;
  // Either so many calls ...
  int64_t calls = 0;
  // ... or, where that is 0, calls for so long, of which the warm-up is not
  // counted.
  double warm_up_seconds = 0;
  double seconds = 0;
};

struct LoadResult {
  int64_t calls = 0;   // that ended while it was measured
  int64_t errors = 0;  // at any time; the result is worth nothing unless 0
  std::string first_error;
  double seconds = 0;
  std::vector<int64_t> latencies_ns;  // of the counted calls, ascending
};

// Given what went wrong; empty when nothing did.
using CallDone = std::function<void(std::string error)>;

// Starts the call of that number in that slot (0 to in_flight - 1) and later
// calls `done` once, from another stack. A slot has one call at a time.
using StartCall = std::function<void(int slot, int64_t number, CallDone done)>;

class ClosedLoop {
 public:
  ClosedLoop(const LoadOptions& options, StartCall start)
      : options_(options), start_(std::move(start)) {}

  // Blocks until all calls have ended.
  LoadResult Run() {
    begin_ = Clock::now() + Seconds(options_.warm_up_seconds);
    end_ = begin_ + Seconds(options_.seconds);
    slots_.resize(static_cast<size_t>(options_.in_flight));
    running_ = options_.in_flight;
    for (int slot = 0; slot < options_.in_flight; ++slot) Next(slot);
    std::unique_lock<std::mutex> lock(mutex_);
    ended_.wait(lock, [this] { return running_ == 0; });
    return Result();
  }

 private:
  struct Slot {
    std::vector<int64_t> latencies_ns;
    Clock::time_point last_end;
  };

  static Clock::duration Seconds(double seconds) {
    return std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double>(seconds));
  }

  bool ByCount() const { return options_.calls > 0; }

  void Next(int slot) {
    const int64_t number = next_.fetch_add(1);
    const Clock::time_point now = Clock::now();
    const bool enough = ByCount() ? number >= options_.calls : now >= end_;
    if (enough || failed_.load()) return Leave();
    start_(slot, number, [this, slot, now](std::string error) {
      Ended(slot, now, std::move(error));
    });
  }

  void Ended(int slot, Clock::time_point started, std::string error) {
    const Clock::time_point now = Clock::now();
    if (!error.empty()) {
      std::lock_guard<std::mutex> lock(mutex_);
      if (errors_++ == 0) first_error_ = std::move(error);
      failed_.store(true);
    }
    Slot& own = slots_[static_cast<size_t>(slot)];
    if (ByCount() || (now >= begin_ && now < end_)) {
      own.latencies_ns.push_back((now - started).count());
      own.last_end = now;
    }
    Next(slot);
  }

  void Leave() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (--running_ == 0) ended_.notify_all();
  }

  LoadResult Result() {
    LoadResult result;
    result.errors = errors_;
    result.first_error = first_error_;
    Clock::time_point end = end_;
    for (const Slot& slot : slots_) {
      if (ByCount()) end = std::max(end, slot.last_end);
      result.latencies_ns.insert(result.latencies_ns.end(),
                                 slot.latencies_ns.begin(),
                                 slot.latencies_ns.end());
    }
    std::sort(result.latencies_ns.begin(), result.latencies_ns.end());
    result.calls = static_cast<int64_t>(result.latencies_ns.size());
    result.seconds = std::chrono::duration<double>(end - begin_).count();
    return result;
  }

  const LoadOptions options_;
  const StartCall start_;
  Clock::time_point begin_;
  Clock::time_point end_;
  std::atomic<int64_t> next_{0};
  std::atomic<bool> failed_{false};
  std::vector<Slot> slots_;  // each touched by its own call only

  std::mutex mutex_;
  std::condition_variable ended_;
  int running_ = 0;
  int64_t errors_ = 0;
  std::string first_error_;
};

inline std::string Describe(const grpc::Status& status) {
  return "status " + std::to_string(status.error_code()) + ": " +
         status.error_message();
}

// Unary calls of one method, with a request, a reply and a context a slot.
template <typename Request, typename Reply>
class UnaryCalls {
 public:
  using Method = std::function<void(grpc::ClientContext*, const Request*,
                                    Reply*, std::function<void(grpc::Status)>)>;
  using Fill = std::function<void(int64_t number, Request&)>;
  // Says what is wrong with the reply; empty when nothing is.
  using Check = std::function<std::string(const Request&, const Reply&)>;

  UnaryCalls(int in_flight, Method method, Fill fill, Check check)
      : method_(std::move(method)),
        fill_(std::move(fill)),
        check_(std::move(check)),
        slots_(static_cast<size_t>(in_flight)) {}

  void Start(int slot, int64_t number, CallDone done) {
    Slot& own = slots_[static_cast<size_t>(slot)];
    fill_(number, own.request);
    own.context.emplace();
    own.context->set_deadline(std::chrono::system_clock::now() +
                              std::chrono::seconds(60));
    own.done = std::move(done);
    method_(&*own.context, &own.request, &own.reply,
            [this, &own](const grpc::Status& status) {
              // The next call fills the slot again before this returns.
              const CallDone done_now = std::move(own.done);
              done_now(status.ok() ? check_(own.request, own.reply)
                                   : Describe(status));
            });
  }

 private:
  struct Slot {
    std::optional<grpc::ClientContext> context;
    Request request;
    Reply reply;
    CallDone done;
  };

  const Method method_;
  const Fill fill_;
  const Check check_;
  std::vector<Slot> slots_;
};

inline double PercentileUs(const LoadResult& result, double share) {
  if (result.latencies_ns.empty()) return 0;
  const size_t count = result.latencies_ns.size();
  const size_t rank = static_cast<size_t>(share * static_cast<double>(count));
  return static_cast<double>(result.latencies_ns[std::min(rank, count - 1)]) /
         1000;
}

// Prints the result as one line of JSON, a call being `unit` records. Returns
// the exit code of the program.
inline int Report(const LoadResult& result, int64_t unit = 1) {
  std::cout << nlohmann::json{{"calls", result.calls},
                              {"errors", result.errors},
                              {"first_error", result.first_error},
                              {"seconds", result.seconds},
                              {"per_second",
                               static_cast<double>(result.calls * unit) /
                                   result.seconds},
                              {"p50_us", PercentileUs(result, 0.50)},
                              {"p99_us", PercentileUs(result, 0.99)}}
            << std::endl;
  return result.errors == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace iku::bench

#endif  // IKU_TESTS_BENCH_LOAD_H_
