#include "services/ikuctl/import/import_run.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ikuctl/client/failure.h"
#include "services/ikuctl/import/progress.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

constexpr size_t kMostPending = 1000;

std::string BaseName(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

// Cells behind the last column that are empty come from spreadsheets that were
// wider once.
bool FitsHeader(CsvRow& row, size_t columns) {
  while (row.cells.size() > columns && row.cells.back().empty()) {
    row.cells.pop_back();
  }
  return row.cells.size() == columns;
}

}  // namespace

FileCheck CheckFile(const std::string& path) {
  FileCheck check;
  check.file.path = path;
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) {
    check.wrong.push_back({"file_missing", {{"file", path}}});
    return check;
  }
  std::ifstream in(path, std::ios::binary);
  if (!S_ISREG(about.st_mode) || !in) {
    check.wrong.push_back({"file_unreadable", {{"file", path}}});
    return check;
  }
  check.file.bytes = about.st_size;
  CsvReader reader(in);
  CsvRow row;
  int64_t rows = 0;
  while (reader.Next(row)) ++rows;
  check.file.rows = rows - 1;
  if (reader.error().has_value()) {
    Complaint complaint = *reader.error();
    complaint.arguments["file"] = path;
    check.wrong.push_back(std::move(complaint));
  } else if (rows < 2) {
    check.wrong.push_back(
        {rows == 0 ? "csv_empty" : "csv_only_header", {{"file", path}}});
  }
  return check;
}

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
  for (const auto& report : reports_) {
    report->Finish(totals_, options_.validate_only);
  }
  if (totals_.not_sent > 0 && !refused_) {
    console_.err << Say(options_.language, "import_stopped",
                        {{"in", absl::StrCat(in)},
                         {"rest", absl::StrCat(totals_.not_sent)}})
                 << "\n";
  }
  if (in == 0) return kNothingDone;
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
  const absl::StatusOr<std::vector<Complaint>> wrong = sender_.Start(row.cells);
  if (!wrong.ok()) {
    PrintFailure(wrong.status(), connection_.collection_address,
                 options_.language, console_.err);
    refused_ = true;
    return false;
  }
  if (!wrong->empty()) {
    PrintComplaints(*wrong, options_.language, console_.err);
    refused_ = true;
    return false;
  }

  Progress progress(console_.err, console_.progress, file.bytes,
                    options_.language);
  int64_t rows = 0;
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
    if ((sender_.full() || pending_.size() >= kMostPending) && !Flush(file)) {
      return false;
    }
  }
  // The file was whole when it was checked: it changed since.
  if (reader.error().has_value()) {
    Complaint complaint = *reader.error();
    complaint.arguments["file"] = file.path;
    PrintComplaints({complaint}, options_.language, console_.err);
  }
  return Flush(file) && !reader.error().has_value();
}

bool ImportRun::Flush(const CheckedFile& file) {
  bool sent = true;
  if (sender_.waiting() > 0) {
    absl::StatusOr<std::vector<RowAnswer>> answers = sender_.Send();
    sent = answers.ok();
    if (sent) {
      for (RowAnswer& answer : *answers) {
        Count(answer);
        if (answer.problems.empty()) continue;
        pending_.push_back({answer.row, std::move(answer.problems)});
      }
    } else {
      if (console_.progress) console_.err << "\n";
      PrintFailure(answers.status(), connection_.collection_address,
                   options_.language, console_.err);
    }
  }
  ReportPending(file);
  return sent;
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
  totals_.follow_ups_in += answer.follow_up == RowAnswer::FollowUp::kIn;
  totals_.follow_ups_rejected +=
      answer.follow_up == RowAnswer::FollowUp::kRejected;
}

void ImportRun::ReportPending(const CheckedFile& file) {
  std::stable_sort(
      pending_.begin(), pending_.end(),
      [](const Pending& a, const Pending& b) { return a.row < b.row; });
  for (const Pending& pending : pending_) {
    for (const auto& report : reports_) {
      report->Add(BaseName(file.path), pending.row, pending.problems);
    }
  }
  pending_.clear();
}

}  // namespace iku::ctl
