#include "services/collection/record/row_results.h"

#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/text/utf8.h"

namespace iku::collection {
namespace {

// Longer names are malformed; so much of them is echoed.
constexpr size_t kLongestName = 200;
// A reply of more bytes could pass the 4 MiB that a gRPC client takes unless it
// is told otherwise. From there on rows show one violation each.
constexpr size_t kLongReply = 3 << 20;

void CountRow(v1::RowOutcome outcome, v1::BatchTotals& totals) {
  totals.set_rows(totals.rows() + 1);
  switch (outcome) {
    case v1::ROW_OUTCOME_CREATED:
      return totals.set_created(totals.created() + 1);
    case v1::ROW_OUTCOME_REPLAYED:
      return totals.set_replayed(totals.replayed() + 1);
    case v1::ROW_OUTCOME_HELD_BACK:
      return totals.set_held_back(totals.held_back() + 1);
    default:
      return totals.set_rejected(totals.rejected() + 1);
  }
}

// What the store refuses has no violations of its own; it is about the name.
std::vector<Violation> ViolationsOfRow(const absl::Status& why) {
  std::vector<Violation> violations = ViolationsOf(why);
  if (violations.empty()) {
    violations.push_back({"name", ReasonOf(why), ArgumentsOf(why)});
  }
  return violations;
}

v1::RowResult ToProto(size_t index, const std::string& name,
                      const RowReport& report, bool brief, Language language) {
  v1::RowResult row;
  row.set_index(static_cast<int32_t>(index));
  row.set_name(name.size() <= kLongestName ? name : Shown(name));
  row.set_outcome(report.outcome);
  if (report.why.ok()) return row;
  *row.mutable_status() = ToRowStatus(report.why, language);
  for (const Violation& violation : ViolationsOfRow(report.why)) {
    *row.add_violations() = iku::ToProto(violation, language);
    if (brief) break;
  }
  return row;
}

}  // namespace

void AddRowResults(const std::vector<std::string>& names,
                   const std::vector<RowReport>& reports, bool only_rejected,
                   Language language,
                   google::protobuf::RepeatedPtrField<v1::RowResult>& results,
                   v1::BatchTotals& totals) {
  size_t bytes = 0;
  for (size_t i = 0; i < reports.size(); ++i) {
    CountRow(reports[i].outcome, totals);
    if (only_rejected && reports[i].why.ok()) continue;
    v1::RowResult& row = *results.Add();
    row = ToProto(i, names[i], reports[i], bytes >= kLongReply, language);
    bytes += row.ByteSizeLong();
  }
}

}  // namespace iku::collection
