#ifndef IKU_SERVICES_IKUCTL_CSV_READER_H_
#define IKU_SERVICES_IKUCTL_CSV_READER_H_

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

struct CsvRow {
  int64_t number = 0;  // as a spreadsheet shows it: the header is row 1
  int64_t line = 0;    // line of the file on which it starts
  std::vector<std::string> cells;
};

// Reads a CSV file row by row (RFC 4180) and holds one row at a time. Takes
// what spreadsheets write: a byte order mark, CR, LF or CRLF, and comma,
// semicolon or tab between the cells, found out from the header; a quote inside
// a cell that does not begin with one is a character like others (`Ba"engas`).
// Skips rows that are all blank. Strict on the rest: what is not CSV in UTF-8
// is an error, never guessed at. Not thread-safe.
class CsvReader {
 public:
  static constexpr size_t kMaxRowBytes = 64 << 10;

  // `in` outlives the reader.
  explicit CsvReader(std::istream& in);

  // False at the end and after an error; nothing can be read after either.
  bool Next(CsvRow& row);

  // Why reading stopped before the end.
  const std::optional<Complaint>& error() const { return error_; }

  // Bytes of the file that the rows so far took.
  int64_t bytes_read() const { return bytes_read_; }

  char delimiter() const { return delimiter_; }

 private:
  static constexpr int kEnd = -1;

  int Peek();
  int Take();
  bool Fill();
  bool Start();
  bool ReadRow(CsvRow& row);
  bool ReadQuoted(std::string& cell, const CsvRow& row);
  bool ReadPlain(std::string& cell, const CsvRow& row);
  bool EndOfCell(bool& row_ended, const CsvRow& row);
  bool Fail(const std::string& key, const CsvRow& row);

  std::istream& in_;
  std::string buffer_;
  size_t position_ = 0;
  int64_t bytes_read_ = 0;
  int64_t row_number_ = 0;
  int64_t line_ = 1;
  size_t row_bytes_ = 0;
  char delimiter_ = ',';
  bool started_ = false;
  bool stopped_ = false;
  std::optional<Complaint> error_;
};

// True when `text` is well-formed UTF-8 without NUL.
bool IsUtf8(absl::string_view text);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_CSV_READER_H_
