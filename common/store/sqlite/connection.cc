#include "common/store/sqlite/connection.h"

#include <sqlite3.h>

#include <cassert>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/status/errors.h"
#include "common/status/macros.h"

namespace iku::sqlite {
namespace {

constexpr char kReadWritePragmas[] =
    "PRAGMA journal_mode = WAL;"
    // An OK that was sent must survive a power failure; NORMAL may lose it.
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA trusted_schema = OFF;"
    // What was erased must not stay in pages that are free.
    "PRAGMA secure_delete = ON;"
    // What one reader that took long made large is given back.
    "PRAGMA journal_size_limit = 67108864;"
    // Room for the inner pages of the indexes.
    "PRAGMA cache_size = -65536;";

constexpr char kReadOnlyPragmas[] =
    "PRAGMA query_only = ON;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cache_size = -8192;"
    // Only the writer checkpoints.
    "PRAGMA wal_autocheckpoint = 0;";

void Configure(sqlite3* handle, Connection::Mode mode) {
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, Connection::kBusyTimeoutMs);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  if (mode != Connection::Mode::kReadWrite) {
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }
}

// The path as a URI that says that nobody writes the file.
std::string UnchangingUri(const std::string& path) {
  return absl::StrCat(
      "file:",
      absl::StrReplaceAll(path, {{"%", "%25"}, {"?", "%3f"}, {"#", "%23"}}),
      "?immutable=1");
}

// A failed open as a person who starts the program needs to see it.
absl::Status CannotOpen(const std::string& path, sqlite3* handle, int result) {
  if ((result & 0xff) == SQLITE_NOTADB || (result & 0xff) == SQLITE_CORRUPT) {
    return absl::DataLossError(absl::StrCat(
        path, " is damaged or is not a database: ", sqlite3_errstr(result)));
  }
  const int system_error = handle == nullptr ? 0 : sqlite3_system_errno(handle);
  return absl::FailedPreconditionError(
      absl::StrCat("cannot open ", path, ": ",
                   system_error != 0 ? std::strerror(system_error)
                                     : sqlite3_errstr(result)));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(
    const std::string& path, Mode mode) {
  const int flags = mode == Mode::kReadWrite
                        ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                        : SQLITE_OPEN_READONLY;
  const bool unchanging = mode == Mode::kUnchanging;
  sqlite3* handle = nullptr;
  int result = sqlite3_open_v2(
      (unchanging ? UnchangingUri(path) : path).c_str(), &handle,
      flags | SQLITE_OPEN_NOMUTEX | (unchanging ? SQLITE_OPEN_URI : 0),
      nullptr);
  // Closes the handle also when the open failed.
  std::unique_ptr<Connection> connection(new Connection(handle));
  if (result != SQLITE_OK) return CannotOpen(path, handle, result);
  Configure(handle, mode);
  // The first statement is what reads the file.
  result = sqlite3_exec(
      handle, mode == Mode::kReadWrite ? kReadWritePragmas : kReadOnlyPragmas,
      nullptr, nullptr, nullptr);
  if (result == SQLITE_OK) {
    result = sqlite3_exec(handle, "SELECT count(*) FROM sqlite_schema", nullptr,
                          nullptr, nullptr);
  }
  // SQLite opens a file that it may not write without a word.
  if (mode == Mode::kReadWrite && sqlite3_db_readonly(handle, "main") == 1) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot write ", path, ": it is read-only"));
  }
  if (result != SQLITE_OK) return CannotOpen(path, handle, result);
  return connection;
}

Connection::~Connection() {
  statements_.clear();
  sqlite3_close(handle_);
}

absl::Status Connection::Execute(const char* sql) {
  const int result = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (result == SQLITE_OK) return absl::OkStatus();
  return StatusOf(handle_, result, sql);
}

absl::StatusOr<Statement*> Connection::Prepare(const char* sql) {
  std::unique_ptr<Statement>& statement = statements_[sql];
  if (statement == nullptr) {
    sqlite3_stmt* prepared = nullptr;
    const int result = sqlite3_prepare_v3(
        handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (result != SQLITE_OK) {
      statements_.erase(sql);
      return StatusOf(handle_, result, sql);
    }
    statement = std::make_unique<Statement>(handle_, prepared);
  }
  assert(std::strcmp(sqlite3_sql(statement->statement()), sql) == 0);
  statement->Reset();
  sqlite3_clear_bindings(statement->statement());
  return statement.get();
}

void Connection::ResetStatements() {
  for (auto& [sql, statement] : statements_) statement->Reset();
}

int Connection::changes() const { return sqlite3_changes(handle_); }

}  // namespace iku::sqlite
