#ifndef IKU_COMMON_STATUS_SENTENCES_H_
#define IKU_COMMON_STATUS_SENTENCES_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/status/language.h"

namespace iku {

// What fills the blanks of a sentence, by the blank's name.
using Arguments = std::map<std::string, std::string>;

// The sentence that belongs to a stable error code, in `language`, with every
// {blank} filled from `arguments`. A blank without an argument shows its name;
// an unknown code gives the code itself. Never fails.
std::string Sentence(absl::string_view code, const Arguments& arguments,
                     Language language);

// All codes that have a sentence, sorted. For tests and documentation.
absl::Span<const absl::string_view> SentenceCodes();

}  // namespace iku

#endif  // IKU_COMMON_STATUS_SENTENCES_H_
