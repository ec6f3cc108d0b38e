#include "common/civil/clock.h"

#include <gtest/gtest.h>

#include "absl/time/clock.h"

namespace iku {
namespace {

TEST(SystemClockTest, TellsThePresentMoment) {
  const absl::Time before = absl::Now();
  const absl::Time told = SystemClock().Now();
  EXPECT_GE(told, before - absl::Seconds(1));
  EXPECT_LE(told, absl::Now() + absl::Seconds(1));
}

}  // namespace
}  // namespace iku
