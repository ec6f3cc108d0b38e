#include "services/ikuctl/output/number.h"

#include <algorithm>

#include "absl/strings/str_replace.h"

namespace iku::ctl {

std::string ForReader(absl::string_view decimal, Language language) {
  if (language == Language::kEnglish) return std::string(decimal);
  return absl::StrReplaceAll(decimal, {{".", ","}});
}

std::string NumbersForReader(absl::string_view text, Language language) {
  std::string shown(text);
  if (language == Language::kEnglish) return shown;
  size_t start = 0;
  while ((start = shown.find_first_of("0123456789", start)) !=
         std::string::npos) {
    size_t end = shown.find_first_not_of("0123456789.", start);
    if (end == std::string::npos) end = shown.size();
    const size_t next = end;
    if (shown[end - 1] == '.') --end;  // the end of a sentence
    const auto from = shown.begin() + static_cast<std::ptrdiff_t>(start);
    const auto to = shown.begin() + static_cast<std::ptrdiff_t>(end);
    if (std::count(from, to, '.') == 1) std::replace(from, to, '.', ',');
    start = next;
  }
  return shown;
}

}  // namespace iku::ctl
