#ifndef IKU_TESTS_CRASH_PROOF_H_
#define IKU_TESTS_CRASH_PROOF_H_

#include <string>
#include <vector>

#include "tests/crash/ledger.h"
#include "tests/crash/script.h"
#include "tests/crash/stores.h"

namespace iku::test {

// What is wrong with a store, a line each; nothing when all of this holds:
//
// - everything that was acknowledged is there, as it was acknowledged, and what
//   was acknowledged as erased is not;
// - nothing is there that no client sent, and nothing twice;
// - the versions of each record are 1, 2, ... with one newest;
// - a session stands behind its last batch, and its counts are those of its
//   batches;
// - the tallies equal a recount, the chains of changes hold;
// - SQLite finds the file whole.
std::vector<std::string> FindFaults(Stores& stores, const Facts& acknowledged,
                                    const Script& script);

}  // namespace iku::test

#endif  // IKU_TESTS_CRASH_PROOF_H_
