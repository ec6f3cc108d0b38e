#ifndef IKU_SERVICES_COLLECTION_RECORD_REFUSAL_H_
#define IKU_SERVICES_COLLECTION_RECORD_REFUSAL_H_

#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/status/errors.h"
#include "services/collection/record/record_store.h"

namespace iku::collection {

// The register changes, what a record says does not. So a record that only the
// register speaks against goes to the store all the same, which knows whether
// it was acknowledged before; see NewRecord.

// Whether nothing but the register speaks against a record; true for no
// violation at all.
bool OnlyTheRegisterRefuses(absl::Span<const Violation> found);

// `row`, which a check gave, with the refusal that follows from `found`.
// INVALID_ARGUMENT with all violations when a rule is broken that holds for
// ever.
template <typename Content>
absl::StatusOr<NewRecord<Content>> Judge(std::optional<NewRecord<Content>> row,
                                         const Violations& found) {
  if (!row || !OnlyTheRegisterRefuses(found.all())) return found.ToStatus();
  row->refusal = found.ToStatus();
  return *std::move(row);
}

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_REFUSAL_H_
