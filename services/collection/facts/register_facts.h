#ifndef IKU_SERVICES_COLLECTION_FACTS_REGISTER_FACTS_H_
#define IKU_SERVICES_COLLECTION_FACTS_REGISTER_FACTS_H_

#include "absl/status/status.h"
#include "common/store/sqlite/connection.h"
#include "services/collection/facts/district_facts.h"

namespace iku::collection {

// Reads the register and the village documents as of `facts.data_version` into
// `facts`: the district with the regions above it, and what the selection asks
// for. What the register did not hold then is left out. Services are those
// that `facts.survey_tallies` name, so the surveys are read first.
absl::Status ReadRegister(sqlite::Connection& connection,
                          const FactsSelection& selection,
                          DistrictFacts& facts);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_REGISTER_FACTS_H_
