#ifndef IKU_SERVICES_COLLECTION_RECORD_CANONICAL_TEXT_H_
#define IKU_SERVICES_COLLECTION_RECORD_CANONICAL_TEXT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "common/civil/date.h"

namespace iku::collection {

// Builds the canonical text of a content, field by field in a fixed order.
// Every text stands behind its length, so that no two contents make one text.
class CanonicalTextBuilder {
 public:
  // `form` names the kind of content and the version of its text.
  explicit CanonicalTextBuilder(absl::string_view form);

  CanonicalTextBuilder& Add(absl::string_view key, absl::string_view text);
  CanonicalTextBuilder& Add(absl::string_view key, int64_t number);
  CanonicalTextBuilder& Add(absl::string_view key,
                            const std::optional<Date>& date);

  std::string Build() && { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_CANONICAL_TEXT_H_
