#include "common/store/sqlite/integrity.h"

#include <sqlite3.h>

#include <memory>

#include "common/status/macros.h"
#include "common/store/sqlite/connection.h"

namespace iku::sqlite {
namespace {

using GoOn = absl::FunctionRef<bool()>;

// Instructions of SQLite between two questions.
constexpr int kInstructions = 100'000;

absl::StatusOr<std::string> Answer(const std::string& path, GoOn go_on) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection,
                   Connection::Open(path, Connection::Mode::kUnchanging));
  sqlite3_progress_handler(
      connection->handle(), kInstructions,
      [](void* asked) { return (*static_cast<GoOn*>(asked))() ? 0 : 1; },
      &go_on);
  ASSIGN_OR_RETURN(Statement * check,
                   connection->Prepare("PRAGMA integrity_check(1)"));
  ASSIGN_OR_RETURN(const bool found, check->Step());
  return found ? check->Text(0) : "no answer";
}

}  // namespace

absl::Status CheckIntegrity(const std::string& path, GoOn go_on) {
  const absl::StatusOr<std::string> answer = Answer(path, go_on);
  if (answer.ok() && *answer == "ok") return absl::OkStatus();
  if (!go_on()) return absl::CancelledError("the check was cancelled");
  return answer.ok() ? absl::DataLossError(*answer) : answer.status();
}

}  // namespace iku::sqlite
