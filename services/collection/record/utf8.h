#ifndef IKU_SERVICES_COLLECTION_RECORD_UTF8_H_
#define IKU_SERVICES_COLLECTION_RECORD_UTF8_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iku::collection {

// The characters of a text; nothing when it is not valid UTF-8 (overlong forms
// and surrogates are not).
std::optional<std::u32string> DecodeUtf8(absl::string_view text);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_UTF8_H_
