#include "common/metrics/metrics.h"

#include <exception>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/metrics/process_metrics.h"
#include "prometheus/exposer.h"
#include "prometheus/metric_family.h"
#include "prometheus/text_serializer.h"

namespace iku {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

// Families in the order of their names.
class Families final : public MetricWriter {
 public:
  void Counter(absl::string_view name, absl::string_view help,
               const Labels& labels, double value) override {
    Add(name, help, labels, MetricType::Counter).counter.value = value;
  }
  void Gauge(absl::string_view name, absl::string_view help,
             const Labels& labels, double value) override {
    Add(name, help, labels, MetricType::Gauge).gauge.value = value;
  }
  void Distribution(absl::string_view name, absl::string_view help,
                    const Labels& labels, const Histogram& from) override {
    ClientMetric::Histogram& to =
        Add(name, help, labels, MetricType::Histogram).histogram;
    uint64_t below = 0;
    for (size_t i = 0; i < from.bounds().size(); ++i) {
      below += static_cast<uint64_t>(from.count(i));
      to.bucket.push_back({below, from.bounds()[i]});
    }
    to.sample_count =
        below + static_cast<uint64_t>(from.count(from.bounds().size()));
    to.sample_sum = from.sum();
  }

  std::vector<MetricFamily> Take() {
    std::vector<MetricFamily> all;
    for (auto& [name, family] : families_) all.push_back(std::move(family));
    return all;
  }

 private:
  ClientMetric& Add(absl::string_view name, absl::string_view help,
                    const Labels& labels, MetricType type) {
    MetricFamily& family = families_[std::string(name)];
    family.name = std::string(name);
    family.help = std::string(help);
    family.type = type;
    ClientMetric& metric = family.metric.emplace_back();
    for (const auto& [label, value] : labels) {
      metric.label.push_back({label, value});
    }
    return metric;
  }

  std::map<std::string, MetricFamily> families_;
};

}  // namespace

class Metrics::Collected final : public prometheus::Collectable {
 public:
  void Add(Source source) {
    MutexLock lock(mutex_);
    sources_.push_back(std::move(source));
  }

  std::vector<MetricFamily> Collect() const override {
    Families families;
    MutexLock lock(mutex_);
    for (const Source& source : sources_) source(families);
    return families.Take();
  }

 private:
  mutable Mutex mutex_;
  std::vector<Source> sources_ ABSL_GUARDED_BY(mutex_);
};

class Metrics::Listener {
 public:
  // Throws what its HTTP server throws. A client that says nothing holds a
  // thread for five seconds.
  Listener(const std::string& address,
           const std::shared_ptr<prometheus::Collectable>& collected)
      : exposer_({"listening_ports", address, "num_threads", "2",
                  "request_timeout_ms", "5000"}) {
    exposer_.RegisterCollectable(collected);
  }

 private:
  prometheus::Exposer exposer_;
};

Metrics::Metrics() : collected_(std::make_shared<Collected>()) {
  Add(TellOfProcess);
}

Metrics::~Metrics() = default;

void Metrics::Add(Source source) { collected_->Add(std::move(source)); }

std::string Metrics::Text() const {
  return prometheus::TextSerializer().Serialize(collected_->Collect());
}

absl::Status Metrics::Listen(const std::string& address) {
  try {
    listener_ = std::make_unique<Listener>(address, collected_);
  } catch (const std::exception&) {
    return absl::FailedPreconditionError(absl::StrCat(
        "cannot serve metrics on ", address,
        ": the port is taken, or this machine does not have the address"));
  }
  return absl::OkStatus();
}

}  // namespace iku
