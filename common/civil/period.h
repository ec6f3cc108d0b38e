#ifndef IKU_COMMON_CIVIL_PERIOD_H_
#define IKU_COMMON_CIVIL_PERIOD_H_

#include <compare>
#include <optional>
#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/civil/date.h"

namespace iku {

// Months counted without a break over the years: year * 12 + month - 1.
using MonthIndex = int;

// A calendar year, half (semester), quarter (triwulan) or month: whole months
// inside one year. An immutable value.
class Period {
 public:
  enum class Kind { kYear, kHalf, kQuarter, kMonth };

  // Reads exactly "2025", "2025-H1", "2025-Q3" or "2025-07"; the year is
  // kFirstYear..kLastYear. INVALID_ARGUMENT names the four forms.
  static absl::StatusOr<Period> Parse(absl::string_view text);

  // Needs a year that Parse() takes.
  static Period OfYear(int year) { return Period(Kind::kYear, year, 1); }

  Kind kind() const { return kind_; }
  int Year() const { return year_; }

  // The first and the last day that are inside.
  Date FirstDay() const;
  Date LastDay() const;

  // The first and the last month that are inside.
  MonthIndex FirstMonth() const;
  MonthIndex LastMonth() const;

  bool Contains(const Date& date) const;

  // The period of the same kind that is `count` of them earlier: one before
  // 2025-Q1 is 2024-Q4. None when its year is one that Parse() does not take.
  // Needs count >= 0.
  std::optional<Period> Before(int count) const;

  // What Parse() reads.
  std::string ToString() const;

  friend bool operator==(const Period&, const Period&) = default;

 private:
  Period(Kind kind, int year, int number)
      : kind_(kind), year_(year), number_(number) {}

  int MonthsInside() const;

  Kind kind_;
  int year_;
  int number_;  // which of its kind in the year, from 1
};

// For test messages.
std::ostream& operator<<(std::ostream& out, const Period& period);

}  // namespace iku

#endif  // IKU_COMMON_CIVIL_PERIOD_H_
