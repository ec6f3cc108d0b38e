#ifndef IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_STORE_H_
#define IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_STORE_H_

#include <optional>

#include "services/collection/coordination/coordination_record.h"
#include "services/collection/record/record_store.h"

namespace iku::collection {

// Which records to list; nothing means any.
struct CoordinationFilter {
  std::optional<ResultKind> kind;
  std::optional<FollowUpState> follow_up_state;
};

using CoordinationStore = RecordStore<CoordinationRecord, CoordinationFilter>;

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_STORE_H_
