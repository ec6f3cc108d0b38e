#ifndef IKU_COMMON_METRICS_METRICS_H_
#define IKU_COMMON_METRICS_METRICS_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/metrics/metric_writer.h"
#include "common/sync/mutex.h"

namespace iku {

// What all parts of a process tell about themselves. They are asked when
// someone looks, so that telling costs the work nothing. Thread-safe.
class Metrics {
 public:
  // Must be quick, must not throw, and lives as long as it can be asked.
  using Source = std::function<void(MetricWriter&)>;

  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  void Add(Source source);

  // All of it in the text format of Prometheus.
  std::string Text() const;

  // Serves it at http://`address`/metrics, on threads of its own, until this
  // goes. INVALID_ARGUMENT when `address` is not HOST:PORT,
  // FAILED_PRECONDITION when it cannot be listened on. Once.
  absl::Status Listen(const std::string& address);

 private:
  class Collected;
  class Listener;

  const std::shared_ptr<Collected> collected_;
  std::unique_ptr<Listener> listener_;
};

}  // namespace iku

#endif  // IKU_COMMON_METRICS_METRICS_H_
