#ifndef IKU_COMMON_METRICS_METRIC_WRITER_H_
#define IKU_COMMON_METRICS_METRIC_WRITER_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/metrics/histogram.h"

namespace iku {

// Takes what a part of the program tells about itself at one moment. Values of
// one name have the same help and other labels each.
class MetricWriter {
 public:
  using Labels = std::vector<std::pair<std::string, std::string>>;

  virtual ~MetricWriter() = default;
  // Only grows; its name ends with `_total`.
  virtual void Counter(absl::string_view name, absl::string_view help,
                       const Labels& labels, double value) = 0;
  // Goes up and down.
  virtual void Gauge(absl::string_view name, absl::string_view help,
                     const Labels& labels, double value) = 0;
  virtual void Distribution(absl::string_view name, absl::string_view help,
                            const Labels& labels,
                            const Histogram& histogram) = 0;
};

}  // namespace iku

#endif  // IKU_COMMON_METRICS_METRIC_WRITER_H_
