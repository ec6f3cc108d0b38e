#ifndef IKU_SERVICES_COLLECTION_FACTS_COORDINATION_FACTS_H_
#define IKU_SERVICES_COLLECTION_FACTS_COORDINATION_FACTS_H_

#include <cstdint>
#include <vector>

#include "services/collection/coordination/coordination_tallies.h"
#include "services/collection/facts/district_facts.h"

namespace iku::collection {

// What is known of the coordination records of one period.
struct CoordinationFacts {
  CoordinationCounts counts;
  std::vector<OverdueRecord> overdue;  // as DistrictFacts says
  int64_t overdue_total = 0;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_COORDINATION_FACTS_H_
