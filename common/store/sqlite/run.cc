#include "common/store/sqlite/run.h"

#include <sqlite3.h>

#include <exception>

#include "absl/strings/str_cat.h"
#include "common/log/log.h"

namespace iku::sqlite {

bool InTransaction(const Connection& connection) {
  return sqlite3_get_autocommit(connection.handle()) == 0;
}

void RollBack(Connection& connection) {
  connection.ResetStatements();
  if (!InTransaction(connection)) return;
  if (absl::Status status = Run(connection, "ROLLBACK"); !status.ok()) {
    LogError("rollback failed", {{"error", status.message()}});
  }
}

absl::Status Guarded(absl::FunctionRef<absl::Status()> work) {
  try {
    return work();
  } catch (const std::exception& thrown) {
    return absl::InternalError(
        absl::StrCat("exception in the store: ", thrown.what()));
  } catch (...) {
    return absl::InternalError("exception in the store");
  }
}

}  // namespace iku::sqlite
