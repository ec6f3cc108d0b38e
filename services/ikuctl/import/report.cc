#include "services/ikuctl/import/report.h"

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/table.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

ImportReport::ImportReport(std::ostream& out, Format format, Language language,
                           int width)
    : out_(out), format_(format), language_(language), width_(width) {
  if (format_ == Format::kCsv) {
    out_ << CsvLine({"file", "row", "field", "column", "code", "sentence"});
  } else if (format_ == Format::kJson) {
    out_ << "{\n  \"rejected\": [";
  }
}

void ImportReport::Add(const std::string& file, int64_t row,
                       const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) {
    const Line line{file, row, problem};
    if (format_ == Format::kCsv) {
      WriteCsv(line);
    } else if (format_ == Format::kJson) {
      WriteJson(line);
    } else if (lines_.size() < kMostInTable) {
      lines_.push_back(line);
    }
    ++problems_;
  }
}

void ImportReport::WriteCsv(const Line& line) {
  out_ << CsvLine({line.file, absl::StrCat(line.row), line.problem.field,
                   line.problem.column, line.problem.code,
                   line.problem.sentence});
}

void ImportReport::WriteJson(const Line& line) {
  const nlohmann::ordered_json json = {
      {"file", line.file},           {"row", line.row},
      {"field", line.problem.field}, {"column", line.problem.column},
      {"code", line.problem.code},   {"sentence", line.problem.sentence}};
  out_ << (problems_ == 0 ? "\n    " : ",\n    ") << json.dump();
}

void ImportReport::Finish(const ImportTotals& totals, bool validate_only) {
  if (format_ == Format::kTable) {
    WriteTable(totals, validate_only);
  } else if (format_ == Format::kJson) {
    const nlohmann::ordered_json json = {
        {"read", totals.read},
        {"stored", totals.stored},
        {"alreadyThere", totals.already_there},
        {"rejected", totals.rejected},
        {"quarantined", totals.quarantined},
        {"quarantine", totals.quarantine},
        {"notSent", totals.not_sent},
        {"followUpsIn", totals.follow_ups_in},
        {"followUpsRejected", totals.follow_ups_rejected},
        {"validateOnly", validate_only}};
    out_ << (problems_ == 0 ? "" : "\n  ")
         << "],\n  \"totals\": " << json.dump() << "\n}\n";
  }
  out_.flush();
}

void ImportReport::WriteTable(const ImportTotals& totals, bool validate_only) {
  if (!lines_.empty()) {
    bool several = false;
    for (const Line& line : lines_) several |= line.file != lines_[0].file;
    std::vector<Table::Column> columns = {{Say(language_, "row"), true},
                                          {Say(language_, "field"), false},
                                          {Say(language_, "column"), false},
                                          {Say(language_, "code"), false},
                                          {Say(language_, "sentence"), false}};
    if (several) columns.insert(columns.begin(), {Say(language_, "file")});
    Table table(columns);
    for (const Line& line : lines_) {
      std::vector<std::string> cells = {
          absl::StrCat(line.row), line.problem.field, line.problem.column,
          line.problem.code, line.problem.sentence};
      if (several) cells.insert(cells.begin(), line.file);
      table.Add(std::move(cells));
    }
    out_ << table.Render(width_);
    const int64_t left_out = problems_ - static_cast<int64_t>(lines_.size());
    if (left_out > 0) {
      out_ << Say(language_, "report_left_out",
                  {{"count", absl::StrCat(left_out)}})
           << "\n";
    }
    out_ << "\n";
  }
  out_ << Say(language_, validate_only ? "totals_checked" : "totals",
              {{"read", absl::StrCat(totals.read)},
               {"stored", absl::StrCat(totals.stored)},
               {"already", absl::StrCat(totals.already_there)},
               {"rejected", absl::StrCat(totals.rejected)}});
  if (totals.not_sent > 0) {
    out_ << Say(language_, "totals_not_sent",
                {{"count", absl::StrCat(totals.not_sent)}});
  }
  out_ << "\n";
  if (totals.quarantined > 0) {
    out_ << Say(language_, "totals_quarantined",
                {{"count", absl::StrCat(totals.quarantined)},
                 {"session", totals.quarantine}})
         << "\n";
  }
  if (totals.follow_ups_in + totals.follow_ups_rejected > 0) {
    out_ << Say(language_,
                validate_only ? "totals_follow_ups_checked"
                              : "totals_follow_ups",
                {{"in", absl::StrCat(totals.follow_ups_in)},
                 {"rejected", absl::StrCat(totals.follow_ups_rejected)}})
         << "\n";
  }
}

}  // namespace iku::ctl
