#ifndef IKU_COMMON_CIVIL_DATE_H_
#define IKU_COMMON_CIVIL_DATE_H_

#include <compare>
#include <cstdint>
#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace iku {

inline constexpr int kFirstYear = 1900;
inline constexpr int kLastYear = 2200;

// A day on the calendar (proleptic Gregorian), in no time zone. A plain value:
// check IsValid() on what comes from outside. Functions below need a valid
// date and may return one outside of the year range, never a day that does not
// exist.
struct Date {
  int year = kFirstYear;
  int month = 1;  // 1..12
  int day = 1;    // 1..31

  friend auto operator<=>(const Date&, const Date&) = default;
};

// True when the calendar has the day, in whatever year from 1 on.
bool Exists(const Date& date);

// True when the day exists and its year is kFirstYear..kLastYear.
bool IsValid(const Date& date);

// Reads exactly "2025-06-30". INVALID_ARGUMENT for another form, a day that
// does not exist or a year out of range.
absl::StatusOr<Date> ParseDate(absl::string_view text);

// "2025-06-30".
std::string ToString(const Date& date);

// Days since 1970-01-01; negative before.
int64_t ToDays(const Date& date);
Date FromDays(int64_t days);

// Days from `from` to `to`; negative when `to` is earlier.
int64_t DaysBetween(const Date& from, const Date& to);

Date AddDays(const Date& date, int64_t days);

// The same day of another month, or the last one where that month is shorter.
Date AddMonths(const Date& date, int months);

Date LastDayOfMonth(int year, int month);

// For test messages.
std::ostream& operator<<(std::ostream& out, const Date& date);

}  // namespace iku

#endif  // IKU_COMMON_CIVIL_DATE_H_
