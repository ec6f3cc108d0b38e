#include "common/store/store_url.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace iku {

absl::StatusOr<StoreUrl> ParseStoreUrl(absl::string_view url) {
  // Only the scheme is shown: what follows may hold a password one day.
  const absl::string_view scheme = url.substr(0, url.find(':'));
  if (!absl::ConsumePrefix(&url, "sqlite:")) {
    return absl::InvalidArgumentError(
        absl::StrCat("unknown store \"", scheme, "\"; known is sqlite:FILE"));
  }
  if (url.empty() || url == ":memory:" ||
      url.find('\0') != absl::string_view::npos) {
    return absl::InvalidArgumentError(
        "the store sqlite:FILE needs the path of a file");
  }
  return StoreUrl{StoreUrl::Kind::kSqlite, std::string(url)};
}

}  // namespace iku
