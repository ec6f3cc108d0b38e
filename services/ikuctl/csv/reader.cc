#include "services/ikuctl/csv/reader.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iku::ctl {
namespace {

constexpr size_t kBufferBytes = 256 << 10;

// The character between cells: the one that the first line has most of, outside
// of quotes.
char DelimiterOf(absl::string_view start) {
  size_t commas = 0, semicolons = 0, tabs = 0;
  bool quoted = false;
  for (char c : start) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    commas += c == ',';
    semicolons += c == ';';
    tabs += c == '\t';
  }
  if (semicolons > commas && semicolons >= tabs) return ';';
  if (tabs > commas) return '\t';
  return ',';
}

bool AllBlank(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
    return cell.find_first_not_of(" \t\r\n") == std::string::npos;
  });
}

}  // namespace

CsvReader::CsvReader(std::istream& in) : in_(in) {}

bool CsvReader::Fill() {
  buffer_.resize(kBufferBytes);
  in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  buffer_.resize(static_cast<size_t>(in_.gcount()));
  position_ = 0;
  return !buffer_.empty();
}

int CsvReader::Peek() {
  if (position_ == buffer_.size() && !Fill()) return kEnd;
  return static_cast<unsigned char>(buffer_[position_]);
}

int CsvReader::Take() {
  const int c = Peek();
  if (c == kEnd) return c;
  ++position_;
  ++bytes_read_;
  ++row_bytes_;
  if (c == '\n') ++line_;
  return c;
}

bool CsvReader::Fail(const std::string& key, const CsvRow& row) {
  error_ = Complaint{key,
                     {{"row", absl::StrCat(row.number)},
                      {"line", absl::StrCat(line_)},
                      {"limit", absl::StrCat(kMaxRowBytes)}}};
  return false;
}

bool CsvReader::Start() {
  const CsvRow header{.number = 1, .line = 1, .cells = {}};
  if (!Fill()) return Fail(in_.bad() ? "csv_unreadable" : "csv_empty", header);
  if (absl::StartsWith(buffer_, "PK\x03\x04")) {
    return Fail("csv_is_workbook", header);
  }
  if (absl::StartsWith(buffer_, "\xFF\xFE") ||
      absl::StartsWith(buffer_, "\xFE\xFF")) {
    return Fail("csv_not_utf8", header);
  }
  if (absl::StartsWith(buffer_, "\xEF\xBB\xBF")) {
    position_ = 3;
    bytes_read_ = 3;
  }
  delimiter_ = DelimiterOf(absl::string_view(buffer_).substr(position_));
  return true;
}

bool CsvReader::Next(CsvRow& row) {
  if (stopped_) return false;
  if (!started_) {
    started_ = true;
    stopped_ = !Start();
  }
  while (!stopped_ && Peek() != kEnd) {
    if (!ReadRow(row)) break;
    if (!AllBlank(row.cells)) return true;
  }
  stopped_ = true;
  if (error_.has_value()) return false;
  if (in_.bad()) return Fail("csv_unreadable", row);
  return false;
}

bool CsvReader::ReadRow(CsvRow& row) {
  row.number = ++row_number_;
  row.line = line_;
  row.cells.clear();
  row_bytes_ = 0;
  for (bool row_ended = false; !row_ended;) {
    std::string& cell = row.cells.emplace_back();
    const bool read =
        Peek() == '"' ? ReadQuoted(cell, row) : ReadPlain(cell, row);
    if (!read || !EndOfCell(row_ended, row)) return false;
    if (!IsUtf8(cell)) return Fail("csv_not_utf8", row);
  }
  return true;
}

bool CsvReader::ReadQuoted(std::string& cell, const CsvRow& row) {
  const int64_t opened_on = line_;
  Take();
  for (;;) {
    const int c = Take();
    // A quote that is never closed would swallow the rest of the file: the
    // bound on a row ends it as well as the end of the file does.
    if (c == kEnd || row_bytes_ > kMaxRowBytes) {
      Fail(c == kEnd ? "csv_quote_open" : "csv_quote_long", row);
      error_->arguments["line"] = absl::StrCat(opened_on);
      return false;
    }
    if (c != '"') {
      cell.push_back(static_cast<char>(c));
    } else if (Peek() == '"') {
      Take();
      cell.push_back('"');
    } else {
      return true;
    }
  }
}

bool CsvReader::ReadPlain(std::string& cell, const CsvRow& row) {
  for (;;) {
    const int c = Peek();
    if (c == kEnd || c == '\n' || c == '\r' || c == delimiter_) return true;
    cell.push_back(static_cast<char>(Take()));
    if (row_bytes_ > kMaxRowBytes) return Fail("csv_row_long", row);
  }
}

bool CsvReader::EndOfCell(bool& row_ended, const CsvRow& row) {
  const int c = Peek();
  if (c == delimiter_) {
    Take();
    if (row_bytes_ > kMaxRowBytes) return Fail("csv_row_long", row);
    return true;
  }
  row_ended = true;
  if (c == kEnd) return true;
  if (c == '\n') {
    Take();
    return true;
  }
  if (c == '\r') {
    Take();
    if (Peek() == '\n') {
      Take();
    } else {
      ++line_;
    }
    return true;
  }
  return Fail("csv_after_quote", row);
}

bool IsUtf8(absl::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead == 0) return false;
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || i + length > text.size()) return false;
    uint32_t point = lead & (0xFF >> (length + 1));
    for (size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xC0) != 0x80) return false;
      point = point << 6 | (next & 0x3F);
    }
    const bool overlong =
        (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    if (overlong || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) {
      return false;
    }
    i += length;
  }
  return true;
}

}  // namespace iku::ctl
