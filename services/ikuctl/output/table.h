#ifndef IKU_SERVICES_IKUCTL_OUTPUT_TABLE_H_
#define IKU_SERVICES_IKUCTL_OUTPUT_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace iku::ctl {

inline constexpr int kDefaultWidth = 120;

// How many columns of a terminal a UTF-8 text takes: one for each character,
// none for a combining mark, two for East Asian wide ones.
int DisplayWidth(absl::string_view text);

// `text` in lines of at most `width` columns, broken at spaces, and inside a
// word only when the word alone is wider. Keeps line breaks of the text.
std::vector<std::string> Wrap(absl::string_view text, int width);

// A table in plain text whose long cells are wrapped so that no line is wider
// than asked for. A value: fill it, then render it.
class Table {
 public:
  struct Column {
    std::string title;
    bool right = false;  // numbers; never broken while other columns can be
    bool whole = false;  // ids and the like; not broken either
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // As many cells as columns. `below` gets a line of its own under the row and
  // is never broken, so that it can be copied.
  void Add(std::vector<std::string> cells, std::string below = "") {
    rows_.push_back(std::move(cells));
    below_.push_back(std::move(below));
  }

  // With a line under the titles; `rules` puts one under every row.
  std::string Render(int width, bool rules = false) const;

 private:
  std::vector<int> WidthsWithin(int width) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::string> below_;  // by row
};

// The columns that the terminal on `descriptor` has, kDefaultWidth when it is
// none; at least 40.
int TerminalWidth(int descriptor);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OUTPUT_TABLE_H_
