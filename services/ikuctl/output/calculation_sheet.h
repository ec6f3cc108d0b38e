#ifndef IKU_SERVICES_IKUCTL_OUTPUT_CALCULATION_SHEET_H_
#define IKU_SERVICES_IKUCTL_OUTPUT_CALCULATION_SHEET_H_

#include <string>
#include <vector>

#include "iku/indicator/v1/indicator_service.pb.h"
#include "services/ikuctl/output/page.h"

namespace iku::ctl {

// A calculation as a sheet that an auditor follows with a pencil: who, what and
// by which rules; numbered lines; what was left out and why; where the records
// are.
void PrintCalculationSheet(const Page& page,
                           const indicator::v1::Explanation& explanation,
                           const std::string& choices);

// The same as lines of CSV, the titles first. `part` is `step`, `left_out` or
// `source`.
std::vector<std::vector<std::string>> CalculationSheetCsv(
    const indicator::v1::Explanation& explanation);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OUTPUT_CALCULATION_SHEET_H_
