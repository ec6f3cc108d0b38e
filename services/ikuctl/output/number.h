#ifndef IKU_SERVICES_IKUCTL_OUTPUT_NUMBER_H_
#define IKU_SERVICES_IKUCTL_OUTPUT_NUMBER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "common/status/language.h"

namespace iku::ctl {

// A decimal of the contract ("86.33") for a reader: decimal comma in
// Indonesian. Digits are never changed.
std::string ForReader(absl::string_view decimal, Language language);

// The same for every decimal inside a text, "25 x 3.84". Codes with more than
// one point ("35.08.21") stay.
std::string NumbersForReader(absl::string_view text, Language language);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OUTPUT_NUMBER_H_
