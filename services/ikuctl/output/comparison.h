#ifndef IKU_SERVICES_IKUCTL_OUTPUT_COMPARISON_H_
#define IKU_SERVICES_IKUCTL_OUTPUT_COMPARISON_H_

#include <string>
#include <vector>

#include "iku/indicator/v1/indicator_service.pb.h"
#include "services/ikuctl/output/page.h"

namespace iku::ctl {

// What a simulation answers: the indicators as they are and as they would be,
// side by side, then what it takes to reach the goals.
void PrintComparison(const Page& page,
                     const indicator::v1::SimulateResponse& simulated);

// The same as lines of CSV, the titles first. `part` is `before`, `after` or
// `need`.
std::vector<std::vector<std::string>> ComparisonCsv(
    const indicator::v1::SimulateResponse& simulated);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OUTPUT_COMPARISON_H_
