#ifndef IKU_SERVICES_COLLECTION_INGEST_ROW_REPORT_H_
#define IKU_SERVICES_COLLECTION_INGEST_ROW_REPORT_H_

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "common/status/language.h"
#include "iku/collection/v1/ingest_service.pb.h"
#include "services/collection/ingest/session.h"
#include "services/collection/record/record_store.h"
#include "services/collection/record/row_results.h"

namespace iku::collection {

// A batch after its rows were looked at one by one.
template <typename Content>
struct CheckedBatch {
  std::vector<std::string> names;  // as sent
  // INVALID_ARGUMENT for a row that breaks a rule.
  std::vector<absl::StatusOr<NewRecord<Content>>> rows;

  // The rows to store. Those that are left behind are empty; their keys stay.
  std::vector<NewRecord<Content>> TakeGood() {
    std::vector<NewRecord<Content>> good;
    good.reserve(rows.size());
    for (auto& row : rows) {
      if (!row.ok()) continue;
      good.push_back({row->key, std::move(row->content), row->refusal});
    }
    return good;
  }
  bool AllGood() const {
    return std::all_of(rows.begin(), rows.end(),
                       [](const auto& row) { return row.ok(); });
  }
};

// Path of a row while it is checked; violations lose it again.
inline constexpr char kRowPath[] = "row";

// `checked`, with paths that start at the row, and with NOT_IN_PARENT when the
// row has the name of another district.
absl::Status RowStatus(const absl::Status& checked, absl::string_view name,
                       absl::string_view parent);

// INVALID_ARGUMENT: an earlier row of the batch has this name.
absl::Status RepeatedInBatch(absl::string_view name, size_t earlier_row);

// What became of the rows. `result` is what the store said of TakeGood();
// `kept` says whether what it did was kept, or would have been.
template <typename Content>
std::vector<RowReport> ReportRows(const CheckedBatch<Content>& batch,
                                  const InsertResult<Content>& result,
                                  bool kept) {
  std::vector<RowReport> reports;
  reports.reserve(batch.rows.size());
  // The row that made a record; only where a name may stand twice.
  std::map<RecordKey, size_t> made_by;
  const bool all_new =
      std::all_of(result.rows.begin(), result.rows.end(),
                  [](const auto& row) { return row.ok() && row->created; });
  auto stored = result.rows.begin();
  for (size_t i = 0; i < batch.rows.size(); ++i) {
    if (!batch.rows[i].ok()) {
      reports.push_back({v1::ROW_OUTCOME_REJECTED, batch.rows[i].status()});
      continue;
    }
    const absl::StatusOr<Inserted<Content>>& outcome = *stored++;
    const RecordKey& key = batch.rows[i]->key;
    const auto maker = made_by.find(key);
    const bool made_here = maker != made_by.end();
    if (!outcome.ok()) {
      reports.push_back({v1::ROW_OUTCOME_REJECTED,
                         made_here
                             ? RepeatedInBatch(batch.names[i], maker->second)
                             : outcome.status()});
      continue;
    }
    if (outcome->created && !all_new) made_by[key] = i;
    const bool is_new = outcome->created || made_here;
    reports.push_back({!kept && is_new    ? v1::ROW_OUTCOME_HELD_BACK
                       : outcome->created ? v1::ROW_OUTCOME_CREATED
                                          : v1::ROW_OUTCOME_REPLAYED,
                       absl::OkStatus()});
  }
  return reports;
}

// Which rows a reply has a result of.
enum class RowsShown { kAll, kRejected };

// The reply; its sentences are in `language`.
v1::SubmitBatchResponse ToReply(const std::vector<std::string>& names,
                                const std::vector<RowReport>& reports,
                                RowsShown shown, int64_t data_version,
                                Language language);

BatchCounts CountsOf(const v1::BatchTotals& totals);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_ROW_REPORT_H_
