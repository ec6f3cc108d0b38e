#include "common/sync/low_priority.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <thread>

#include "gtest/gtest.h"

namespace iku {
namespace {

int NicenessOfThisThread() {
  return getpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)));
}

TEST(LowPriorityTest, OnlyTheThreadThatAsksForItGoesLast) {
  const int before = NicenessOfThisThread();
  int lowered = 0;
  std::thread background([&] {
    LowerThisThreadsPriority();
    lowered = NicenessOfThisThread();
  });
  background.join();
  EXPECT_EQ(lowered, 19);
  EXPECT_EQ(NicenessOfThisThread(), before);
}

}  // namespace
}  // namespace iku
