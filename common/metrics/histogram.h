#ifndef IKU_COMMON_METRICS_HISTOGRAM_H_
#define IKU_COMMON_METRICS_HISTOGRAM_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"

namespace iku {

// Counts values by size, without a lock: what is read while others count may
// lack the newest ones. Thread-safe.
class Histogram {
 public:
  static constexpr size_t kMostBounds = 20;

  // Ascending upper bounds, at most kMostBounds, which outlive the histogram.
  explicit Histogram(absl::Span<const double> bounds) : bounds_(bounds) {}

  void Observe(double value) {
    size_t bucket = 0;
    while (bucket < bounds_.size() && value > bounds_[bucket]) ++bucket;
    counts_[bucket].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(value, std::memory_order_relaxed);
  }

  absl::Span<const double> bounds() const { return bounds_; }
  // Values in the bucket below bounds()[bucket], those of smaller ones left
  // out; the last one, behind all bounds, has no bound.
  int64_t count(size_t bucket) const {
    return counts_[bucket].load(std::memory_order_relaxed);
  }
  double sum() const { return sum_.load(std::memory_order_relaxed); }

 private:
  const absl::Span<const double> bounds_;
  std::array<std::atomic<int64_t>, kMostBounds + 1> counts_ = {};
  std::atomic<double> sum_{0};
};

// Bounds in seconds, for calls and commits.
inline constexpr std::array<double, 16> kSeconds = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
    0.25,   0.5,   1,      2.5,   5,    10,    30,   60};
// Bounds for numbers of things.
inline constexpr std::array<double, 11> kPowersOfTwo = {
    1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

}  // namespace iku

#endif  // IKU_COMMON_METRICS_HISTOGRAM_H_
