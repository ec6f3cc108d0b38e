#include "common/metrics/metrics.h"

#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace iku {
namespace {

using ::iku::test::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(MetricsTest, EveryPartTellsWhatItIsWhenItIsAsked) {
  double waiting = 3;
  Metrics metrics;
  metrics.Add([&](MetricWriter& to) {
    to.Gauge("iku_waiting", "Waits.", {{"class", "reads"}}, waiting);
    to.Gauge("iku_waiting", "Waits.", {{"class", "writes"}}, 7);
  });
  metrics.Add(
      [](MetricWriter& to) { to.Counter("iku_done_total", "Done.", {}, 12); });
  waiting = 4;
  EXPECT_THAT(metrics.Text(),
              AllOf(HasSubstr("# TYPE iku_done_total counter\n"
                              "iku_done_total 12\n"),
                    HasSubstr("# HELP iku_waiting Waits.\n"
                              "# TYPE iku_waiting gauge\n"
                              "iku_waiting{class=\"reads\"} 4\n"
                              "iku_waiting{class=\"writes\"} 7\n")));
}

TEST(MetricsTest, ABucketHoldsWhatIsNotAboveItsBound) {
  constexpr std::array<double, 2> kBounds = {1, 10};
  Histogram sizes(kBounds);
  for (const double size : {0.5, 1.0, 1.5, 10.0, 11.0}) sizes.Observe(size);
  Metrics metrics;
  metrics.Add([&](MetricWriter& to) {
    to.Distribution("iku_size", "Size.", {}, sizes);
  });
  EXPECT_THAT(metrics.Text(), HasSubstr("iku_size_count 5\n"
                                        "iku_size_sum 24\n"
                                        "iku_size_bucket{le=\"1\"} 2\n"
                                        "iku_size_bucket{le=\"10\"} 4\n"
                                        "iku_size_bucket{le=\"+Inf\"} 5\n"));
}

TEST(MetricsTest, NothingIsLostWhenManyCountAtOnce) {
  Histogram seconds(kSeconds);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10'000; ++i) seconds.Observe(0.25);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(seconds.count(8), 40'000);
  EXPECT_EQ(seconds.sum(), 10'000);
}

TEST(MetricsTest, AProcessTellsItsMemory) {
  EXPECT_THAT(Metrics().Text(), HasSubstr("process_resident_memory_bytes "));
}

TEST(MetricsTest, AnAddressThatIsNotHereIsRefused) {
  Metrics metrics;
  EXPECT_THAT(metrics.Listen("192.0.2.1:9100"),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

}  // namespace
}  // namespace iku
