#ifndef IKU_COMMON_RPC_CALL_COUNTS_H_
#define IKU_COMMON_RPC_CALL_COUNTS_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/metrics/histogram.h"
#include "common/metrics/metric_writer.h"
#include "common/rpc/rpc.h"
#include "common/sync/mutex.h"

namespace iku::rpc_internal {

// The calls of one method. Thread-safe, without a lock.
class MethodCounts {
 public:
  void Started() { started_.fetch_add(1, std::memory_order_relaxed); }
  void Handled(absl::StatusCode code, absl::Duration took) {
    handled_[static_cast<size_t>(code) % handled_.size()].fetch_add(
        1, std::memory_order_relaxed);
    seconds_.Observe(absl::ToDoubleSeconds(took));
  }

 private:
  friend class CallCounts;
  std::atomic<int64_t> started_{0};
  std::array<std::atomic<int64_t>, 17> handled_ = {};  // by code
  Histogram seconds_{kSeconds};
};

// The calls of all methods, under the names that dashboards for gRPC look for.
// Thread-safe.
class CallCounts {
 public:
  // Those of `rpc`; they stay where they are.
  MethodCounts& Of(const Rpc& rpc);
  void Tell(MetricWriter& writer) const;

 private:
  using Name = std::pair<absl::string_view, absl::string_view>;

  mutable Mutex mutex_;
  absl::flat_hash_map<Name, std::unique_ptr<MethodCounts>> methods_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace iku::rpc_internal

#endif  // IKU_COMMON_RPC_CALL_COUNTS_H_
