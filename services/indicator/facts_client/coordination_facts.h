#ifndef IKU_SERVICES_INDICATOR_FACTS_CLIENT_COORDINATION_FACTS_H_
#define IKU_SERVICES_INDICATOR_FACTS_CLIENT_COORDINATION_FACTS_H_

#include "absl/status/status.h"
#include "iku/collection/v1/facts.pb.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// Fills in what is known of coordination. INTERNAL when it is not understood.
absl::Status SetCoordinationFacts(const collection::v1::DistrictFacts& from,
                                  DistrictFacts& to);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FACTS_CLIENT_COORDINATION_FACTS_H_
