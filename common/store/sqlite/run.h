#ifndef IKU_COMMON_STORE_SQLITE_RUN_H_
#define IKU_COMMON_STORE_SQLITE_RUN_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "common/status/macros.h"
#include "common/store/sqlite/connection.h"

namespace iku::sqlite {

// Runs a statement that returns no row, with its values.
template <typename... Values>
absl::Status Run(Connection& connection, const char* sql,
                 const Values&... values) {
  ASSIGN_OR_RETURN(Statement * statement, connection.Prepare(sql));
  statement->Bind(values...);
  return statement->Run();
}

// SQLite ends the whole transaction by itself after some errors (disk full).
bool InTransaction(const Connection& connection);

// Ends a transaction, if there is one, so that nothing of it is kept.
void RollBack(Connection& connection);

// What `work` returns, or INTERNAL when it throws: work of one caller must not
// end the writer thread, which serves all.
absl::Status Guarded(absl::FunctionRef<absl::Status()> work);

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_RUN_H_
