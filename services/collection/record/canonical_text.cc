#include "services/collection/record/canonical_text.h"

#include "absl/strings/str_cat.h"

namespace iku::collection {

CanonicalTextBuilder::CanonicalTextBuilder(absl::string_view form)
    : text_(absl::StrCat(form, "\n")) {}

CanonicalTextBuilder& CanonicalTextBuilder::Add(absl::string_view key,
                                                absl::string_view text) {
  absl::StrAppend(&text_, key, " ", text.size(), ":", text, "\n");
  return *this;
}

CanonicalTextBuilder& CanonicalTextBuilder::Add(absl::string_view key,
                                                int64_t number) {
  absl::StrAppend(&text_, key, " ", number, "\n");
  return *this;
}

CanonicalTextBuilder& CanonicalTextBuilder::Add(
    absl::string_view key, const std::optional<Date>& date) {
  absl::StrAppend(&text_, key, " ", date ? ToString(*date) : "-", "\n");
  return *this;
}

}  // namespace iku::collection
