#ifndef IKU_SERVICES_IKUCTL_IMPORT_IMPORT_RUN_H_
#define IKU_SERVICES_IKUCTL_IMPORT_IMPORT_RUN_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "services/ikuctl/console.h"
#include "services/ikuctl/import/checked_file.h"
#include "services/ikuctl/import/report.h"
#include "services/ikuctl/import/row_sender.h"

namespace iku::ctl {

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
  bool Begin(const std::vector<std::string>& header);
  // Sends the batch; with kWait it also waits for all answers.
  enum class Answers { kAsTheyCome, kWait };
  bool Flush(const CheckedFile& file, Answers answers);
  void Count(const RowAnswer& answer);
  // Reports what is known of the rows up to `last`.
  void ReportPending(const CheckedFile& file, int64_t last);

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
