#include "services/collection/record/record.h"

namespace iku::collection {

Sha256 HashOfVersion(absl::string_view collection, const RecordKey& key,
                     int64_t number, RecordState state,
                     absl::string_view content) {
  // No name holds a line break, so that no two versions make one text.
  return Sha256::Of(absl::StrCat("version/1\n", NameOf(key, collection), "\n",
                                 number, " ", static_cast<int>(state), "\n",
                                 content));
}

}  // namespace iku::collection
