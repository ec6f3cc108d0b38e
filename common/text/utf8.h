#ifndef IKU_COMMON_TEXT_UTF8_H_
#define IKU_COMMON_TEXT_UTF8_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iku {

// The characters of a text; nothing when it is not valid UTF-8 (overlong forms
// and surrogates are not).
std::optional<std::u32string> DecodeUtf8(absl::string_view text);

// What a sender wrote, as an error shows it: its first 60 characters, escaped
// when they are not all printable.
std::string Shown(absl::string_view value);

}  // namespace iku

#endif  // IKU_COMMON_TEXT_UTF8_H_
