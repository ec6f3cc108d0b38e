#include "services/ikuctl/output/json.h"

#include "google/protobuf/util/json_util.h"

namespace iku::ctl {

std::string ToJson(const google::protobuf::Message& message, bool indented) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = indented;
  options.always_print_primitive_fields = true;
  std::string json;
  // Fails for nothing that our contracts hold: no Any, no text that is not
  // UTF-8 can have come through gRPC.
  const auto status =
      google::protobuf::util::MessageToJsonString(message, &json, options);
  if (!status.ok()) return "{}";
  while (!json.empty() && json.back() == '\n') json.pop_back();
  return json;
}

}  // namespace iku::ctl
