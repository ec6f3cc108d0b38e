#ifndef IKU_SERVICES_IKUCTL_OUTPUT_ROLL_UP_H_
#define IKU_SERVICES_IKUCTL_OUTPUT_ROLL_UP_H_

#include <string>
#include <vector>

#include "iku/indicator/v1/indicator.pb.h"
#include "services/ikuctl/output/page.h"

namespace iku::ctl {

// The indicators of a region: both ways to roll them up, the districts without
// data, then the first `limit` of each ranking.
void PrintRollUpTables(const Page& page,
                       const indicator::v1::RegionIndicators& roll_up,
                       int limit);

// Two lines for the CSV of districts, under the code of the region: one named
// `pooled`, one `mean-of-units`. Their columns are those of the districts;
// numerator, denominator and flags stay empty.
std::vector<std::vector<std::string>> RollUpCsvLines(
    const indicator::v1::RegionIndicators& roll_up);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OUTPUT_ROLL_UP_H_
