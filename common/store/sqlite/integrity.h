#ifndef IKU_COMMON_STORE_SQLITE_INTEGRITY_H_
#define IKU_COMMON_STORE_SQLITE_INTEGRITY_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"

namespace iku::sqlite {

// SQLite's check of the whole structure of a file that nobody writes; reads all
// of it and makes no file beside it. DATA_LOSS with what is wrong; CANCELLED
// when `go_on`, which is asked now and then, says no.
absl::Status CheckIntegrity(const std::string& path,
                            absl::FunctionRef<bool()> go_on);

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_INTEGRITY_H_
