#ifndef IKU_COMMON_TEXT_PERSONAL_DATA_H_
#define IKU_COMMON_TEXT_PERSONAL_DATA_H_

#include <optional>

#include "absl/strings/string_view.h"

namespace iku {

enum class PersonalData { kNik, kPhone };

// What a text seems to hold that must never be kept (UU 27/2022): a NIK is 16
// digits, a telephone number starts with 0 or 62 and has 9 to 13 digits behind
// it; both also with spaces, dots or dashes between the digits. Dates, amounts
// of money and letter numbers are neither.
std::optional<PersonalData> FindPersonalData(absl::string_view text);

// The same for an id as a whole. Ids are often numbers, so only what is nothing
// but the digits (and dashes) of a NIK with a date of birth in it, or of a
// mobile telephone number (08... or 628...), counts; a UUID never does.
std::optional<PersonalData> PersonalDataAsId(absl::string_view id);

}  // namespace iku

#endif  // IKU_COMMON_TEXT_PERSONAL_DATA_H_
