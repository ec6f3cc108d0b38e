#ifndef IKU_SERVICES_COLLECTION_STORE_PACKED_ID_H_
#define IKU_SERVICES_COLLECTION_STORE_PACKED_ID_H_

#include <string>

#include "absl/strings/string_view.h"
#include "common/store/sqlite/statement.h"

namespace iku::collection {

// Ids as the tables hold them: a UUID as its 16 bytes, any other id as its
// text. Most ids are UUIDs, and each stands in the table and in its index.

// Binds the id; "" is NULL.
void BindId(sqlite::Statement& statement, int position, absl::string_view id);

// The id in a column; "" for NULL.
std::string ReadId(const sqlite::Statement& statement, int column);

// Whether `a` comes before `b` where a table is read in the order of its key:
// UUIDs come last.
bool ComesBefore(absl::string_view a, absl::string_view b);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_PACKED_ID_H_
