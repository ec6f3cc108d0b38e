#include "services/collection/ingest/session.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace iku::collection {

std::string QuarantineId(const QuarantineKey& key) {
  return absl::StrCat(key.sequence, "-", key.position);
}

bool ParseQuarantineId(absl::string_view id, QuarantineKey& key) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(id, absl::MaxSplits('-', 1));
  // The same row has one name only.
  return absl::SimpleAtoi(parts.first, &key.sequence) &&
         absl::SimpleAtoi(parts.second, &key.position) &&
         QuarantineId(key) == id;
}

std::string ResourceOf(const QuarantineKey& key) {
  return absl::StrCat(key.session.id, "/", QuarantineId(key));
}

std::string NameOf(const QuarantineKey& key) {
  return absl::StrCat(NameOf(key.session, kSessionsName), "/", kRowsName, "/",
                      QuarantineId(key));
}

}  // namespace iku::collection
