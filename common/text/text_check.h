#ifndef IKU_COMMON_TEXT_TEXT_CHECK_H_
#define IKU_COMMON_TEXT_TEXT_CHECK_H_

#include <string>

#include "absl/strings/string_view.h"
#include "common/status/errors.h"

namespace iku {

struct TextRule {
  int shortest = 0;  // characters; 1 and more means required
  int longest = 0;
  // People write freely here: refuse what looks like a NIK or telephone number.
  bool free_text = false;
};

// Valid UTF-8 without control characters (line breaks are allowed in free
// text), within the lengths; counted in characters, not bytes. Returns the text
// without white space around it; nothing of a text that breaks the rule.
std::string CheckText(absl::string_view field, absl::string_view text,
                      const TextRule& rule, Violations& found);

// The reason of a correction or void: 3 to 500 characters, free text.
std::string CheckReason(absl::string_view field, absl::string_view reason,
                        Violations& found);

}  // namespace iku

#endif  // IKU_COMMON_TEXT_TEXT_CHECK_H_
