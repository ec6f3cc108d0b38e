#ifndef IKU_SERVICES_IKUCTL_IMPORT_VALUES_H_
#define IKU_SERVICES_IKUCTL_IMPORT_VALUES_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "common/civil/date.h"
#include "google/type/date.pb.h"

namespace iku::ctl {

// A day as people write it: 2025-06-30, 30/06/2025, 30-06-2025 or 30.06.2025,
// day before month, also with a time of day behind it. Nothing when it is none
// of these or does not exist.
std::optional<Date> DayOf(absl::string_view text);

google::type::Date ToProto(Date date);

// "2025-06-30"; empty for a date that is not set.
std::string ToText(const google::type::Date& date);

// A whole number without sign, at most nine digits.
std::optional<int> WholeNumberOf(absl::string_view text);

// The same, also in groups of three as people write large counts: 38.412,
// 38,412 or 38 412.
std::optional<int> GroupedNumberOf(absl::string_view text);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_VALUES_H_
