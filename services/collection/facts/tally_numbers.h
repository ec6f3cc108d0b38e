#ifndef IKU_SERVICES_COLLECTION_FACTS_TALLY_NUMBERS_H_
#define IKU_SERVICES_COLLECTION_FACTS_TALLY_NUMBERS_H_

#include <cstdint>
#include <map>
#include <string>

#include "services/collection/coordination/coordination_tallies.h"
#include "services/collection/facts/district_facts.h"
#include "services/collection/survey/survey_counts.h"

namespace iku::collection {

// All tallies of one district, as they are kept or as the records say. A kept
// number may stand for nothing that exists; it is kept as it is.
struct TallyNumbers {
  // By month, yyyymm.
  std::map<int64_t, SurveyCounts> surveys;
  std::map<int64_t, CoordinationCounts> coordination;
};

// Adds every number that differs to the mismatches of `report`, in the words
// that VerifyTallies of the contract shows; what one side does not hold is 0.
void Compare(const std::string& district, const TallyNumbers& kept,
             const TallyNumbers& counted, TallyReport& report);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_TALLY_NUMBERS_H_
