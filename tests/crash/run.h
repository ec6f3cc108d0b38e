#ifndef IKU_TESTS_CRASH_RUN_H_
#define IKU_TESTS_CRASH_RUN_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/sync/mutex.h"
#include "tests/crash/ledger.h"
#include "tests/crash/script.h"
#include "tests/crash/stores.h"

namespace iku::test {

// The clients of a script on their way through it. Each repeats its step until
// it is acknowledged, whatever happens to the stores in between, as a client of
// the service does.
class Run {
 public:
  Run(const Script& script, Ledger& ledger)
      : script_(script), ledger_(ledger), next_(script.clients.size()) {}

  // Every client sends one step; all of them are in one commit, so that the
  // same script makes the same calls of the disk. Waits for the answers and for
  // what the writer does behind them. False when no client had a step left.
  bool Round(Stores& stores);

  // At most so many rounds; whether all clients are through.
  bool Rounds(Stores& stores, int most);

  // All clients run freely, each on a thread of its own, until they are through
  // or a step was refused so many times in a row.
  void Freely(Stores& stores, int patience);

  bool through() const;
  // As if nothing had been sent yet.
  void StartOver() { next_.assign(script_.clients.size(), 0); }

  // Answers that no fault of the disk explains.
  std::vector<std::string> faults() const;
  // What steps were refused with, retried or not.
  std::vector<absl::Status> refusals() const;

 private:
  void Answered(size_t client, const absl::Status& status);

  const Script& script_;
  Ledger& ledger_;
  std::vector<size_t> next_;  // each touched by its own client only

  mutable Mutex mutex_;
  std::vector<std::string> faults_ ABSL_GUARDED_BY(mutex_);
  std::vector<absl::Status> refusals_ ABSL_GUARDED_BY(mutex_);
};

// Waits until the writer has done all that it was told.
void WaitForWriter(Stores& stores);

}  // namespace iku::test

#endif  // IKU_TESTS_CRASH_RUN_H_
