#ifndef IKU_SERVICES_COLLECTION_RECORD_PERSONAL_DATA_H_
#define IKU_SERVICES_COLLECTION_RECORD_PERSONAL_DATA_H_

#include <optional>

#include "absl/strings/string_view.h"

namespace iku::collection {

enum class PersonalData { kNik, kPhone };

// What a text seems to hold that must never be kept (UU 27/2022): a NIK is 16
// digits, a telephone number starts with 0 or 62 and has 9 to 13 digits behind
// it; both also with spaces, dots or dashes between the digits. Dates, amounts
// of money and letter numbers are neither.
std::optional<PersonalData> FindPersonalData(absl::string_view text);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_PERSONAL_DATA_H_
