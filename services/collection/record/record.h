#ifndef IKU_SERVICES_COLLECTION_RECORD_RECORD_H_
#define IKU_SERVICES_COLLECTION_RECORD_RECORD_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/collection/record/sha256.h"  // IWYU pragma: export

namespace iku::collection {

// Whether a record counts. Stored: never change a number.
enum class RecordState { kActive = 1, kVoid = 2, kErased = 3 };

// What tells one record of a kind from all others.
struct RecordKey {
  std::string district;  // Kemendagri code, 35.08.21
  std::string id;        // chosen by the sender

  friend bool operator==(const RecordKey&, const RecordKey&) = default;
  friend auto operator<=>(const RecordKey&, const RecordKey&) = default;
};

// districts/35.08.21/surveyResponses/0192...
inline std::string NameOf(const RecordKey& key, absl::string_view collection) {
  return absl::StrCat("districts/", key.district, "/", collection, "/", key.id);
}

// Where one version of a record stands in its chain.
struct Version {
  int64_t number = 1;  // 1, 2, ... without gaps
  RecordState state = RecordState::kActive;
  int64_t data_version = 0;        // version of the data that it came in with
  int64_t created_version = 0;     // that of version 1
  absl::Time create_time = {};     // of version 1
  absl::Time update_time = {};     // of this version
  std::string changed_by = {};     // Caller.name
  std::string change_reason = {};  // "" for version 1
  std::string request_id = {};     // "" for version 1 and voids
  // Version of the data whose erasure last took content out; 0: none did.
  int64_t erased_version = 0;

  // What the contract calls etag. Another one after an erasure, so that a copy
  // from before it brings nothing back.
  std::string Etag() const {
    return erased_version == 0 ? absl::StrCat(number)
                               : absl::StrCat(number, "-", erased_version);
  }
};

// What tells one version of one record from any other, and its content, in one
// hash. `content` is what CanonicalText makes of the content.
Sha256 HashOfVersion(absl::string_view collection, const RecordKey& key,
                     int64_t number, RecordState state,
                     absl::string_view content);

// One version of one record. `Content` holds what the sender says, compares
// with ==, and has `std::string CanonicalText(const Content&)`: the same text
// for the same content for ever, from which its hash is made.
template <typename Content>
struct Versioned {
  RecordKey key;
  Content content;
  Version version;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_RECORD_H_
