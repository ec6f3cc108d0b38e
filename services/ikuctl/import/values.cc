#include "services/ikuctl/import/values.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace iku::ctl {
namespace {

// Takes a time of day off the end: "2025-06-30 10:22:33", "2025-06-30T10:22".
absl::string_view WithoutTime(absl::string_view text) {
  const size_t end = text.find_first_of(" T");
  if (end == absl::string_view::npos) return text;
  const absl::string_view time = text.substr(end + 1);
  const bool is_time =
      time.find_first_of(":.") != absl::string_view::npos &&
      std::all_of(time.begin(), time.end(), [](unsigned char c) {
        return absl::ascii_isdigit(c) || c == ':' || c == '.' || c == '+' ||
               c == ' ' || c == 'Z';
      });
  return is_time ? text.substr(0, end) : text;
}

}  // namespace

std::optional<int> WholeNumberOf(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  int value = 0;
  if (text.empty() || text.size() > 9 ||
      !std::all_of(text.begin(), text.end(),
                   [](unsigned char c) { return absl::ascii_isdigit(c); }) ||
      !absl::SimpleAtoi(text, &value)) {
    return std::nullopt;
  }
  return value;
}

std::optional<int> GroupedNumberOf(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  const size_t mark = text.find_first_of("., ");
  if (mark == absl::string_view::npos) return WholeNumberOf(text);
  const std::vector<absl::string_view> groups =
      absl::StrSplit(text, text[mark]);
  for (size_t i = 0; i < groups.size(); ++i) {
    const bool right_size = i == 0 ? !groups[i].empty() && groups[i].size() <= 3
                                   : groups[i].size() == 3;
    if (!right_size) return std::nullopt;
  }
  return WholeNumberOf(absl::StrJoin(groups, ""));
}

std::optional<Date> DayOf(absl::string_view text) {
  text = WithoutTime(absl::StripAsciiWhitespace(text));
  const std::vector<absl::string_view> parts =
      absl::StrSplit(text, absl::ByAnyChar("-/."));
  if (parts.size() != 3) return std::nullopt;
  std::optional<int> numbers[3];
  for (int i = 0; i < 3; ++i) {
    numbers[i] = WholeNumberOf(parts[static_cast<size_t>(i)]);
    if (!numbers[i].has_value()) return std::nullopt;
  }
  Date date;
  if (parts[0].size() == 4 && text[4] != '.') {
    date = {*numbers[0], *numbers[1], *numbers[2]};
  } else if (parts[2].size() == 4) {
    date = {*numbers[2], *numbers[1], *numbers[0]};
  } else {
    return std::nullopt;
  }
  if (!IsValid(date)) return std::nullopt;
  return date;
}

google::type::Date ToProto(Date date) {
  google::type::Date proto;
  proto.set_year(date.year);
  proto.set_month(date.month);
  proto.set_day(date.day);
  return proto;
}

std::string ToText(const google::type::Date& date) {
  if (date.year() == 0) return "";
  return ToString(Date{date.year(), date.month(), date.day()});
}

}  // namespace iku::ctl
