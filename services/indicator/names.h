#ifndef IKU_SERVICES_INDICATOR_NAMES_H_
#define IKU_SERVICES_INDICATOR_NAMES_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "common/civil/region_code.h"
#include "common/status/errors.h"

namespace iku::indicator {

// What stands between `prefix` and `suffix` in a resource name; nothing, and a
// violation of `field` that shows `pattern`, when the name has another form.
std::optional<absl::string_view> IdInName(
    absl::string_view name, absl::string_view prefix, absl::string_view suffix,
    absl::string_view field, absl::string_view pattern, Violations& found);

// The district in `districts/{district}` + suffix.
std::optional<RegionCode> DistrictInName(absl::string_view name,
                                         absl::string_view suffix,
                                         absl::string_view field,
                                         Violations& found);

// The province, regency or district in `regions/{region}`.
std::optional<RegionCode> RegionInName(absl::string_view name,
                                       absl::string_view field,
                                       Violations& found);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_NAMES_H_
