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

// One way in which a disk fails.
struct Fault {
  Disk::Failure failure;
  bool lasting;
  std::string name;
};

const std::vector<Fault>& Faults() {
  static const std::vector<Fault>& faults = *new std::vector<Fault>{
      {Disk::Failure::kIoError, false, "EIO once"},
      {Disk::Failure::kIoError, true, "EIO from then on"},
      {Disk::Failure::kFull, false, "ENOSPC once"},
      {Disk::Failure::kFull, true, "ENOSPC from then on"},
      {Disk::Failure::kShortWrite, false, "a short write once"},
      {Disk::Failure::kShortWrite, true, "short writes from then on"},
  };
  return faults;
}

class FailingDiskTest : public CrashTest {
 protected:
  // How many calls of the disk a trial makes, and how many of them to start.
  struct Calls {
    int64_t to_open = 0;
    int64_t all = 0;
  };
  static Calls CallsOf(uint64_t seed, const TrialOptions& options) {
    Trial trial(seed, options);
    EXPECT_THAT(trial.Open(), IsOk());
    Calls calls{trial.disk().calls(), 0};
    EXPECT_TRUE(trial.run().Rounds(trial.stores(), 100));
    trial.Close();
    calls.all = trial.disk().calls();
    return calls;
  }

  // What callers are told says what they can do: a failed disk is UNAVAILABLE,
  // a full one RESOURCE_EXHAUSTED, and both may be called again.
  static void CheckRefusals(const Trial& trial, const Fault& fault) {
    const bool full = fault.failure != Disk::Failure::kIoError;
    for (const absl::Status& refusal : trial.run().refusals()) {
      EXPECT_THAT(refusal, StatusIs(full ? absl::StatusCode::kResourceExhausted
                                         : absl::StatusCode::kUnavailable));
      EXPECT_THAT(refusal,
                  HasReason(full ? code::kStoreFull : code::kStoreUnavailable));
    }
  }

  // The process goes on by itself once the disk is well, and nothing that it
  // acknowledged is lost, in it or in the next process, also when power goes.
  static void CheckRecovery(Trial& trial) {
    trial.disk().Heal();
    EXPECT_TRUE(trial.run().Rounds(trial.stores(), 100));
    EXPECT_THAT(trial.run().faults(), IsEmpty());
    EXPECT_THAT(trial.FindFaults(), IsEmpty());
    Trial after(trial, trial.disk().AfterPowerCut(trial.random()),
                trial.ledger().size());
    ASSERT_THAT(after.Open(), IsOk());
    EXPECT_THAT(after.FindFaults(), IsEmpty());
    ASSERT_THAT(trial.Restart(), IsOk());
    EXPECT_THAT(trial.FindFaults(), IsEmpty());
  }
};

TEST_F(FailingDiskTest, WorkGoesOnAndNothingAcknowledgedIsLost) {
  int struck = 0;
  for (const uint64_t seed : Seeds(1, 3)) {
    const TrialOptions options{.clients = 3, .steps = 8};
    const Calls calls = CallsOf(seed, options);
    const int64_t stride = IsLong() ? 1 : 29;
    for (int64_t at = calls.to_open; at < calls.all; at += stride) {
      for (const Fault& fault : Faults()) {
        SCOPED_TRACE(
            absl::StrCat("seed ", seed, ", ", fault.name, " at call ", at));
        Trial trial(seed, options);
        ASSERT_THAT(trial.Open(), IsOk());
        trial.disk().FailAt(at, fault.failure, fault.lasting);
        trial.run().Rounds(trial.stores(), 12);
        CheckRefusals(trial, fault);
        EXPECT_THAT(trial.run().faults(), IsEmpty());
        CheckRecovery(trial);
        struck += trial.disk().failed() ? 1 : 0;
        if (HasFailure()) return;
      }
    }
  }
  EXPECT_GT(struck, 10);
}

// SQLite writes a commit to its log before it syncs it. Were it seen when the
// sync fails, it would be acknowledged to whoever repeats it.
TEST_F(FailingDiskTest, ACommitWhoseSyncFailedIsSeenByNobody) {
  for (const uint64_t seed : Seeds(2, 20)) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    Trial trial(seed, {.clients = 2, .steps = 20});
    ASSERT_THAT(trial.Open(), IsOk());
    bool armed = false;
    trial.disk().BeforeEachCall([&](Disk::Call call) {
      if (!armed || call != Disk::Call::kSync) return;
      trial.disk().FailAt(trial.disk().calls(), Disk::Failure::kIoError, false);
      armed = false;
    });
    size_t refused = 0;
    while (!trial.run().through()) {
      const auto before = trial.stores().facts.NewestVersion();
      armed = true;
      trial.run().Round(trial.stores());
      if (trial.run().refusals().size() > refused) {
        EXPECT_EQ(*trial.stores().facts.NewestVersion(), *before);
        EXPECT_THAT(trial.FindFaults(), IsEmpty());
        refused = trial.run().refusals().size();
        armed = false;
        trial.run().Round(trial.stores());
      }
    }
    EXPECT_GT(refused, 10);
    trial.disk().BeforeEachCall(nullptr);
    CheckRecovery(trial);
  }
}

TEST_F(FailingDiskTest, AStartThatFailsSaysSoAndTheNextOneSucceeds) {
  for (const uint64_t seed : Seeds(1, 3)) {
    const TrialOptions options{.clients = 1, .steps = 4};
    const Calls calls = CallsOf(seed, options);
    const int64_t stride = IsLong() ? 1 : 7;
    for (int64_t at = 0; at < calls.to_open; at += stride) {
      for (const Fault& fault : Faults()) {
        SCOPED_TRACE(
            absl::StrCat("seed ", seed, ", ", fault.name, " at call ", at));
        Trial trial(seed, options);
        trial.disk().FailAt(at, fault.failure, fault.lasting);
        const absl::Status opened = trial.Open();
        EXPECT_TRUE(opened.ok() || absl::IsFailedPrecondition(opened) ||
                    absl::IsUnavailable(opened) ||
                    absl::IsResourceExhausted(opened))
            << opened;
        if (opened.ok() && fault.lasting && trial.disk().failed()) {
          // Only behind the last commit of the start, in a checkpoint.
          trial.run().Rounds(trial.stores(), 1);
          EXPECT_FALSE(trial.run().refusals().empty())
              << "a store that cannot write must say so";
        }
        trial.disk().Heal();
        ASSERT_THAT(trial.Restart(), IsOk());
        CheckRecovery(trial);
        if (HasFailure()) return;
      }
    }
  }
}

}  // namespace
}  // namespace iku::test
