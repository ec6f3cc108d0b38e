#ifndef IKU_COMMON_STORE_STORE_URL_H_
#define IKU_COMMON_STORE_STORE_URL_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace iku {

// Where a service keeps its data.
struct StoreUrl {
  enum class Kind { kSqlite };

  Kind kind = Kind::kSqlite;
  std::string path;

  friend bool operator==(const StoreUrl&, const StoreUrl&) = default;
};

// Reads `sqlite:FILE`. INVALID_ARGUMENT, with what is known, for anything else.
absl::StatusOr<StoreUrl> ParseStoreUrl(absl::string_view url);

}  // namespace iku

#endif  // IKU_COMMON_STORE_STORE_URL_H_
