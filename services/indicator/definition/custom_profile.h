#ifndef IKU_SERVICES_INDICATOR_DEFINITION_CUSTOM_PROFILE_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_CUSTOM_PROFILE_H_

#include <memory>
#include <optional>

#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "iku/indicator/v1/definition.pb.h"
#include "services/indicator/formula/profile.h"

namespace iku::indicator {

inline constexpr char kCustomProfileName[] = "profiles/custom";

// A calculation profile of a caller's own: as it was sent, and as the formula
// takes it.
struct CustomProfile {
  v1::Profile text;
  Profile profile;
};

// Checks what a caller sends; nothing, and every violation under `field`, when
// it is not sound. Its name is kCustomProfileName or empty, it has 1 to
// kMaxElements elements of the survey whose weights add up to exactly 1, or as
// exactly as `weight_rounding` says, and grades. Titles and a legal basis are
// not asked for; the value has two digits, half up where nothing is said.
std::optional<std::shared_ptr<const CustomProfile>> CheckCustomProfile(
    const v1::Profile& sent, absl::string_view field, Violations& found);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_CUSTOM_PROFILE_H_
