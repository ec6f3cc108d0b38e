#ifndef IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_PROTO_H_
#define IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_PROTO_H_

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iku/collection/v1/coordination.pb.h"
#include "services/collection/coordination/coordination_record.h"
#include "services/collection/record/record.h"
#include "services/collection/record/record_store.h"
#include "services/collection/record/validation.h"

namespace iku::collection {

inline constexpr char kCoordinationRecords[] = "coordinationRecords";

// The record that a sender wants to store; INVALID_ARGUMENT with everything
// that breaks a rule of the contract. `field` is the path of the message:
// `coordination_record`, `coordination_records.rows[3]`. Output-only fields are
// not looked at.
absl::StatusOr<NewRecord<CoordinationRecord>> FromProto(
    const v1::CoordinationRecord& record, absl::string_view field,
    const ValidationContext& context);

// The same, adding to `found`; nothing when it added anything.
std::optional<NewRecord<CoordinationRecord>> CheckCoordinationRecord(
    absl::string_view field, const v1::CoordinationRecord& record,
    const ValidationContext& context, Violations& found);

// A step by itself, adding to `found`. Whether it fits the record is for
// WithFollowUp; what that would find in any record is found here already, so
// that the caller sees it together with the rest. The step's text is trimmed;
// only use it when nothing was found.
FollowUp CheckFollowUp(absl::string_view field, const v1::FollowUp& step,
                       Date today, Violations& found);

void ToProto(const Versioned<CoordinationRecord>& record,
             v1::CoordinationRecord& message);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_PROTO_H_
