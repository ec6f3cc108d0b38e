#ifndef IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_PROTO_H_
#define IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_PROTO_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/civil/region_code.h"
#include "iku/collection/v1/village_document.pb.h"
#include "services/collection/record/record.h"
#include "services/collection/record/record_store.h"
#include "services/collection/record/validation.h"
#include "services/collection/village_document/village_document.h"

namespace iku::collection {

inline constexpr char kVillageDocuments[] = "villageDocuments";

// The document that a sender wants to store; INVALID_ARGUMENT with everything
// that breaks a rule of the contract; see refusal.h for what the register says.
// `field` is the path of the message: `village_document`,
// `village_documents.rows[3]`. Output-only fields are not looked at.
absl::StatusOr<NewRecord<VillageDocument>> FromProto(
    const v1::VillageDocument& document, absl::string_view field,
    const ValidationContext& context);

// The same, adding to `found`; nothing when a rule of the contract is broken.
std::optional<NewRecord<VillageDocument>> CheckVillageDocument(
    absl::string_view field, const v1::VillageDocument& document,
    const ValidationContext& context, Violations& found);

// The code of a village inside `district` (no matter which when nothing) that
// the register holds, of whatever kind and at whatever time.
std::optional<RegionCode> CheckVillage(
    absl::string_view field, absl::string_view village,
    const std::optional<std::string>& district, const RegisterView& regions,
    Violations& found);

void ToProto(const Versioned<VillageDocument>& document,
             v1::VillageDocument& message);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_PROTO_H_
