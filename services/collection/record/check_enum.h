#ifndef IKU_SERVICES_COLLECTION_RECORD_CHECK_ENUM_H_
#define IKU_SERVICES_COLLECTION_RECORD_CHECK_ENUM_H_

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace iku::collection {

// A required code of the contract as the domain's own enum, whose numbers are
// the contract's. REQUIRED when it was left out, UNKNOWN_CODE when the contract
// has no such number: proto3 hands through what a newer sender knows.
template <typename DomainEnum, typename WireEnum>
std::optional<DomainEnum> CheckEnum(absl::string_view field, WireEnum value,
                                    Violations& found) {
  const int number = static_cast<int>(value);
  const google::protobuf::EnumDescriptor* known =
      google::protobuf::GetEnumDescriptor<WireEnum>();
  if (number == 0) {
    found.Add(field, code::kRequired);
    return std::nullopt;
  }
  if (known->FindValueByNumber(number) == nullptr) {
    std::string allowed;
    for (int i = 0; i < known->value_count(); ++i) {
      if (known->value(i)->number() == 0) continue;
      absl::StrAppend(&allowed, allowed.empty() ? "" : ", ",
                      known->value(i)->name());
    }
    found.Add(field, code::kUnknownCode,
              {{"value", absl::StrCat(number)}, {"allowed", allowed}});
    return std::nullopt;
  }
  return static_cast<DomainEnum>(number);
}

// The same for a filter, where leaving it out means any.
template <typename DomainEnum, typename WireEnum>
std::optional<DomainEnum> CheckEnumFilter(absl::string_view field,
                                          WireEnum value, Violations& found) {
  if (static_cast<int>(value) == 0) return std::nullopt;
  return CheckEnum<DomainEnum>(field, value, found);
}

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_CHECK_ENUM_H_
