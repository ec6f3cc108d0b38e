#include "common/store/sqlite/statement.h"

#include <sqlite3.h>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "common/log/log.h"
#include "common/status/errors.h"

namespace iku::sqlite {
namespace {

absl::Status ErrorOf(int result) {
  switch (result) {
    case SQLITE_IOERR_DATA:
    case SQLITE_IOERR_CORRUPTFS:
      return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
  }
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:  // no file descriptor left, say
      return MakeError(absl::StatusCode::kUnavailable, code::kStoreUnavailable);
    case SQLITE_FULL:
      return MakeError(absl::StatusCode::kResourceExhausted, code::kStoreFull);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
    default:
      return MakeError(absl::StatusCode::kInternal, code::kInternal);
  }
}

// The same payloads with a message for the log; callers see the sentence of
// the reason.
absl::Status WithMessage(const absl::Status& status,
                         absl::string_view message) {
  absl::Status result(status.code(), message);
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    result.SetPayload(url, payload);
  });
  return result;
}

// A null pointer would bind NULL instead of an empty value.
const char* DataOf(absl::string_view value) {
  return value.data() == nullptr ? "" : value.data();
}

}  // namespace

absl::Status StatusOf(sqlite3* handle, int result, absl::string_view what) {
  const char* reason = handle != nullptr && sqlite3_errcode(handle) != SQLITE_OK
                           ? sqlite3_errmsg(handle)
                           : sqlite3_errstr(result);
  const absl::Status status = WithMessage(
      ErrorOf(result), absl::StrCat(what, ": ", reason, " (", result, ")"));
  LogWarning(
      "sqlite error",
      {{"what", what}, {"reason", reason}, {"code", std::to_string(result)}});
  return status;
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::BindText(int position, absl::string_view value) {
  const int result =
      sqlite3_bind_text64(statement_, position, DataOf(value), value.size(),
                          SQLITE_TRANSIENT, SQLITE_UTF8);
  if (bind_result_ == SQLITE_OK) bind_result_ = result;
}

void Statement::BindTextInPlace(int position, absl::string_view value) {
  const int result =
      sqlite3_bind_text64(statement_, position, DataOf(value), value.size(),
                          SQLITE_STATIC, SQLITE_UTF8);
  if (bind_result_ == SQLITE_OK) bind_result_ = result;
}

void Statement::BindBlob(int position, absl::string_view value) {
  const int result = sqlite3_bind_blob64(statement_, position, DataOf(value),
                                         value.size(), SQLITE_TRANSIENT);
  if (bind_result_ == SQLITE_OK) bind_result_ = result;
}

void Statement::BindInt(int position, int64_t value) {
  const int result = sqlite3_bind_int64(statement_, position, value);
  if (bind_result_ == SQLITE_OK) bind_result_ = result;
}

void Statement::BindNull(int position) {
  const int result = sqlite3_bind_null(statement_, position);
  if (bind_result_ == SQLITE_OK) bind_result_ = result;
}

void Statement::BindTextOrNull(int position, absl::string_view value) {
  if (value.empty()) {
    BindNull(position);
  } else {
    BindText(position, value);
  }
}

void Statement::BindOptionalInt(int position, std::optional<int64_t> value) {
  if (value.has_value()) {
    BindInt(position, *value);
  } else {
    BindNull(position);
  }
}

absl::StatusOr<bool> Statement::Step() {
  const int result =
      bind_result_ != SQLITE_OK ? bind_result_ : sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) {
    Reset();
    return false;
  }
  // The message goes with the reset.
  absl::Status status = StatusOf(handle_, result, sqlite3_sql(statement_));
  Reset();
  return status;
}

absl::Status Statement::Run() {
  const absl::StatusOr<bool> row = Step();
  Reset();
  return row.status();
}

void Statement::Reset() {
  sqlite3_reset(statement_);
  bind_result_ = SQLITE_OK;
}

int64_t Statement::Int(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string Statement::Text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  if (text == nullptr) return "";
  return std::string(reinterpret_cast<const char*>(text),
                     static_cast<size_t>(size));
}

std::string Statement::Blob(int column) const {
  const void* blob = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  if (blob == nullptr) return "";
  return std::string(static_cast<const char*>(blob), static_cast<size_t>(size));
}

bool Statement::IsNull(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

bool Statement::IsBlob(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_BLOB;
}

std::optional<int64_t> Statement::OptionalInt(int column) const {
  if (IsNull(column)) return std::nullopt;
  return Int(column);
}

}  // namespace iku::sqlite
