#include "common/rpc/call_counts.h"

#include "absl/strings/ascii.h"

namespace iku::rpc_internal {
namespace {

// As dashboards for gRPC write it: RESOURCE_EXHAUSTED -> ResourceExhausted.
std::string CodeName(absl::StatusCode code) {
  if (code == absl::StatusCode::kOk) return "OK";
  if (code == absl::StatusCode::kCancelled) return "Canceled";
  std::string name;
  bool begins = true;
  for (const char c : absl::StatusCodeToString(code)) {
    if (c != '_') name += begins ? c : absl::ascii_tolower(c);
    begins = c == '_';
  }
  return name;
}

}  // namespace

MethodCounts& CallCounts::Of(const Rpc& rpc) {
  MutexLock lock(mutex_);
  std::unique_ptr<MethodCounts>& counts =
      methods_[Name(rpc.service, rpc.method)];
  if (counts == nullptr) counts = std::make_unique<MethodCounts>();
  return *counts;
}

void CallCounts::Tell(MetricWriter& writer) const {
  MutexLock lock(mutex_);
  for (const auto& [name, counts] : methods_) {
    const MetricWriter::Labels labels = {
        {"grpc_service", std::string(name.first)},
        {"grpc_method", std::string(name.second)}};
    writer.Counter("grpc_server_started_total", "Calls that began.", labels,
                   static_cast<double>(counts->started_.load()));
    for (size_t code = 0; code < counts->handled_.size(); ++code) {
      const int64_t handled = counts->handled_[code].load();
      // OK is told from the beginning, so that rates have a first value.
      if (handled == 0 && code != 0) continue;
      MetricWriter::Labels with_code = labels;
      with_code.emplace_back("grpc_code",
                             CodeName(static_cast<absl::StatusCode>(code)));
      writer.Counter("grpc_server_handled_total",
                     "Calls that ended, by how they ended.", with_code,
                     static_cast<double>(handled));
    }
    writer.Distribution("grpc_server_handling_seconds",
                        "From the beginning of a call to its end.", labels,
                        counts->seconds_);
  }
}

}  // namespace iku::rpc_internal
