#ifndef IKU_SERVICES_IKUCTL_OUTPUT_DETAIL_H_
#define IKU_SERVICES_IKUCTL_OUTPUT_DETAIL_H_

#include "iku/indicator/v1/indicator.pb.h"
#include "services/ikuctl/output/page.h"

namespace iku::ctl {

// Targets, achievements and predicates of the indicators, as one table.
void PrintAchievements(const Page& page,
                       const indicator::v1::DistrictIndicators& result);

// How one indicator came about, as tables for readers: all that the detail of
// its answer holds. Nothing for an answer without one.
void PrintDetail(const Page& page, const indicator::v1::Indicator& indicator);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OUTPUT_DETAIL_H_
