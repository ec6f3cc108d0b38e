#include "services/ikuctl/import/import_run.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ikuctl/client/failure.h"
#include "services/ikuctl/import/progress.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

// Rows of the file that one batch may come from, those with problems included:
// bounds what waits to be reported. Batches end at places that follow from the
// file alone, so that a second run makes the same ones.
constexpr int kLongestSpan = 2000;

// Cells behind the last column that are empty come from spreadsheets that were
// wider once.
bool FitsHeader(CsvRow& row, size_t columns) {
  while (row.cells.size() > columns && row.cells.back().empty()) {
    row.cells.pop_back();
  }
  return row.cells.size() == columns;
}

}  // namespace

ImportRun::ImportRun(const Options& options, const Connection& connection,
                     Console& console, RowSender& sender,
                     std::vector<std::unique_ptr<ImportReport>> reports)
    : options_(options),
      connection_(connection),
      console_(console),
      sender_(sender),
      reports_(std::move(reports)) {}

int ImportRun::Send(const std::vector<CheckedFile>& files) {
  for (const CheckedFile& file : files) totals_.read += file.rows;
  for (const CheckedFile& file : files) {
    if (!SendFile(file)) break;
  }
  const int64_t in = totals_.stored + totals_.already_there;
  totals_.not_sent = totals_.read - in - totals_.rejected;
  if (totals_.quarantined > 0) totals_.quarantine = sender_.quarantine();
  for (const auto& report : reports_) {
    report->Finish(totals_, options_.validate_only);
  }
  if (totals_.not_sent > 0 && !refused_) {
    console_.err << Say(options_.language, "import_stopped",
                        {{"in", absl::StrCat(in)},
                         {"rest", absl::StrCat(totals_.not_sent)}})
                 << "\n";
  }
  if (in + totals_.quarantined == 0) return kNothingDone;
  return totals_.rejected + totals_.not_sent + totals_.follow_ups_rejected > 0
             ? kPartly
             : kDone;
}

bool ImportRun::SendFile(const CheckedFile& file) {
  std::ifstream in(file.path, std::ios::binary);
  CsvReader reader(in);
  CsvRow row;
  if (!reader.Next(row)) return false;
  const size_t columns = row.cells.size();
  if (!Begin(row.cells)) return false;
  if (sender_.all_in()) {
    totals_.already_there += file.rows;
    sender_.Close();
    return true;
  }

  Progress progress(console_.err, console_.progress, file.bytes,
                    options_.language);
  int64_t rows = 0;
  int span = 0;
  while (reader.Next(row)) {
    std::vector<Problem> problems;
    if (FitsHeader(row, columns)) {
      problems = sender_.Add(row);
    } else {
      problems.push_back({"", "", kColumnCount,
                          Say(options_.language, "column_count",
                              {{"found", absl::StrCat(row.cells.size())},
                               {"expected", absl::StrCat(columns)}})});
    }
    if (!problems.empty()) {
      ++totals_.rejected;
      pending_.push_back({row.number, std::move(problems)});
    }
    progress.Show(++rows, reader.bytes_read());
    if (++span < kLongestSpan && !sender_.full()) continue;
    if (!Flush(file, sender_.full() ? Answers::kAsTheyCome : Answers::kWait)) {
      return false;
    }
    span = 0;
  }
  if (!Flush(file, Answers::kWait)) return false;
  // The file was whole when it was checked: it is not the same any more.
  if (reader.error().has_value() || ChangedSince(file)) {
    PrintComplaints({{"file_changed", {{"file", file.path}}}},
                    options_.language, console_.err);
    return false;
  }
  sender_.Close();
  return true;
}

bool ImportRun::Begin(const std::vector<std::string>& header) {
  const absl::StatusOr<std::vector<Complaint>> wrong = sender_.Start(header);
  if (wrong.ok() && wrong->empty()) return true;
  refused_ = true;
  if (wrong.ok()) {
    PrintComplaints(*wrong, options_.language, console_.err);
  } else {
    PrintFailure(wrong.status(), connection_.collection_address,
                 options_.language, console_.err);
  }
  return false;
}

bool ImportRun::Flush(const CheckedFile& file, Answers wanted) {
  std::vector<RowAnswer> answers;
  absl::Status status;
  if (sender_.waiting() > 0) status = sender_.Send(answers);
  if (status.ok() && wanted == Answers::kWait) status = sender_.Drain(answers);
  for (RowAnswer& answer : answers) {
    Count(answer);
    if (answer.problems.empty()) continue;
    pending_.push_back({answer.row, std::move(answer.problems)});
  }
  if (!status.ok()) {
    if (console_.progress) console_.err << "\n";
    PrintFailure(status, connection_.collection_address, options_.language,
                 console_.err);
  }
  const bool all = !status.ok() || sender_.all_answered();
  ReportPending(file, all               ? std::numeric_limits<int64_t>::max()
                      : answers.empty() ? 0
                                        : answers.back().row);
  return status.ok();
}

void ImportRun::Count(const RowAnswer& answer) {
  switch (answer.outcome) {
    case v1::ROW_OUTCOME_CREATED:
      ++totals_.stored;
      break;
    case v1::ROW_OUTCOME_REPLAYED:
      ++totals_.already_there;
      break;
    default:
      ++totals_.rejected;
  }
  totals_.quarantined += answer.quarantined;
  totals_.follow_ups_in += answer.follow_up == RowAnswer::FollowUp::kIn;
  totals_.follow_ups_rejected +=
      answer.follow_up == RowAnswer::FollowUp::kRejected;
}

void ImportRun::ReportPending(const CheckedFile& file, int64_t last) {
  std::stable_sort(
      pending_.begin(), pending_.end(),
      [](const Pending& a, const Pending& b) { return a.row < b.row; });
  const auto behind =
      std::find_if(pending_.begin(), pending_.end(),
                   [&](const Pending& pending) { return pending.row > last; });
  for (auto pending = pending_.begin(); pending != behind; ++pending) {
    for (const auto& report : reports_) {
      report->Add(BaseName(file.path), pending->row, pending->problems);
    }
  }
  pending_.erase(pending_.begin(), behind);
}

}  // namespace iku::ctl
