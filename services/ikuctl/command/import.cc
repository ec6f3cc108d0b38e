#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/import/checked_file.h"
#include "services/ikuctl/import/import_run.h"
#include "services/ikuctl/import/row_ids.h"

namespace iku::ctl {
namespace {

constexpr absl::Duration kBatchLimit = absl::Seconds(60);

std::unique_ptr<RowSender> SenderOf(const Work& work, const std::string& kind,
                                    const CheckedFile& file,
                                    const Connection& connection) {
  if (kind == "regions") return RegionSender(work.options, connection);
  if (kind == "services") return ServiceSender(work.options, connection);
  if (kind == "populations") return PopulationSender(work.options, connection);
  std::string source = work.options.source.has_value() ? *work.options.source
                                                       : SourceOf(file.path);
  if (!source.empty()) source = SourceOf(source + ".");
  std::unique_ptr<RecordKind> rows;
  if (kind == "survey") {
    rows = SurveyRows(work.options, source, connection);
  } else if (kind == "coordination") {
    rows = CoordinationRows(work.options, source);
  } else {
    rows = VillageDocumentRows(work.options, source, connection);
  }
  return RecordSender(std::move(rows), kind, file, std::move(source),
                      work.options, connection);
}

bool IsKind(const std::string& word) {
  return word == "survey" || word == "coordination" ||
         word == "village-documents" || word == "regions" ||
         word == "services" || word == "populations";
}

// A folder stands for the files of idn-area-data in it, largest regions first.
std::vector<std::string> FilesIn(const std::string& path) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0 || !S_ISDIR(about.st_mode)) return {path};
  std::vector<std::string> files;
  for (const char* name :
       {"provinces.csv", "regencies.csv", "districts.csv", "villages.csv"}) {
    const std::string file = absl::StrCat(path, "/", name);
    if (stat(file.c_str(), &about) == 0) files.push_back(file);
  }
  return files;
}

// How many dots the first code of a file of regions has: its level.
long LevelOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  CsvReader reader(in);
  CsvRow row;
  if (!reader.Next(row) || !reader.Next(row)) return 0;
  return std::count(row.cells[0].begin(), row.cells[0].end(), '.');
}

std::vector<std::string> FilesOf(const Work& work, const std::string& kind) {
  const std::vector<std::string> named(work.words.begin() + 1,
                                       work.words.end());
  if (kind != "regions") return named;
  std::vector<std::string> files;
  for (const std::string& path : named) {
    for (std::string& file : FilesIn(path)) files.push_back(std::move(file));
  }
  std::stable_sort(files.begin(), files.end(),
                   [](const std::string& a, const std::string& b) {
                     return LevelOf(a) < LevelOf(b);
                   });
  return files;
}

Format FormatOf(absl::string_view name) {
  if (name == "json") return Format::kJson;
  return name == "csv" ? Format::kCsv : Format::kTable;
}

// The format that the file's name asks for, else that of the command.
Format FormatOfFile(const std::string& path, absl::string_view format) {
  if (absl::EndsWithIgnoreCase(path, ".csv")) return Format::kCsv;
  if (absl::EndsWithIgnoreCase(path, ".json")) return Format::kJson;
  return FormatOf(format);
}

}  // namespace

int Import(const Work& work) {
  if (work.words.empty() || !IsKind(work.words[0])) {
    return Refuse(work, {{"import_what", {}}});
  }
  const std::string& kind = work.words[0];
  std::vector<Complaint> wrong;
  if (kind != "regions") CheckDistrict(work.options, wrong);
  if (work.words.size() < 2) wrong.push_back({"import_no_file", {}});
  if (kind != "regions" && work.words.size() > 2) {
    wrong.push_back({"import_one_file", {}});
  }
  if (!wrong.empty()) return Refuse(work, wrong);

  std::vector<CheckedFile> files;
  for (const std::string& path : FilesOf(work, kind)) {
    FileCheck check = CheckFile(path);
    for (Complaint& complaint : check.wrong) {
      wrong.push_back(std::move(complaint));
    }
    files.push_back(std::move(check.file));
  }
  if (files.empty()) wrong.push_back({"import_empty_folder", {}});
  if (!wrong.empty()) return Refuse(work, wrong);

  const Options& options = work.options;
  std::vector<std::unique_ptr<ImportReport>> reports;
  reports.push_back(
      std::make_unique<ImportReport>(work.console.out, FormatOf(options.format),
                                     options.language, work.console.width));
  std::ofstream report_file;
  if (!options.report.empty()) {
    report_file.open(options.report, std::ios::binary | std::ios::trunc);
    if (!report_file) {
      return Refuse(work, {{"report_unwritable", {{"file", options.report}}}});
    }
    reports.push_back(std::make_unique<ImportReport>(
        report_file, FormatOfFile(options.report, options.format),
        options.language, kDefaultWidth));
  }

  Connection connection = work.connection;
  if (!options.deadline.has_value()) connection.limit = kBatchLimit;
  connection.on_wait = [&] {
    if (work.console.progress) work.console.err << "\n";
    work.console.err << Say(options.language, "waiting",
                            {{"address", connection.collection_address}})
                     << std::endl;
  };
  const std::unique_ptr<RowSender> sender =
      SenderOf(work, kind, files[0], connection);
  ImportRun run(options, connection, work.console, *sender, std::move(reports));
  return run.Send(files);
}

}  // namespace iku::ctl
