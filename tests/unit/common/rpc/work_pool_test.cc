#include "common/rpc/work_pool.h"

#include <atomic>
#include <future>

#include "gtest/gtest.h"

namespace iku {
namespace {

TEST(WorkPoolTest, RunsWhatWasQueuedBeforeItStops) {
  std::atomic<int> ran{0};
  {
    WorkPool pool(2, 100);
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(pool.TrySubmit([&] { ++ran; }));
  }
  EXPECT_EQ(ran, 50);
}

TEST(WorkPoolTest, RefusesWhenThreadsAndQueueAreFull) {
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  WorkPool pool(2, 1);
  const auto block = [released] { released.wait(); };
  EXPECT_TRUE(pool.TrySubmit(block));
  EXPECT_TRUE(pool.TrySubmit(block));
  EXPECT_TRUE(pool.TrySubmit(block));
  EXPECT_FALSE(pool.TrySubmit(block));
  release.set_value();
}

TEST(WorkPoolTest, WithoutAQueueTakesOneWorkAThread) {
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  WorkPool pool(1, 0);
  EXPECT_TRUE(pool.TrySubmit([released] { released.wait(); }));
  EXPECT_FALSE(pool.TrySubmit([] {}));
  release.set_value();
}

}  // namespace
}  // namespace iku
