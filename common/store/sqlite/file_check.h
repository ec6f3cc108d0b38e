#ifndef IKU_COMMON_STORE_SQLITE_FILE_CHECK_H_
#define IKU_COMMON_STORE_SQLITE_FILE_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace iku::sqlite {

// What a restore of `path` writes, before it gets the name `path`.
inline constexpr absl::string_view kUnfinishedRestore = ".restoring";

// DATA_LOSS: the file at `path` is damaged, `what` says how, and what to do.
absl::Status DamagedFile(const std::string& path, absl::string_view what);

struct FileChecks {
  // A file that is not larger is read whole.
  int64_t fully_checked_bytes = 16 << 20;
  // A query that must be quick and answers a row with a text when something is
  // wrong; asked when the schema has this version. The text goes behind "the
  // file is damaged: ".
  const char* query = nullptr;
  size_t query_from_schema = 0;  // set by Database::Open
};

// Looks for damage in the file that is about to be opened, in a time that does
// not grow with the file, and changes nothing. Finds what is no database, a
// damaged header or schema, a missing end, and a table or index whose root, or
// the pages on the way to its first and its last entry, are no longer what they
// should be. A file that is missing or empty is a new one, unless its log or an
// unfinished restore shows that it is not.
//
// DATA_LOSS with DamagedFile's message; FAILED_PRECONDITION for an unfinished
// restore. What cannot be read at all is OK here: opening it says why.
absl::Status CheckFile(const std::string& path, const FileChecks& checks);

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_FILE_CHECK_H_
