#ifndef IKU_COMMON_STORE_SQLITE_STATEMENT_H_
#define IKU_COMMON_STORE_SQLITE_STATEMENT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct sqlite3;
struct sqlite3_stmt;

namespace iku::sqlite {

// The status for a SQLite result code, by the code and never by its text:
// BUSY and LOCKED are UNAVAILABLE, FULL is RESOURCE_EXHAUSTED, CORRUPT and
// NOTADB are DATA_LOSS, a failed I/O is UNAVAILABLE, all else INTERNAL. `what`
// says what was tried; it is logged, not shown to callers.
absl::Status StatusOf(sqlite3* handle, int result, absl::string_view what);

// One prepared statement. Values are bound by position from 1. Used by one
// thread at a time.
//
//   ASSIGN_OR_RETURN(Statement * get, connection.Prepare(kSelectOne));
//   get->Bind(district, id);
//   ASSIGN_OR_RETURN(bool found, get->Step());
//   if (found) row.subject = get->Text(0);
class Statement {
 public:
  Statement(sqlite3* handle, sqlite3_stmt* statement)
      : handle_(handle), statement_(statement) {}
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void BindText(int position, absl::string_view value);  // copied
  void BindBlob(int position, absl::string_view value);  // copied
  // Not copied: `value` outlives the run. For the statements that run most.
  void BindTextInPlace(int position, absl::string_view value);
  void BindInt(int position, int64_t value);
  void BindNull(int position);
  void BindTextOrNull(int position, absl::string_view value);  // "" is NULL
  void BindOptionalInt(int position, std::optional<int64_t> value);

  // Binds each value by its type to the positions 1, 2, ...
  template <typename... Values>
  void Bind(const Values&... values) {
    int position = 0;
    (BindOne(++position, values), ...);
  }

  // Runs up to the next row. False when there is none. After an error or false
  // the statement is reset.
  absl::StatusOr<bool> Step();

  // Runs a statement that returns no row, and resets it.
  absl::Status Run();

  // Makes the statement ready to run again; it keeps its values.
  void Reset();

  sqlite3_stmt* statement() const { return statement_; }

  // Values of the current row, columns from 0. NULL reads as 0 or "".
  int64_t Int(int column) const;
  std::string Text(int column) const;
  std::string Blob(int column) const;
  bool IsNull(int column) const;
  bool IsBlob(int column) const;
  std::optional<int64_t> OptionalInt(int column) const;

 private:
  void BindOne(int position, absl::string_view value) {
    BindText(position, value);
  }
  void BindOne(int position, const std::string& value) {
    BindText(position, value);
  }
  void BindOne(int position, const char* value) { BindText(position, value); }
  void BindOne(int position, int64_t value) { BindInt(position, value); }
  void BindOne(int position, int value) { BindInt(position, value); }
  void BindOne(int position, std::optional<int64_t> value) {
    BindOptionalInt(position, value);
  }

  sqlite3* handle_;
  sqlite3_stmt* statement_;
  int bind_result_ = 0;  // first failed bind; reported by Step
};

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_STATEMENT_H_
