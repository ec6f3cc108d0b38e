#ifndef IKU_SERVICES_INDICATOR_DEFINITION_EMBEDDED_RULES_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_EMBEDDED_RULES_H_

#include "absl/strings/string_view.h"

namespace iku::indicator {

// The text of rules.textproto as it was when the program was built.
absl::string_view EmbeddedRulesText();

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_EMBEDDED_RULES_H_
