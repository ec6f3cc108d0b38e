#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/sqlite/database.h"
#include "common/store/sqlite/file_lock.h"
#include "common/store/sqlite/safe_log.h"

namespace iku::sqlite {
namespace {

absl::StatusOr<int64_t> SchemaVersion(Connection& connection) {
  ASSIGN_OR_RETURN(Statement * get, connection.Prepare("PRAGMA user_version"));
  RETURN_IF_ERROR(get->Step().status());
  const int64_t version = get->Int(0);
  get->Reset();
  return version;
}

// Runs `sql` and sets the schema version in one transaction.
absl::Status RunStep(Connection& connection, const char* sql, size_t version) {
  RETURN_IF_ERROR(connection.Execute("BEGIN IMMEDIATE"));
  absl::Status status = connection.Execute(sql);
  if (status.ok()) {
    status = connection.Execute(
        absl::StrCat("PRAGMA user_version = ", version).c_str());
  }
  if (status.ok()) status = connection.Execute("COMMIT");
  if (!status.ok()) connection.Execute("ROLLBACK").IgnoreError();
  return status;
}

absl::Status Migrate(const std::string& path, Connection& connection,
                     absl::Span<const Migration> migrations) {
  ASSIGN_OR_RETURN(const int64_t version, SchemaVersion(connection));
  const size_t done = static_cast<size_t>(version);
  if (version < 0 || done > migrations.size()) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, " was made by a newer program: its schema is ",
                     version, ", this program knows ", migrations.size()));
  }
  // Our own table comes first, so that migrations may refer to it.
  RETURN_IF_ERROR(connection.Execute(
      "CREATE TABLE IF NOT EXISTS commits ("
      "version INTEGER PRIMARY KEY, committed_us INTEGER NOT NULL) STRICT"));
  for (size_t i = done; i < migrations.size(); ++i) {
    RETURN_IF_ERROR(RunStep(connection, migrations[i], i + 1));
  }
  return absl::OkStatus();
}

}  // namespace

Database::Database(const Clock& clock, const Options& options)
    : clock_(clock), options_(options) {}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(
    const std::string& path, absl::Span<const Migration> migrations,
    const Clock& clock, const Options& options) {
  std::unique_ptr<Database> database(new Database(clock, options));
  ASSIGN_OR_RETURN(database->lock_file_, LockFile(path));
  FileChecks checks = options.checks;
  checks.query_from_schema = migrations.size();
  RETURN_IF_ERROR(CheckFile(path, checks));
  ASSIGN_OR_RETURN(const bool log_left, MakeLogDurable(path));
  // A process that was killed may have left in it what was to go.
  if (log_left) database->clean_log_at_ = absl::InfinitePast();
  ASSIGN_OR_RETURN(database->write_connection_,
                   Connection::Open(path, Connection::Mode::kReadWrite));
  RETURN_IF_ERROR(Migrate(path, *database->write_connection_, migrations));
  {
    MutexLock lock(database->readers_mutex_);
    for (int i = 0; i < std::max(1, options.read_connections); ++i) {
      ASSIGN_OR_RETURN(std::unique_ptr<Connection> reader,
                       Connection::Open(path, Connection::Mode::kReadOnly));
      database->free_readers_.push_back(std::move(reader));
    }
  }
  ASSIGN_OR_RETURN(const int64_t newest,
                   NewestVersion(*database->write_connection_));
  ASSIGN_OR_RETURN(const std::optional<absl::Time> committed,
                   CommittedAt(*database->write_connection_, newest));
  {
    MutexLock lock(database->commits_mutex_);
    database->opened_at_ = newest;
    database->newest_ = newest;
    if (committed) {
      database->last_instant_ = *committed;
      database->settled_ = *committed;
    }
  }
  database->writer_ = std::thread([raw = database.get()] { raw->RunWriter(); });
  return database;
}

}  // namespace iku::sqlite
