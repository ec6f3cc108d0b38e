#ifndef IKU_SERVICES_IKUCTL_IMPORT_REPORT_H_
#define IKU_SERVICES_IKUCTL_IMPORT_REPORT_H_

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "common/status/language.h"
#include "services/ikuctl/import/problem.h"

namespace iku::ctl {

// What became of the rows of an import. read = stored + already_there +
// rejected + not_sent.
struct ImportTotals {
  int64_t read = 0;
  int64_t stored = 0;
  int64_t already_there = 0;
  int64_t rejected = 0;
  // Those of them that wait in quarantine, and the session that has them.
  int64_t quarantined = 0;
  std::string quarantine = {};
  // Not answered for because the import stopped: to be sent again.
  int64_t not_sent = 0;
  // Follow-ups are counted by themselves.
  int64_t follow_ups_in = 0;
  int64_t follow_ups_rejected = 0;
};

enum class Format { kTable, kJson, kCsv };

// Writes what is wrong with which row, row by row; memory does not grow with
// the file. Not thread-safe.
class ImportReport {
 public:
  // A table shows this many problems and counts the others.
  static constexpr size_t kMostInTable = 1000;

  // `out` outlives the report.
  ImportReport(std::ostream& out, Format format, Language language, int width);

  void Add(const std::string& file, int64_t row,
           const std::vector<Problem>& problems);
  // Ends the report; nothing is added after it.
  void Finish(const ImportTotals& totals, bool validate_only);

 private:
  struct Line {
    std::string file;
    int64_t row;
    Problem problem;
  };

  void WriteCsv(const Line& line);
  void WriteJson(const Line& line);
  void WriteTable(const ImportTotals& totals, bool validate_only);

  std::ostream& out_;
  const Format format_;
  const Language language_;
  const int width_;
  std::vector<Line> lines_;
  int64_t problems_ = 0;
};

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_REPORT_H_
