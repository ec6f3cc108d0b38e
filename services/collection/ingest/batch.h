#ifndef IKU_SERVICES_COLLECTION_INGEST_BATCH_H_
#define IKU_SERVICES_COLLECTION_INGEST_BATCH_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/status/errors.h"
#include "iku/collection/v1/ingest_service.pb.h"
#include "services/collection/coordination/coordination_record.h"
#include "services/collection/ingest/row_report.h"
#include "services/collection/ingest/session.h"
#include "services/collection/record/validation.h"
#include "services/collection/register/register_view.h"
#include "services/collection/survey/survey_response.h"
#include "services/collection/village_document/village_document.h"

namespace iku::collection {

// INVALID_ARGUMENT with what is wrong with the batch as a whole.
absl::Status CheckBatch(const v1::SubmitBatchRequest& request,
                        const RegisterView& regions);

// The session that a batch without fault names, and its place in it.
std::optional<SessionPlace> PlaceOf(const v1::SubmitBatchRequest& request);

// The rows of a batch without fault, looked at one by one.
CheckedBatch<SurveyResponse> CheckRows(const v1::SurveyResponseRows& rows,
                                       const std::string& parent,
                                       const ValidationContext& now);
CheckedBatch<SurveyResponse> CheckRows(const v1::SurveySheet& sheet,
                                       const std::string& parent,
                                       const ValidationContext& now);
CheckedBatch<CoordinationRecord> CheckRows(
    const v1::CoordinationRecordRows& rows, const std::string& parent,
    const ValidationContext& now);
CheckedBatch<VillageDocument> CheckRows(const v1::VillageDocumentRows& rows,
                                        const std::string& parent,
                                        const ValidationContext& now);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_BATCH_H_
