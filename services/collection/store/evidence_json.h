#ifndef IKU_SERVICES_COLLECTION_STORE_EVIDENCE_JSON_H_
#define IKU_SERVICES_COLLECTION_STORE_EVIDENCE_JSON_H_

#include "nlohmann/json.hpp"
#include "services/collection/record/validation.h"

namespace iku::collection {

// Evidence as a column holds it. Keys are part of the stored form: never rename
// one.
nlohmann::json EvidenceToJson(const Evidence& evidence);

// The evidence again. Throws nlohmann::json::exception when the text is not
// what EvidenceToJson makes; callers turn that into DATA_LOSS.
Evidence EvidenceFromJson(const nlohmann::json& json);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_EVIDENCE_JSON_H_
