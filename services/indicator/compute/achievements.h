#ifndef IKU_SERVICES_INDICATOR_COMPUTE_ACHIEVEMENTS_H_
#define IKU_SERVICES_INDICATOR_COMPUTE_ACHIEVEMENTS_H_

#include <functional>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "iku/indicator/v1/indicator.pb.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/target/target.h"

namespace iku::indicator {

// The target of one indicator, for the district and period of an answer.
using TargetFinder = std::function<absl::StatusOr<std::optional<StoredTarget>>(
    const std::string& indicator)>;

// Holds every value of the answer against its target, rounded as published.
// Targets are for years and quarters: there an indicator without one says
// NO_TARGET, in another period nothing is said. Errors of `find` are passed on.
absl::Status SetAchievements(const IndicatorQuestion& question,
                             const TargetFinder& find,
                             v1::DistrictIndicators& answer);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_COMPUTE_ACHIEVEMENTS_H_
