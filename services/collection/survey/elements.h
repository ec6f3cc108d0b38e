#ifndef IKU_SERVICES_COLLECTION_SURVEY_ELEMENTS_H_
#define IKU_SERVICES_COLLECTION_SURVEY_ELEMENTS_H_

#include <array>
#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"

namespace iku::collection {

// What a satisfaction survey asks about, in the order of the questionnaire of
// Permenpan RB 14/2017. The regulation's body swaps the last two, so outside of
// this service elements are known by code and never by position.
inline constexpr size_t kElementCount = 9;
inline constexpr std::array<absl::string_view, kElementCount> kElements = {
    "requirements", "procedure", "time",       "cost",      "product",
    "competence",   "behaviour", "facilities", "complaints"};

// Position in kElements; nothing for another code.
std::optional<size_t> ElementIndex(absl::string_view code);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_SURVEY_ELEMENTS_H_
