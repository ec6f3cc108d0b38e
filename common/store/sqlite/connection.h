#ifndef IKU_COMMON_STORE_SQLITE_CONNECTION_H_
#define IKU_COMMON_STORE_SQLITE_CONNECTION_H_

#include <memory>
#include <string>
#include <unordered_map>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/store/sqlite/statement.h"

struct sqlite3;

namespace iku::sqlite {

// One connection to one SQLite file, with its prepared statements. Used by one
// thread at a time.
class Connection {
 public:
  // kUnchanging reads a file that nobody writes meanwhile, such as a backup: it
  // takes no locks and makes no file beside it, but does not see a log.
  enum class Mode { kReadWrite, kReadOnly, kUnchanging };

  static constexpr int kBusyTimeoutMs = 5'000;

  // Opens the file, makes it when it is missing (kReadWrite), and sets: WAL,
  // synchronous FULL, foreign keys, no double-quoted strings, trusted_schema
  // off, busy timeout. FAILED_PRECONDITION when the file cannot be opened
  // or written; the message names the file and says why. DATA_LOSS when it is
  // not a database or is damaged.
  static absl::StatusOr<std::unique_ptr<Connection>> Open(
      const std::string& path, Mode mode);

  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Runs one or more statements that return nothing.
  absl::Status Execute(const char* sql);

  // The prepared statement of `sql`, reset and without values; made on first
  // use and kept. `sql` is a literal that lives for ever: its address is the
  // key. One user at a time for each statement.
  absl::StatusOr<Statement*> Prepare(const char* sql);

  // Ends what every statement is in the middle of.
  void ResetStatements();

  // Rows changed by the last statement.
  int changes() const;

  sqlite3* handle() const { return handle_; }

 private:
  explicit Connection(sqlite3* handle) : handle_(handle) {}

  sqlite3* handle_;
  std::unordered_map<const char*, std::unique_ptr<Statement>> statements_;
};

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_CONNECTION_H_
