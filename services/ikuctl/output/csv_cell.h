#ifndef IKU_SERVICES_IKUCTL_OUTPUT_CSV_CELL_H_
#define IKU_SERVICES_IKUCTL_OUTPUT_CSV_CELL_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace iku::ctl {

// A cell of a CSV file, quoted where needed. A text that a spreadsheet would
// run as a formula (it begins with = + - @, a tab or a line break) gets an
// apostrophe in front; plain numbers like -1.5 stay.
std::string CsvCell(absl::string_view text);

// One line of a CSV file, with its line break.
std::string CsvLine(const std::vector<std::string>& cells);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OUTPUT_CSV_CELL_H_
