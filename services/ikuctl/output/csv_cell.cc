#include "services/ikuctl/output/csv_cell.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace iku::ctl {
namespace {

bool IsNumber(absl::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    text.remove_prefix(1);
  }
  bool point = false;
  bool digit = false;
  for (char c : text) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      digit = true;
    } else if (c == '.' && !point) {
      point = true;
    } else {
      return false;
    }
  }
  return digit;
}

}  // namespace

std::string CsvCell(absl::string_view text) {
  std::string cell(text);
  if (!text.empty() &&
      absl::string_view("=+-@\t\r\n").find(text[0]) !=
          absl::string_view::npos &&
      !IsNumber(text)) {
    cell.insert(0, "'");
  }
  if (cell.find_first_of(",;\"\r\n\t") == std::string::npos) return cell;
  return absl::StrCat("\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\"");
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    absl::StrAppend(&line, line.empty() && &cell == &cells.front() ? "" : ",",
                    CsvCell(cell));
  }
  return line + "\n";
}

}  // namespace iku::ctl
