#ifndef IKU_SERVICES_INDICATOR_FACTS_CLIENT_FACTS_FROM_PROTO_H_
#define IKU_SERVICES_INDICATOR_FACTS_CLIENT_FACTS_FROM_PROTO_H_

#include "absl/status/statusor.h"
#include "iku/collection/v1/facts.pb.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// What the collection service answered, as the formulas take it. INTERNAL when
// it breaks its contract: nothing is computed from facts that are not
// understood in full.
absl::StatusOr<DistrictFacts> FactsFromProto(
    const collection::v1::DistrictFacts& facts);

collection::v1::FactsSelection ToProto(const FactsSelection& selection);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FACTS_CLIENT_FACTS_FROM_PROTO_H_
