#ifndef IKU_TESTS_CRASH_SCRIPT_H_
#define IKU_TESTS_CRASH_SCRIPT_H_

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/crash/ledger.h"
#include "tests/crash/stores.h"

namespace iku::test {

// One call of a client on the stores. It may be repeated at any time and, once
// all steps before it were acknowledged, must come to the same end each time.
struct Step {
  using Done = std::function<void(absl::Status)>;

  std::string what;
  // Queues the write; what the answer acknowledges goes into the ledger before
  // `done`.
  std::function<void(Stores&, Ledger&, Done)> send;
  // A whole new content, which newer ones may have replaced: then a repeat is
  // refused.
  bool may_be_outdated = false;
  // A change of a record that may have been erased since: then too.
  bool may_be_of_erased = false;
};

// What several clients do, made from a seed alone: surveys, coordination and
// its follow-ups, village documents, corrections, voids, erasures of records
// and of their text, the register, ingest sessions of their own and one that
// they share, rows in quarantine that are mended or discarded, and repeats of
// all of it.
struct Script {
  std::vector<std::vector<Step>> clients;
  // The contents that were sent under each record's name; see ContentValue.
  std::map<std::string, std::set<std::string>> sent;
};

Script MakeScript(uint64_t seed, int clients, int steps);

}  // namespace iku::test

#endif  // IKU_TESTS_CRASH_SCRIPT_H_
