#include "common/server/signals.h"

#include <unistd.h>

#include <csignal>

#include "gtest/gtest.h"

namespace iku {
namespace {

TEST(SignalsTest, ABlockedSignalIsReturnedToTheOneWhoWaits) {
  BlockTerminationSignals();
  ASSERT_EQ(kill(getpid(), SIGTERM), 0);
  EXPECT_EQ(WaitForTerminationSignal(), SIGTERM);
  ASSERT_EQ(kill(getpid(), SIGINT), 0);
  EXPECT_EQ(WaitForTerminationSignal(), SIGINT);
}

}  // namespace
}  // namespace iku
