#include "services/collection/record/page.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/collection/record/record.h"

namespace iku::collection {
namespace {

constexpr int kDefaultPageSize = 100;
constexpr int kLargestPageSize = 1000;

// Changes with the form of the token, so that an older one is refused.
constexpr char kFormat[] = "1";
constexpr size_t kHashLength = 16;

// Covers the position too, so that any changed byte shows.
std::string HashOf(const Cursor& last, absl::string_view query) {
  return Sha256Hex(
             absl::StrCat(kFormat, "\n", last.date, "\n", last.id, "\n", query))
      .substr(0, kHashLength);
}

std::optional<Cursor> Decode(absl::string_view token, absl::string_view query) {
  std::string plain;
  if (!absl::WebSafeBase64Unescape(token, &plain)) return std::nullopt;
  const std::vector<std::string> parts =
      absl::StrSplit(plain, absl::MaxSplits('|', 3));
  if (parts.size() != 4 || parts[0] != kFormat) return std::nullopt;
  Cursor last;
  if (!absl::SimpleAtoi(parts[1], &last.date)) return std::nullopt;
  last.id = parts[3];
  // Also refuses the other spellings that base64 and numbers have.
  if (MakePageToken(last, query) != token) return std::nullopt;
  return last;
}

}  // namespace

int CheckPageSize(absl::string_view field, int32_t page_size,
                  Violations& found) {
  if (page_size < 0 || page_size > kLargestPageSize) {
    found.Add(field, code::kOutOfRange,
              {{"value", absl::StrCat(page_size)},
               {"lowest", "0"},
               {"highest", absl::StrCat(kLargestPageSize)}});
    return kDefaultPageSize;
  }
  return page_size == 0 ? kDefaultPageSize : page_size;
}

std::string MakePageToken(const Cursor& last, absl::string_view query) {
  return absl::WebSafeBase64Escape(absl::StrCat(
      kFormat, "|", last.date, "|", HashOf(last, query), "|", last.id));
}

std::optional<Cursor> CheckPageToken(absl::string_view field,
                                     absl::string_view token,
                                     absl::string_view query,
                                     Violations& found) {
  if (token.empty()) return std::nullopt;
  std::optional<Cursor> last = Decode(token, query);
  if (!last) found.Add(field, code::kPageTokenInvalid);
  return last;
}

}  // namespace iku::collection
