#ifndef IKU_SERVICES_COLLECTION_STORE_TALLY_GROUP_H_
#define IKU_SERVICES_COLLECTION_STORE_TALLY_GROUP_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "common/store/sqlite/transaction.h"
#include "services/collection/store/record_kind.h"

namespace iku::collection {

// What all works of one commit add to the tallies of a kind. Many small writes
// touch the same few rows, which so change once a commit.
template <RecordKind Kind>
class TallyGroup final : public sqlite::Transaction::Shared {
 public:
  // Of a change, or of what was added up before.
  template <typename Added>
  void Add(const Added& added) {
    sum_.Add(added);
  }

  absl::Status BeforeCommit(sqlite::Transaction& transaction) override {
    return Kind::Apply(transaction.connection(), sum_);
  }

 private:
  typename Kind::Deltas sum_;
};

// Counts the changes when the work that calls is not undone.
template <RecordKind Kind>
void CountWhenKept(
    sqlite::Transaction& transaction,
    absl::Span<const TallyChange<typename Kind::Content>> changes) {
  TallyGroup<Kind>& group = transaction.Share<TallyGroup<Kind>>();
  typename Kind::Deltas deltas;
  for (const auto& change : changes) deltas.Add(change);
  transaction.OnKept(
      [&group, deltas = std::move(deltas)] { group.Add(deltas); });
}

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_TALLY_GROUP_H_
