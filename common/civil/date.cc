#include "common/civil/date.h"

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace iku {
namespace {

absl::CivilDay ToCivil(const Date& date) {
  return absl::CivilDay(date.year, date.month, date.day);
}

Date FromCivil(absl::CivilDay day) {
  return {.year = static_cast<int>(day.year()),
          .month = day.month(),
          .day = day.day()};
}

constexpr absl::CivilDay kEpoch;  // 1970-01-01

bool HasDateForm(absl::string_view text) {
  if (text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_dash = i == 4 || i == 7;
    if (is_dash && text[i] != '-') return false;
    if (!is_dash && !absl::ascii_isdigit(static_cast<unsigned char>(text[i])))
      return false;
  }
  return true;
}

}  // namespace

bool Exists(const Date& date) {
  // CivilDay turns 31 June into 1 July: a day exists when nothing moved.
  return date.year >= 1 && FromCivil(ToCivil(date)) == date;
}

bool IsValid(const Date& date) {
  return date.year >= kFirstYear && date.year <= kLastYear && Exists(date);
}

absl::StatusOr<Date> ParseDate(absl::string_view text) {
  Date date;
  const bool is_read = HasDateForm(text) &&
                       absl::SimpleAtoi(text.substr(0, 4), &date.year) &&
                       absl::SimpleAtoi(text.substr(5, 2), &date.month) &&
                       absl::SimpleAtoi(text.substr(8, 2), &date.day);
  if (!is_read || !IsValid(date)) {
    return absl::InvalidArgumentError(
        absl::StrCat("not a date: write an existing day as 2025-06-30, years ",
                     kFirstYear, " to ", kLastYear));
  }
  return date;
}

std::string ToString(const Date& date) {
  return absl::StrFormat("%04d-%02d-%02d", date.year, date.month, date.day);
}

int64_t ToDays(const Date& date) { return ToCivil(date) - kEpoch; }

Date FromDays(int64_t days) { return FromCivil(kEpoch + days); }

int64_t DaysBetween(const Date& from, const Date& to) {
  return ToCivil(to) - ToCivil(from);
}

Date AddDays(const Date& date, int64_t days) {
  return FromCivil(ToCivil(date) + days);
}

Date AddMonths(const Date& date, int months) {
  const absl::CivilMonth month =
      absl::CivilMonth(date.year, date.month) + months;
  const Date last =
      LastDayOfMonth(static_cast<int>(month.year()), month.month());
  return {last.year, last.month, std::min(date.day, last.day)};
}

Date LastDayOfMonth(int year, int month) {
  return FromCivil(absl::CivilDay(absl::CivilMonth(year, month) + 1) - 1);
}

std::ostream& operator<<(std::ostream& out, const Date& date) {
  return out << ToString(date);
}

}  // namespace iku
