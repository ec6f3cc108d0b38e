#ifndef IKU_SERVICES_IKUCTL_OUTPUT_JSON_H_
#define IKU_SERVICES_IKUCTL_OUTPUT_JSON_H_

#include <string>

#include "google/protobuf/message.h"

namespace iku::ctl {

// A message as the JSON of protobuf, lowerCamelCase, with fields that hold
// their default; on one line without `indented`.
std::string ToJson(const google::protobuf::Message& message, bool indented);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OUTPUT_JSON_H_
