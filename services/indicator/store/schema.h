#ifndef IKU_SERVICES_INDICATOR_STORE_SCHEMA_H_
#define IKU_SERVICES_INDICATOR_STORE_SCHEMA_H_

#include "absl/types/span.h"
#include "common/store/sqlite/database.h"

namespace iku::indicator {

// The SQLite schema of the indicator service, step by step. Append steps;
// never change one that was released.
absl::Span<const sqlite::Migration> Migrations();

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_STORE_SCHEMA_H_
