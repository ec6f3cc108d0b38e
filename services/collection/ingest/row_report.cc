#include "services/collection/ingest/row_report.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/text/utf8.h"

namespace iku::collection {
namespace {

constexpr char kNameField[] = "name";

std::string WithoutRow(absl::string_view path) {
  if (absl::ConsumePrefix(&path, kRowPath)) absl::ConsumePrefix(&path, ".");
  return std::string(path);
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
                                RowsShown shown, int64_t data_version,
                                Language language) {
  v1::SubmitBatchResponse reply;
  AddRowResults(names, reports, shown == RowsShown::kRejected, language,
                *reply.mutable_results(), *reply.mutable_totals());
  v1::OutcomeRun* run = nullptr;
  for (const RowReport& report : reports) {
    if (run == nullptr || run->outcome() != report.outcome) {
      run = reply.add_outcomes();
      run->set_outcome(report.outcome);
    }
    run->set_rows(run->rows() + 1);
  }
  reply.set_data_version(data_version);
  return reply;
}

BatchCounts CountsOf(const v1::BatchTotals& totals) {
  return {.rows = totals.rows(),
          .created = totals.created(),
          .replayed = totals.replayed(),
          .rejected = totals.rejected(),
          .held_back = totals.held_back()};
}

}  // namespace iku::collection
