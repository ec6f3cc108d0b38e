#ifndef IKU_SERVICES_COLLECTION_AUDIT_CHANGE_STORE_H_
#define IKU_SERVICES_COLLECTION_AUDIT_CHANGE_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/collection/audit/change.h"

namespace iku::collection {

// What a list of changes asks for; all given conditions hold.
struct ChangeFilter {
  std::string district;  // code, or kRegisterChain
  std::optional<ChangeAction> action = {};
  // Only changes that brought a version of this resource, with the batches
  // among them.
  struct Resource {
    ChangedCollection collection = ChangedCollection::kSurveyResponses;
    std::string id;
  };
  std::optional<Resource> resource = {};
};

// Where a chain of changes does not hold. The numbers of v1::ChainFault.
enum class ChainFault { kBroken = 1, kContent = 2, kMissing = 3 };

struct ChainMismatch {
  std::string district;
  int64_t data_version = 0;
  ChainFault fault = ChainFault::kBroken;

  friend bool operator==(const ChainMismatch&, const ChainMismatch&) = default;
};

inline constexpr size_t kMostChainMismatches = 100;

// What verifying the chains found.
struct ChainReport {
  int64_t chains = 0;
  int64_t changes = 0;
  int64_t record_versions = 0;
  int64_t mismatches_total = 0;
  std::vector<ChainMismatch> mismatches = {};  // the first ones
  int64_t data_version = 0;
  Sha256 head = {};  // of the last chain

  void Add(ChainMismatch mismatch) {
    ++mismatches_total;
    if (mismatches.size() < kMostChainMismatches) {
      mismatches.push_back(std::move(mismatch));
    }
  }
};

// Reads the log of changes. Thread-safe; every method blocks and may answer
// UNAVAILABLE: call again.
class ChangeStore {
 public:
  virtual ~ChangeStore() = default;

  // Changes of one chain behind a version, oldest first, at most `limit`.
  virtual absl::StatusOr<std::vector<CommittedChange>> List(
      const ChangeFilter& filter, int64_t after_version, int limit) const = 0;

  // The same of every chain, in the order of their versions.
  virtual absl::StatusOr<std::vector<CommittedChange>> ListAll(
      int64_t after_version, int limit) const = 0;

  // Waits until something is committed that a list made before may not have
  // seen; at the longest until `deadline`. `seen` is 0 at first and then what
  // the last call made of it.
  virtual void WaitForCommit(int64_t& seen, absl::Time deadline) const = 0;

  // The first chain whose name comes behind `after`; nothing behind the last.
  virtual absl::StatusOr<std::optional<std::string>> ChainBehind(
      const std::string& after) const = 0;

  // Computes the chain of a district, or without one every chain, again, with
  // the hashes of what each change brought, and compares. Each chain is one
  // snapshot. Asks `go_on` now and then; DEADLINE_EXCEEDED when it says no.
  virtual absl::StatusOr<ChainReport> Verify(
      const std::optional<std::string>& district,
      absl::FunctionRef<bool()> go_on) const = 0;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_AUDIT_CHANGE_STORE_H_
