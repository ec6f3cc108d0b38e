#include "common/text/personal_data.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"

namespace iku {
namespace {

constexpr size_t kNikDigits = 16;
// White space and dashes that may stand between two parts of one number.
constexpr size_t kLongestGap = 3;

// Digits joined by single dots or dashes: 0812-3456-7890, 30.06.2025.
struct Token {
  std::vector<std::string> groups;
  std::string digits;  // of all groups
  size_t begin = 0;
  size_t end = 0;
  bool dots_only = true;
};

bool IsJoiner(char c) { return c == '.' || c == '-'; }

Token ReadToken(absl::string_view text, size_t begin) {
  Token token;
  token.begin = begin;
  size_t at = begin;
  for (;;) {
    const size_t first = at;
    while (at < text.size() && absl::ascii_isdigit(text[at])) ++at;
    token.groups.emplace_back(text.substr(first, at - first));
    token.digits += token.groups.back();
    const bool joined = at + 1 < text.size() && IsJoiner(text[at]) &&
                        absl::ascii_isdigit(text[at + 1]);
    if (!joined) break;
    if (text[at] != '.') token.dots_only = false;
    ++at;
  }
  token.end = at;
  return token;
}

int Number(const std::string& digits) {
  int value = 0;
  return absl::SimpleAtoi(digits, &value) ? value : -1;
}

bool IsYear(const std::string& group) {
  return group.size() == 4 &&
         (absl::StartsWith(group, "19") || absl::StartsWith(group, "20"));
}

bool IsBetween(const std::string& group, int lowest, int highest) {
  return group.size() <= 2 && Number(group) >= lowest &&
         Number(group) <= highest;
}

// 2025-06-30, 30-6-2025, 30.06.2025.
bool IsDate(const Token& token) {
  const auto& groups = token.groups;
  if (groups.size() != 3 || !IsBetween(groups[1], 1, 12)) return false;
  return (IsYear(groups[0]) && IsBetween(groups[2], 1, 31)) ||
         (IsBetween(groups[0], 1, 31) && IsYear(groups[2]));
}

// 07.30.
bool IsTimeOfDay(const Token& token) {
  const auto& groups = token.groups;
  return token.dots_only && groups.size() == 2 && groups[1].size() == 2 &&
         IsBetween(groups[0], 0, 24) && IsBetween(groups[1], 0, 59);
}

// 62.500.000.000, or any number behind "Rp". An amount does not start with 0.
bool IsMoney(const Token& token, absl::string_view text) {
  if (token.digits[0] == '0') return false;
  absl::string_view before =
      absl::StripTrailingAsciiWhitespace(text.substr(0, token.begin));
  if (absl::EndsWithIgnoreCase(before, "rp") ||
      absl::EndsWithIgnoreCase(before, "rp.")) {
    return true;
  }
  if (!token.dots_only || token.groups.size() < 2) return false;
  for (size_t i = 1; i < token.groups.size(); ++i) {
    if (token.groups[i].size() != 3) return false;
  }
  return token.groups[0].size() <= 3;
}

// Province, then date of birth with 40 added to the day for women.
bool IsPlausibleNik(const std::string& digits) {
  const int day = Number(digits.substr(6, 2));
  const int month = Number(digits.substr(8, 2));
  return Number(digits.substr(0, 2)) >= 11 && month >= 1 && month <= 12 &&
         ((day >= 1 && day <= 31) || (day >= 41 && day <= 71));
}

bool IsPhone(const std::string& digits) {
  const size_t prefix = digits[0] == '0'                 ? 1
                        : absl::StartsWith(digits, "62") ? 2
                                                         : 0;
  if (prefix == 0) return false;
  const size_t behind = digits.size() - prefix;
  return behind >= 9 && behind <= 13;
}

std::optional<PersonalData> Judge(const std::string& digits, bool one_piece) {
  if (digits.size() == kNikDigits && (one_piece || IsPlausibleNik(digits))) {
    return PersonalData::kNik;
  }
  if (IsPhone(digits)) return PersonalData::kPhone;
  return std::nullopt;
}

// Tokens with nothing but a small gap between them, so that they may be parts
// of one number. What is recognised as something else parts them.
using Run = std::vector<Token>;

std::vector<Run> FindRuns(absl::string_view text) {
  std::vector<Run> runs(1);
  size_t gap = kLongestGap + 1;
  for (size_t at = 0; at < text.size();) {
    if (!absl::ascii_isdigit(text[at])) {
      const bool small = text[at] == ' ' || text[at] == '-' || text[at] == '.';
      gap = small ? gap + 1 : kLongestGap + 1;
      ++at;
      continue;
    }
    Token token = ReadToken(text, at);
    at = token.end;
    if (IsDate(token) || IsTimeOfDay(token) || IsMoney(token, text)) {
      gap = kLongestGap + 1;
      continue;
    }
    if (gap > kLongestGap) runs.emplace_back();
    runs.back().push_back(std::move(token));
    gap = 0;
  }
  return runs;
}

std::optional<PersonalData> FindInRun(const Run& run) {
  for (size_t first = 0; first < run.size(); ++first) {
    std::string digits;
    for (size_t last = first; last < run.size(); ++last) {
      digits += run[last].digits;
      if (digits.size() > kNikDigits) break;
      const bool one_piece = first == last && run[first].groups.size() == 1;
      if (auto found = Judge(digits, one_piece)) return found;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<PersonalData> FindPersonalData(absl::string_view text) {
  for (const Run& run : FindRuns(text)) {
    if (auto found = FindInRun(run)) return found;
  }
  return std::nullopt;
}

namespace {

// Whether the number starts with the codes of a province and of a regency or a
// city in it, as every NIK does: 35 08 and 35 71 do, 20 25 and 17 32 do not.
// Instants in microseconds are as long as a NIK, and make good ids.
bool StartsWithRegency(const std::string& digits) {
  const int province = Number(digits.substr(0, 2));
  const int regency = Number(digits.substr(2, 2));
  const bool known = (province >= 11 && province <= 19) || province == 21 ||
                     (province >= 31 && province <= 36) ||
                     (province >= 51 && province <= 53) ||
                     (province >= 61 && province <= 65) ||
                     (province >= 71 && province <= 76) || province == 81 ||
                     province == 82 || (province >= 91 && province <= 97);
  return known &&
         ((regency >= 1 && regency <= 29) || (regency >= 71 && regency <= 79));
}

}  // namespace

std::optional<PersonalData> PersonalDataAsId(absl::string_view id) {
  constexpr size_t kUuidLength = 36;
  if (id.size() == kUuidLength) return std::nullopt;
  std::string digits;
  for (const char c : id) {
    if (c == '-') continue;
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c)))
      return std::nullopt;
    digits += c;
  }
  if (digits.size() == kNikDigits && StartsWithRegency(digits) &&
      IsPlausibleNik(digits)) {
    return PersonalData::kNik;
  }
  // Behind the prefix of mobile numbers there is no 0, but there is one in most
  // numbers that are filled up with zeros.
  const size_t prefix = absl::StartsWith(digits, "08")    ? 2
                        : absl::StartsWith(digits, "628") ? 3
                                                          : 0;
  const size_t behind = digits.size() - prefix;
  if (prefix > 0 && behind >= 8 && behind <= 11 && digits[prefix] != '0') {
    return PersonalData::kPhone;
  }
  return std::nullopt;
}

}  // namespace iku
