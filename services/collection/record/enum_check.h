#ifndef IKU_SERVICES_COLLECTION_RECORD_ENUM_CHECK_H_
#define IKU_SERVICES_COLLECTION_RECORD_ENUM_CHECK_H_

#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "services/collection/record/validation.h"

namespace iku::collection {

// A number that the enum names: proto3 also carries numbers that it does not.
// UNKNOWN_CODE for those, REQUIRED for 0 where something is required.
void CheckEnumNumber(absl::string_view field, int number,
                     const google::protobuf::EnumDescriptor& type,
                     Presence presence, Violations& found);

template <typename Enum>
Enum CheckEnum(absl::string_view field, Enum value, Presence presence,
               Violations& found) {
  CheckEnumNumber(field, value, *google::protobuf::GetEnumDescriptor<Enum>(),
                  presence, found);
  return value;
}

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_ENUM_CHECK_H_
