#ifndef IKU_SERVICES_COLLECTION_AUDIT_CHANGE_LOG_H_
#define IKU_SERVICES_COLLECTION_AUDIT_CHANGE_LOG_H_

#include "absl/status/status.h"
#include "common/store/sqlite/transaction.h"
#include "services/collection/audit/change.h"

namespace iku::collection {

// Puts the change that this unit of work made behind the others of its
// district, as the version of the data that the work has. Once a work, when all
// else of it is done.
absl::Status AppendChange(sqlite::Transaction& transaction,
                          const Change& change);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_AUDIT_CHANGE_LOG_H_
