#ifndef IKU_SERVICES_IKUCTL_IMPORT_IMPORT_RUN_H_
#define IKU_SERVICES_IKUCTL_IMPORT_IMPORT_RUN_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "services/ikuctl/console.h"
#include "services/ikuctl/import/report.h"
#include "services/ikuctl/import/row_sender.h"

namespace iku::ctl {

// A file that was read once from start to end and found to be well-formed.
struct CheckedFile {
  std::string path;
  int64_t rows = 0;  // without the header and blank rows
  int64_t bytes = 0;
};

// Reads the whole file, holding one row at a time. A complaint when any part of
// it is not CSV, so that nothing of a broken file is ever sent.
struct FileCheck {
  CheckedFile file;
  std::vector<Complaint> wrong;
};
FileCheck CheckFile(const std::string& path);

// Sends checked files one after the other and reports every row. Not
// thread-safe.
class ImportRun {
 public:
  ImportRun(const Options& options, const Connection& connection,
            Console& console, RowSender& sender,
            std::vector<std::unique_ptr<ImportReport>> reports);

  // The exit code.
  int Send(const std::vector<CheckedFile>& files);

 private:
  struct Pending {
    int64_t row;
    std::vector<Problem> problems;
  };

  // False when the run has to stop; the reason is printed.
  bool SendFile(const CheckedFile& file);
  bool Flush(const CheckedFile& file);
  void Count(const RowAnswer& answer);
  void ReportPending(const CheckedFile& file);

  const Options& options_;
  const Connection& connection_;
  Console& console_;
  RowSender& sender_;
  std::vector<std::unique_ptr<ImportReport>> reports_;
  ImportTotals totals_;
  bool refused_ = false;  // a header was refused: its rows were never sent
  // Rows with problems that are not reported yet, so that the report is in the
  // order of the file.
  std::vector<Pending> pending_;
};

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_IMPORT_RUN_H_
