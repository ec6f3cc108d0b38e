#ifndef IKU_SERVICES_IKUCTL_IMPORT_BATCH_ANSWERS_H_
#define IKU_SERVICES_IKUCTL_IMPORT_BATCH_ANSWERS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "services/ikuctl/import/batch_courier.h"
#include "services/ikuctl/import/record_kind.h"
#include "services/ikuctl/import/row_answer.h"

namespace iku::ctl {

// One answer per record of a batch, in order.

// From a response that has a result for every row. INTERNAL when it has not.
absl::StatusOr<std::vector<RowAnswer>> AnswersOf(
    const RecordBatch& batch, const RecordKind& kind,
    const collection::v1::SubmitBatchResponse& response);

// Of a parcel that is committed. INTERNAL when the response has another number
// of rows.
absl::StatusOr<std::vector<RowAnswer>> AnswersOf(const Parcel& parcel,
                                                 const RecordKind& kind,
                                                 bool quarantined);

// Of a batch that was committed before, all rows of which are in but `refused`.
std::vector<RowAnswer> AnswersOf(
    const RecordBatch& batch, const RecordKind& kind,
    const std::vector<collection::v1::QuarantinedRow>& refused,
    Language language);

// Takes the rows that `refusal` rejects out of the batch and keeps their
// answers in it. False when no row is left or none was rejected.
bool TakeOutRejected(RecordBatch& batch, const RecordKind& kind,
                     const collection::v1::SubmitBatchResponse& refusal);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_BATCH_ANSWERS_H_
