#include "services/indicator/definition/checks.h"

#include "absl/strings/match.h"
#include "common/civil/date.h"
#include "common/exact/rational.h"

namespace iku::indicator {

void Unsound(absl::string_view field, absl::string_view problem,
             Violations& found) {
  found.Add(field, code::kRuleUnsound, {{"problem", std::string(problem)}});
}

void CheckRange(int64_t value, int64_t lowest, int64_t highest,
                absl::string_view field, Violations& found) {
  if (lowest <= value && value <= highest) return;
  found.Add(field, code::kOutOfRange,
            {{"value", absl::StrCat(value)},
             {"lowest", absl::StrCat(lowest)},
             {"highest", absl::StrCat(highest)}});
}

void CheckText(const v1::LocalizedText& text, absl::string_view field,
               Violations& found) {
  if (text.id().empty()) found.Add(absl::StrCat(field, ".id"), code::kRequired);
  if (text.en().empty()) found.Add(absl::StrCat(field, ".en"), code::kRequired);
}

void CheckName(absl::string_view name, absl::string_view prefix,
               absl::string_view field, std::set<std::string>& names,
               Violations& found) {
  const std::string path = absl::StrCat(field, ".name");
  if (!absl::StartsWith(name, prefix) || name.size() == prefix.size()) {
    found.Add(path, code::kNameMalformed,
              {{"value", std::string(name)},
               {"pattern", absl::StrCat(prefix, "{id}")}});
  } else if (!names.insert(std::string(name)).second) {
    Unsound(path, absl::StrCat(name, " is repeated"), found);
  }
}

bool CheckNumber(absl::string_view text, absl::string_view field,
                 Violations& found) {
  if (Rational::Parse(text).ok()) return true;
  constexpr size_t kLongestShown = 100;
  found.Add(field, code::kTextMalformed,
            {{"value", std::string(text.substr(0, kLongestShown))},
             {"pattern", "1/9, 0.11, 88.31"}});
  return false;
}

bool CheckDate(const google::type::Date& date, absl::string_view field,
               Violations& found) {
  if (IsValid(
          {.year = date.year(), .month = date.month(), .day = date.day()})) {
    return true;
  }
  found.Add(field, code::kDateInvalid,
            {{"value",
              absl::StrCat(date.year(), "-", date.month(), "-", date.day())}});
  return false;
}

}  // namespace iku::indicator
