#ifndef IKU_SERVICES_IKUCTL_OUTPUT_CHAINS_H_
#define IKU_SERVICES_IKUCTL_OUTPUT_CHAINS_H_

#include "iku/collection/v1/audit_service.pb.h"
#include "services/ikuctl/output/page.h"

namespace iku::ctl {

// What a check of the chains of changes found, for readers.
void PrintChains(const Page& page,
                 const collection::v1::VerifyChangesResponse& reply);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OUTPUT_CHAINS_H_
