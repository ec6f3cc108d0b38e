#ifndef IKU_SERVICES_INDICATOR_TARGET_TARGET_PROTO_H_
#define IKU_SERVICES_INDICATOR_TARGET_TARGET_PROTO_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "iku/indicator/v1/target.pb.h"
#include "iku/indicator/v1/target_service.pb.h"
#include "services/indicator/definition/rules.h"
#include "services/indicator/target/target.h"

namespace iku::indicator {

// `districts/{district}/targets/{indicator}.{period}` with an indicator that
// the rules know and a year or a quarter of kFirstTargetYear..kLastTargetYear.
std::optional<TargetKey> CheckTargetName(absl::string_view name,
                                         absl::string_view field,
                                         const Rules& rules, Violations& found);

inline constexpr int kFirstTargetYear = 2000;
inline constexpr int kLastTargetYear = 2100;
// Digits of a target behind the decimal point.
inline constexpr int kMostTargetDigits = 4;

// Checks the whole content; INVALID_ARGUMENT with every violation. A value that
// the indicator cannot reach by these rules is UNREACHABLE unless the request
// allows it.
absl::StatusOr<Target> FromProto(const v1::PutTargetRequest& request,
                                 const Rules& rules);

v1::Target ToProto(const StoredTarget& stored);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_TARGET_TARGET_PROTO_H_
