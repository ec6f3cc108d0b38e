#include "services/collection/record/enum_check.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace iku::collection {

void CheckEnumNumber(absl::string_view field, int number,
                     const google::protobuf::EnumDescriptor& type,
                     Presence presence, Violations& found) {
  if (number == 0) {
    if (presence == Presence::kRequired) found.Add(field, code::kRequired);
    return;
  }
  if (type.FindValueByNumber(number) != nullptr) return;
  std::vector<std::string> allowed;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) allowed.push_back(type.value(i)->name());
  }
  found.Add(field, code::kUnknownCode,
            {{"value", absl::StrCat(number)},
             {"allowed", absl::StrJoin(allowed, ", ")}});
}

}  // namespace iku::collection
