#include "services/collection/ingest/row_report.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/status/grpc_status.h"
#include "services/collection/record/utf8.h"

namespace iku::collection {
namespace {

// Longer names are malformed; so much of them is echoed.
constexpr size_t kLongestName = 200;
// A reply of more bytes could pass the 4 MiB that a gRPC client takes unless it
// is told otherwise. From there on rows show one violation each.
constexpr size_t kLongReply = 3 << 20;

constexpr char kNameField[] = "name";

std::string WithoutRow(absl::string_view path) {
  if (absl::ConsumePrefix(&path, kRowPath)) absl::ConsumePrefix(&path, ".");
  return std::string(path);
}

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
    violations.push_back({kNameField, ReasonOf(why), ArgumentsOf(why)});
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

absl::Status RowStatus(const absl::Status& checked, absl::string_view name,
                       absl::string_view parent) {
  Violations found;
  bool name_is_good = true;
  for (const Violation& violation : ViolationsOf(checked)) {
    const std::string field = WithoutRow(violation.field);
    Arguments arguments = violation.arguments;
    // The one argument that is a path too.
    const auto other = arguments.find("other");
    if (other != arguments.end()) other->second = WithoutRow(other->second);
    name_is_good &= field != kNameField;
    found.Add(field, violation.code, std::move(arguments));
  }
  if (!checked.ok() && found.empty()) return checked;
  if (name_is_good && !absl::StartsWith(name, absl::StrCat(parent, "/"))) {
    found.Add(kNameField, code::kNotInParent,
              {{"value", Shown(name)}, {"parent", std::string(parent)}});
  }
  return found.ToStatus();
}

absl::Status RepeatedInBatch(absl::string_view name, size_t earlier_row) {
  Violations found;
  found.Add(kNameField, code::kRepeatedInBatch,
            {{"value", std::string(name)}, {"row", absl::StrCat(earlier_row)}});
  return found.ToStatus();
}

v1::SubmitBatchResponse ToReply(const std::vector<std::string>& names,
                                const std::vector<RowReport>& reports,
                                int64_t data_version, Language language) {
  v1::SubmitBatchResponse reply;
  size_t bytes = 0;
  for (size_t i = 0; i < reports.size(); ++i) {
    v1::RowResult& row = *reply.add_results();
    row = ToProto(i, names[i], reports[i], bytes >= kLongReply, language);
    bytes += row.ByteSizeLong();
    CountRow(row.outcome(), *reply.mutable_totals());
  }
  reply.set_data_version(data_version);
  return reply;
}

}  // namespace iku::collection
