#ifndef IKU_COMMON_STATUS_LANGUAGE_H_
#define IKU_COMMON_STATUS_LANGUAGE_H_

#include "absl/strings/string_view.h"

namespace iku {

// Languages that the system speaks to people.
enum class Language { kIndonesian, kEnglish };

// The language that an `accept-language` value prefers ("en-GB,en;q=0.9"):
// English when its first known language is English, else Indonesian.
Language PreferredLanguage(absl::string_view accept_language);

// "id" or "en".
absl::string_view LanguageTag(Language language);

}  // namespace iku

#endif  // IKU_COMMON_STATUS_LANGUAGE_H_
