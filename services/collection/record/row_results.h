#ifndef IKU_SERVICES_COLLECTION_RECORD_ROW_RESULTS_H_
#define IKU_SERVICES_COLLECTION_RECORD_ROW_RESULTS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/status/language.h"
#include "iku/collection/v1/ingest.pb.h"

namespace iku::collection {

// What became of one row of a batch, and for a rejected one why.
struct RowReport {
  v1::RowOutcome outcome;
  absl::Status why;
};

// Adds one result per row, or with `only_rejected` per rejected row, with its
// name as sent and sentences in `language`, and counts them all. However much
// is wrong with the rows, a caller who takes messages of 4 MiB can take the
// results of a batch.
void AddRowResults(const std::vector<std::string>& names,
                   const std::vector<RowReport>& reports, bool only_rejected,
                   Language language,
                   google::protobuf::RepeatedPtrField<v1::RowResult>& results,
                   v1::BatchTotals& totals);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_ROW_RESULTS_H_
