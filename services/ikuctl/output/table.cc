#include "services/ikuctl/output/table.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace iku::ctl {
namespace {

constexpr int kNarrowestTerminal = 40;
constexpr int kGap = 2;

// Bytes of the character that starts with `lead`.
size_t BytesOf(unsigned char lead) {
  return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

int WidthOfPoint(uint32_t point) {
  if ((point >= 0x300 && point < 0x370) ||
      (point >= 0x200B && point < 0x2010) ||
      (point >= 0xFE00 && point < 0xFE10)) {
    return 0;
  }
  const bool wide = (point >= 0x1100 && point < 0x1160) ||
                    (point >= 0x2E80 && point < 0xA4D0) ||
                    (point >= 0xAC00 && point < 0xD7A4) ||
                    (point >= 0xF900 && point < 0xFB00) ||
                    (point >= 0xFF00 && point < 0xFF61) ||
                    (point >= 0x1F300 && point < 0x1F900) ||
                    (point >= 0x20000 && point < 0x30000);
  return wide ? 2 : 1;
}

// Takes the first character off `text` and returns its width.
int TakeCharacter(absl::string_view& text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const size_t length = std::min(BytesOf(lead), text.size());
  uint32_t point = length == 1 ? lead : lead & (0xFF >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
  }
  text.remove_prefix(length);
  return WidthOfPoint(point);
}

void WrapParagraph(absl::string_view paragraph, int width,
                   std::vector<std::string>& lines) {
  std::string line;
  int used = 0;
  for (absl::string_view word :
       absl::StrSplit(paragraph, ' ', absl::SkipEmpty())) {
    if (used > 0 && used + 1 + DisplayWidth(word) <= width) {
      absl::StrAppend(&line, " ", word);
      used += 1 + DisplayWidth(word);
      continue;
    }
    if (used > 0) lines.push_back(std::move(line));
    line.clear();
    used = 0;
    while (!word.empty()) {
      absl::string_view rest = word;
      const int next = TakeCharacter(rest);
      if (used + next > width && used > 0) {
        lines.push_back(std::move(line));
        line.clear();
        used = 0;
      }
      line.append(word.data(), word.size() - rest.size());
      used += next;
      word = rest;
    }
  }
  lines.push_back(std::move(line));
}

std::string Pad(const std::string& text, int width, bool right) {
  const int missing = std::max(0, width - DisplayWidth(text));
  const std::string blanks(static_cast<size_t>(missing), ' ');
  return right ? blanks + text : text + blanks;
}

int LongestLine(absl::string_view text) {
  int longest = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    longest = std::max(longest, DisplayWidth(line));
  }
  return longest;
}

int LongestWord(absl::string_view text) {
  int longest = 0;
  for (absl::string_view word : absl::StrSplit(text, absl::ByAnyChar(" \n"))) {
    longest = std::max(longest, DisplayWidth(word));
  }
  return longest;
}

void AppendRow(const std::vector<std::string>& cells,
               const std::vector<Table::Column>& columns,
               const std::vector<int>& widths, std::string& out) {
  std::vector<std::vector<std::string>> wrapped;
  size_t height = 1;
  for (size_t i = 0; i < columns.size(); ++i) {
    wrapped.push_back(Wrap(i < cells.size() ? cells[i] : "", widths[i]));
    height = std::max(height, wrapped.back().size());
  }
  for (size_t k = 0; k < height; ++k) {
    std::string line;
    for (size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) line.append(kGap, ' ');
      absl::StrAppend(&line, Pad(k < wrapped[i].size() ? wrapped[i][k] : "",
                                 widths[i], columns[i].right));
    }
    line.erase(line.find_last_not_of(' ') + 1);
    absl::StrAppend(&out, line, "\n");
  }
}

}  // namespace

int DisplayWidth(absl::string_view text) {
  int width = 0;
  while (!text.empty()) width += TakeCharacter(text);
  return width;
}

std::vector<std::string> Wrap(absl::string_view text, int width) {
  std::vector<std::string> lines;
  for (absl::string_view paragraph : absl::StrSplit(text, '\n')) {
    WrapParagraph(paragraph, std::max(1, width), lines);
  }
  return lines;
}

std::vector<int> Table::WidthsWithin(int width) const {
  std::vector<int> widths, words;
  for (size_t i = 0; i < columns_.size(); ++i) {
    widths.push_back(LongestLine(columns_[i].title));
    words.push_back(LongestWord(columns_[i].title));
    for (const std::vector<std::string>& row : rows_) {
      widths[i] = std::max(widths[i], LongestLine(row[i]));
      words[i] = std::max(words[i], LongestWord(row[i]));
    }
  }
  const int room = width - kGap * (static_cast<int>(columns_.size()) - 1);
  // Narrow the widest column that may give way: first no word is broken, then
  // long words of text are, and only if that is not enough numbers and ids.
  constexpr int kNarrowText = 8;
  constexpr int kNarrowest = 4;
  for (const int round : {0, 1, 2}) {
    while (std::accumulate(widths.begin(), widths.end(), 0) > room) {
      size_t widest = columns_.size();
      for (size_t i = 0; i < columns_.size(); ++i) {
        const bool whole = columns_[i].right || columns_[i].whole;
        if (whole && round < 2) continue;
        const int least = round == 0   ? std::max(words[i], kNarrowText)
                          : round == 1 ? kNarrowText
                                       : kNarrowest;
        if (widths[i] <= least) continue;
        if (widest == columns_.size() || widths[i] > widths[widest]) widest = i;
      }
      if (widest == columns_.size()) break;
      --widths[widest];
    }
  }
  return widths;
}

std::string Table::Render(int width, bool rules) const {
  const std::vector<int> widths = WidthsWithin(width);
  std::string rule;
  for (size_t i = 0; i < widths.size(); ++i) {
    if (i > 0) rule.append(kGap, ' ');
    rule.append(static_cast<size_t>(widths[i]), '-');
  }
  rule += "\n";

  std::vector<std::string> titles;
  for (const Column& column : columns_) titles.push_back(column.title);
  std::string out;
  AppendRow(titles, columns_, widths, out);
  absl::StrAppend(&out, rule);
  for (size_t i = 0; i < rows_.size(); ++i) {
    AppendRow(rows_[i], columns_, widths, out);
    if (!below_[i].empty()) absl::StrAppend(&out, "  ", below_[i], "\n");
    if (rules) absl::StrAppend(&out, rule);
  }
  return out;
}

int TerminalWidth(int descriptor) {
  winsize size{};
  if (isatty(descriptor) == 0 || ioctl(descriptor, TIOCGWINSZ, &size) != 0 ||
      size.ws_col == 0) {
    return kDefaultWidth;
  }
  return std::max<int>(size.ws_col, kNarrowestTerminal);
}

}  // namespace iku::ctl
