#ifndef IKU_TESTS_CRASH_TRIAL_H_
#define IKU_TESTS_CRASH_TRIAL_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "tests/crash/disk.h"
#include "tests/crash/ledger.h"
#include "tests/crash/run.h"
#include "tests/crash/script.h"
#include "tests/crash/stores.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace iku::test {

struct TrialOptions {
  int clients = 4;
  int steps = 30;
};

// A store on a disk of its own, clients with a script, and what they were told.
// All of it follows from the seed.
class Trial {
 public:
  Trial(uint64_t seed, const TrialOptions& options);
  // Goes on where `before` was when its disk held `files` and it had
  // acknowledged so much.
  Trial(const Trial& before, const Disk::Files& files, size_t acknowledged);
  ~Trial();

  // Opens the stores, as a process that starts does.
  absl::Status Open();
  void Close() { stores_.reset(); }
  // The same after the process was stopped.
  absl::Status Restart();

  Stores& stores() { return *stores_; }
  Disk& disk() { return *disk_; }
  Ledger& ledger() { return ledger_; }
  const Script& script() const { return *script_; }
  Run& run() { return run_; }
  const Run& run() const { return run_; }
  Random& random() { return random_; }

  // What the open stores lack of what was acknowledged; see proof.h.
  std::vector<std::string> FindFaults();

 private:
  std::string path() const { return directory_.File("collection.db"); }

  const uint64_t seed_;
  Random random_;
  const std::shared_ptr<const Script> script_;
  Ledger ledger_;
  Run run_;
  TempDir directory_;
  FakeClock clock_{absl::FromUnixSeconds(1'763'614'800)};
  std::unique_ptr<Disk> disk_;
  std::unique_ptr<Stores> stores_;
};

class CrashTest : public ::testing::Test {
 protected:
  CrashTest();

  // IKU_CRASH_SEED alone when it is set; else so many, more with
  // IKU_CRASH_LONG.
  static std::vector<uint64_t> Seeds(int few, int many);
  static bool IsLong();
};

}  // namespace iku::test

#endif  // IKU_TESTS_CRASH_TRIAL_H_
