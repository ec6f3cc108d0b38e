#ifndef IKU_SERVICES_IKUCTL_IMPORT_ROW_IDS_H_
#define IKU_SERVICES_IKUCTL_IMPORT_ROW_IDS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace iku::ctl {

// The values of a record as one text, the same for the same content for ever:
// field numbers of the contract and values in their order.
std::string CanonicalText(const google::protobuf::Message& record);

// SHA-256 in hexadecimal digits, the first `digits` of them.
std::string HashOf(absl::string_view text, size_t digits);

// What a file is called in the ids of its records: its base name without
// extension in a-z, 0-9 and '-', at most 28 characters; a longer name keeps its
// start and a hash of the whole.
std::string SourceOf(absl::string_view path_or_name);

// The ids of the records of one file, made from what the rows say and not from
// where they stand: the same file again, also with rows added, moved or
// repaired, names the same records. Rows that say the same are told apart by
// how many of them came before. Not thread-safe.
class RowIds {
 public:
  // Rows without an id of their own that one file may have.
  static constexpr size_t kMaxRows = 5'000'000;

  explicit RowIds(std::string source) : source_(std::move(source)) {}

  // For a row with an id of its own: `<source>-<id>`, or `<id>` without source.
  // An id with other characters than a-z, 0-9 and '-' is spelt with these and a
  // hash.
  std::string OfOwnId(absl::string_view id) const;

  // `<source>-<day>-<16 digits of SHA-256>-<occurrence>`. Nothing past
  // kMaxRows.
  std::optional<std::string> OfContent(absl::string_view day,
                                       const google::protobuf::Message& record);

 private:
  std::string source_;
  absl::flat_hash_map<uint64_t, uint32_t> seen_;
  size_t rows_ = 0;
};

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_ROW_IDS_H_
