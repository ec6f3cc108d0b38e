#include "common/sync/periodic.h"

#include <atomic>
#include <memory>

#include "absl/time/clock.h"
#include "gtest/gtest.h"

namespace iku::test {
namespace {

// Waits for what another thread does; false when it takes far too long.
bool Becomes(const std::atomic<int>& number, int least) {
  const absl::Time give_up = absl::Now() + absl::Seconds(20);
  while (number.load() < least && absl::Now() < give_up) {
    absl::SleepFor(absl::Milliseconds(1));
  }
  return number.load() >= least;
}

TEST(PeriodicTest, WorkIsDoneAgainAndAgain) {
  std::atomic<int> times{0};

  Periodic periodic(absl::Milliseconds(1), absl::Milliseconds(1),
                    [&](auto) { ++times; });

  EXPECT_TRUE(Becomes(times, 3));
}

TEST(PeriodicTest, TheFirstTimeMayComeSooner) {
  std::atomic<int> times{0};

  Periodic periodic(absl::Milliseconds(1), absl::Hours(1),
                    [&](auto) { ++times; });

  EXPECT_TRUE(Becomes(times, 1));
}

TEST(PeriodicTest, TheFirstTimeIsNotAtTheStart) {
  std::atomic<int> times{0};

  {
    Periodic periodic(absl::Hours(1), absl::Hours(1), [&](auto) { ++times; });
  }

  EXPECT_EQ(times.load(), 0);
}

TEST(PeriodicTest, WorkThatRunsIsAskedToEndAndWaitedFor) {
  std::atomic<int> begun{0};
  std::atomic<int> ended{0};
  auto periodic =
      std::make_unique<Periodic>(absl::Milliseconds(1), absl::Milliseconds(1),
                                 [&](absl::FunctionRef<bool()> go_on) {
                                   ++begun;
                                   while (go_on())
                                     absl::SleepFor(absl::Milliseconds(1));
                                   ++ended;
                                 });
  ASSERT_TRUE(Becomes(begun, 1));

  periodic.reset();

  EXPECT_EQ(begun.load(), 1);
  EXPECT_EQ(ended.load(), 1);
}

}  // namespace
}  // namespace iku::test
