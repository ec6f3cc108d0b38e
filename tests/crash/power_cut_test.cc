#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/crash/disk.h"
#include "tests/crash/trial.h"
#include "tests/support/matchers.h"

namespace iku::test {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

// What a disk may hold, and how much was acknowledged by then.
struct Image {
  Disk::Files files;
  size_t acknowledged = 0;
};

class PowerCutTest : public CrashTest {
 protected:
  using Images = std::vector<Image>;

  // Takes images of the disk before some of its calls: often at syncs, when
  // most is unsynced, and else at one call in `rarely`.
  static void TakeImages(Trial& trial, int rarely, Images& images) {
    trial.disk().BeforeEachCall([&trial, rarely, &images](Disk::Call call) {
      Random& random = trial.random();
      const bool take = call == Disk::Call::kSync
                            ? Chance(random, 0.2)
                            : random() % static_cast<uint64_t>(rarely) == 0;
      if (!take) return;
      images.push_back(
          {trial.disk().AfterPowerCut(random), trial.ledger().size()});
    });
  }

  // Lets all clients come through, in step, from opening to closing. Ends what
  // was asked for before each call: it writes to what the caller holds.
  static void RunThrough(Trial& trial) {
    ASSERT_THAT(trial.Open(), IsOk());
    EXPECT_TRUE(trial.run().Rounds(trial.stores(), 100));
    trial.Close();
    trial.disk().BeforeEachCall(nullptr);
    EXPECT_THAT(trial.run().faults(), IsEmpty());
  }

  // How a process ends: before that call of the disk, perhaps after the one
  // before it failed.
  struct Death {
    int64_t call = 0;
    bool failed_before = false;
  };
  // At each sync, when all of a commit is written and nothing of it durable;
  // behind each sync, which failed; and at some other calls.
  static std::vector<Death> DeathsOf(uint64_t seed,
                                     const TrialOptions& options) {
    Trial trial(seed, options);
    std::vector<Death> deaths;
    trial.disk().BeforeEachCall([&](Disk::Call call) {
      const int64_t number = trial.disk().calls();
      if (call == Disk::Call::kSync) {
        deaths.push_back({number, false});
        deaths.push_back({number + 1, true});
      } else if (IsLong() || Chance(trial.random(), 0.03)) {
        deaths.push_back({number, false});
      }
    });
    RunThrough(trial);
    return deaths;
  }

  // Lets a process work until it dies and another one take its place.
  static void Succeed(Trial& trial, const Death& death) {
    if (death.failed_before) {
      trial.disk().FailAt(death.call - 1, Disk::Failure::kIoError, false);
    }
    trial.disk().StopAt(death.call);
    if (trial.Open().ok()) {
      while (!trial.disk().stopped() && trial.run().Round(trial.stores())) {
      }
    }
    ASSERT_THAT(trial.Restart(), IsOk());
    EXPECT_THAT(trial.FindFaults(), IsEmpty());
  }

  // Everything that was acknowledged by then is in each image.
  void CheckImages(const Trial& trial, const Images& images) {
    for (size_t i = 0; i < images.size() && !HasFailure(); ++i) {
      SCOPED_TRACE(absl::StrCat("image ", i));
      Trial after(trial, images[i].files, images[i].acknowledged);
      ASSERT_THAT(after.Open(), IsOk());
      EXPECT_THAT(after.FindFaults(), IsEmpty());
      ++images_checked_;
    }
  }

  void TearDown() override { RecordProperty("images", images_checked_); }

  int images_checked_ = 0;
};

TEST_F(PowerCutTest, WhatWasAcknowledgedSurvivesACutAtAnyCallOfTheDisk) {
  for (const uint64_t seed : Seeds(3, 60)) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    Trial trial(seed, {.clients = 4, .steps = 30});
    Images images;
    TakeImages(trial, 50, images);
    RunThrough(trial);
    CheckImages(trial, images);
    if (HasFailure()) return;
  }
  EXPECT_GT(images_checked_, 20);
}

// The clients send everything again to what a cut left, also what was
// acknowledged, and power goes again on the way.
TEST_F(PowerCutTest, WorkGoesOnAfterACutAndSurvivesTheNextOne) {
  for (const uint64_t seed : Seeds(3, 60)) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    Trial trial(seed, {.clients = 4, .steps = 20});
    Images first;
    TakeImages(trial, 50, first);
    RunThrough(trial);
    ASSERT_THAT(first, Not(IsEmpty()));
    const Image& image = first[trial.random()() % first.size()];

    Trial after(trial, image.files, image.acknowledged);
    Images second;
    TakeImages(after, 100, second);
    RunThrough(after);
    CheckImages(after, second);
    ASSERT_THAT(after.Open(), IsOk());
    EXPECT_THAT(after.FindFaults(), IsEmpty());
    if (HasFailure()) return;
  }
}

TEST_F(PowerCutTest, ClientsThatRunFreelyLoseNothingEither) {
  for (const uint64_t seed : Seeds(2, 40)) {
    SCOPED_TRACE(absl::StrCat("seed ", seed, ", which repeats the steps only"));
    Trial trial(seed, {.clients = 6, .steps = 30});
    Images images;
    ASSERT_THAT(trial.Open(), IsOk());
    TakeImages(trial, 100, images);
    trial.run().Freely(trial.stores(), 1);
    trial.disk().BeforeEachCall(nullptr);
    EXPECT_TRUE(trial.run().through());
    EXPECT_THAT(trial.run().faults(), IsEmpty());
    images.resize(std::min<size_t>(images.size(), 20));
    CheckImages(trial, images);
    if (HasFailure()) return;
  }
}

// A commit that was written but not synced when the process was killed, or
// whose sync failed, is seen by the next process. When that one acknowledges it
// again, it must be durable by then.
TEST_F(PowerCutTest, WhatAKilledProcessLeftIsDurableBeforeItIsAcknowledged) {
  for (const uint64_t seed : Seeds(1, 8)) {
    const TrialOptions options{.clients = 3, .steps = 8};
    for (const Death& death : DeathsOf(seed, options)) {
      SCOPED_TRACE(
          absl::StrCat("seed ", seed, ", killed at call ", death.call,
                       death.failed_before ? " after one failed" : ""));
      Trial trial(seed, options);
      Succeed(trial, death);
      trial.run().Round(trial.stores());
      Images images;
      for (int i = 0; i < 3; ++i) {
        images.push_back({trial.disk().AfterPowerCut(trial.random()),
                          trial.ledger().size()});
      }
      CheckImages(trial, images);
      if (HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace iku::test
