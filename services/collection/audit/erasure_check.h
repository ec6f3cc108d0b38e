#ifndef IKU_SERVICES_COLLECTION_AUDIT_ERASURE_CHECK_H_
#define IKU_SERVICES_COLLECTION_AUDIT_ERASURE_CHECK_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/sqlite/connection.h"
#include "services/collection/audit/change.h"
#include "services/collection/store/erased_versions.h"

namespace iku::collection {

// The erasures that a chain of changes tells of, by their data version.
using Erasures = absl::flat_hash_map<int64_t, Change>;

// Holds the erasures of one collection of a district against what is stored:
// takes the versions of its records one by one, in the order of the key, and
// says with which hash each of them came in. What an erasure left must be what
// its change says, so that nobody can hide an altered record behind one.
class ErasureCheck {
 public:
  // Takes what it has seen out of `erasures`.
  static absl::StatusOr<ErasureCheck> Begin(sqlite::Connection& connection,
                                            ChangedCollection collection,
                                            const std::string& district,
                                            Erasures& erasures);

  // `hash` is that of the version as it is stored now.
  absl::StatusOr<Sha256> HashAtFirst(const std::string& id, int64_t version,
                                     const Sha256& hash);

  // Behind the last version. Data versions of the erasures of this collection
  // that are not what their change says, or that have none.
  absl::StatusOr<std::vector<int64_t>> End();

 private:
  // The hashes of one record's versions, one behind the other.
  struct Hashes {
    std::string before;
    std::string after;
  };

  ErasureCheck(ErasedVersionReader reader, ChangedCollection collection,
               Erasures& erasures)
      : reader_(reader), collection_(collection), erasures_(erasures) {}

  absl::Status Next();
  // Compares what was found of the erasures of one record.
  void Settle();

  ErasedVersionReader reader_;
  const ChangedCollection collection_;
  Erasures& erasures_;
  std::optional<ErasedVersion> row_;  // the next one
  std::string id_;
  std::map<int64_t, Hashes> of_record_;  // by the erasure's data version
  std::vector<int64_t> faults_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_AUDIT_ERASURE_CHECK_H_
