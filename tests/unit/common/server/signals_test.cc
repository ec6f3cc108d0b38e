#include "common/server/signals.h"

#include <unistd.h>

#include <csignal>

#include "gtest/gtest.h"

namespace iku {
namespace {

void Nothing() {}

TEST(SignalsTest, ABlockedSignalIsReturnedToTheOneWhoWaits) {
  BlockTerminationSignals();
  ASSERT_EQ(kill(getpid(), SIGTERM), 0);
  EXPECT_EQ(WaitForTerminationSignal(Nothing), SIGTERM);
  ASSERT_EQ(kill(getpid(), SIGINT), 0);
  EXPECT_EQ(WaitForTerminationSignal(Nothing), SIGINT);
}

TEST(SignalsTest, AHangUpIsAnsweredAndTheWaitGoesOn) {
  BlockTerminationSignals();
  int hang_ups = 0;
  ASSERT_EQ(kill(getpid(), SIGHUP), 0);
  const int signal = WaitForTerminationSignal([&] {
    // The end comes only after the second one.
    if (++hang_ups == 1) {
      kill(getpid(), SIGHUP);
    } else {
      kill(getpid(), SIGTERM);
    }
  });
  EXPECT_EQ(signal, SIGTERM);
  EXPECT_EQ(hang_ups, 2);
}

}  // namespace
}  // namespace iku
