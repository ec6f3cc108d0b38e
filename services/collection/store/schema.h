#ifndef IKU_SERVICES_COLLECTION_STORE_SCHEMA_H_
#define IKU_SERVICES_COLLECTION_STORE_SCHEMA_H_

#include "absl/types/span.h"
#include "common/store/sqlite/database.h"

namespace iku::collection {

// The SQLite schema of the collection service, step by step. Append steps;
// never change one that was released.
absl::Span<const sqlite::Migration> Migrations();

// The query of FileChecks: every version of the data is one change, so the
// newest ones of both are the same.
const char* StoreCheck();

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_SCHEMA_H_
