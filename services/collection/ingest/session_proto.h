#ifndef IKU_SERVICES_COLLECTION_INGEST_SESSION_PROTO_H_
#define IKU_SERVICES_COLLECTION_INGEST_SESSION_PROTO_H_

#include "absl/status/statusor.h"
#include "common/status/language.h"
#include "iku/collection/v1/ingest.pb.h"
#include "services/collection/ingest/session.h"
#include "services/collection/register/register_view.h"

namespace iku::collection {

// INVALID_ARGUMENT with all violations; paths start with `ingest_session`.
absl::StatusOr<IngestSession> FromProto(const v1::IngestSession& message,
                                        const RegisterView& regions);

v1::IngestSession ToProto(const IngestSession& session);

// The row with the sentences of its violations in `language`.
v1::QuarantinedRow ToProto(const QuarantinedRow& row, Language language);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_SESSION_PROTO_H_
