#include "tests/crash/trial.h"

#include <cstdlib>
#include <utility>

#include "absl/strings/numbers.h"
#include "tests/crash/fault_vfs.h"
#include "tests/crash/proof.h"

namespace iku::test {
namespace {

// Pages at which the log starts anew: soon, sometimes, never in a short run.
constexpr int kLogPages[] = {40, 300, 16'384};

}  // namespace

Trial::Trial(uint64_t seed, const TrialOptions& options)
    : seed_(seed),
      random_(seed),
      script_(std::make_shared<const Script>(
          MakeScript(seed, options.clients, options.steps))),
      run_(*script_, ledger_),
      disk_(std::make_unique<Disk>(directory_.path(), seed)) {
  FaultVfs::SeedRandomness(seed);
}

Trial::Trial(const Trial& before, const Disk::Files& files, size_t acknowledged)
    : seed_(before.seed_),
      random_(before.seed_ + acknowledged),
      script_(before.script_),
      ledger_(before.ledger_.First(acknowledged)),
      run_(*script_, ledger_) {
  WriteFiles(files, directory_.path());
  disk_ = std::make_unique<Disk>(directory_.path(), before.seed_);
}

Trial::~Trial() { Close(); }

absl::Status Trial::Open() {
  sqlite::Database::Options options;
  options.max_log_pages = kLogPages[seed_ % 3];
  options.clean_log_after = absl::ZeroDuration();
  options.read_connections = 1;
  options.checks.query = collection::StoreCheck();
  ASSIGN_OR_RETURN(stores_, Stores::Open(path(), clock_, options));
  return absl::OkStatus();
}

absl::Status Trial::Restart() {
  Close();
  disk_->Restart();
  return Open();
}

std::vector<std::string> Trial::FindFaults() {
  std::vector<std::string> faults;
  const Facts acknowledged = ledger_.AllFacts(faults);
  for (std::string& fault :
       test::FindFaults(*stores_, acknowledged, *script_)) {
    faults.push_back(std::move(fault));
  }
  return faults;
}

CrashTest::CrashTest() {
  static const bool installed = [] {
    FaultVfs::Install();
    return true;
  }();
  EXPECT_TRUE(installed);
}

bool CrashTest::IsLong() { return std::getenv("IKU_CRASH_LONG") != nullptr; }

std::vector<uint64_t> CrashTest::Seeds(int few, int many) {
  uint64_t only = 0;
  const char* seed = std::getenv("IKU_CRASH_SEED");
  if (seed != nullptr && absl::SimpleAtoi(seed, &only)) return {only};
  std::vector<uint64_t> seeds;
  for (int i = 1; i <= (IsLong() ? many : few); ++i) {
    seeds.push_back(static_cast<uint64_t>(i));
  }
  return seeds;
}

}  // namespace iku::test
