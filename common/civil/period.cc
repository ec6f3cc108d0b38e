#include "common/civil/period.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace iku {
namespace {

// The number that `text` spells with exactly `size` digits.
std::optional<int> ReadDigits(absl::string_view text, size_t size) {
  int number = 0;
  const bool is_digits =
      text.size() == size && std::all_of(text.begin(), text.end(), [](char c) {
        return absl::ascii_isdigit(static_cast<unsigned char>(c));
      });
  if (!is_digits || !absl::SimpleAtoi(text, &number)) return std::nullopt;
  return number;
}

absl::Status NotAPeriod() {
  return absl::InvalidArgumentError(absl::StrCat(
      "not a period: write a year 2025, a half 2025-H1, a quarter 2025-Q3 or "
      "a month 2025-07, years ",
      kFirstYear, " to ", kLastYear));
}

}  // namespace

absl::StatusOr<Period> Period::Parse(absl::string_view text) {
  const std::optional<int> year = ReadDigits(text.substr(0, 4), 4);
  if (!year.has_value() || *year < kFirstYear || *year > kLastYear) {
    return NotAPeriod();
  }
  if (text.size() == 4) return OfYear(*year);
  if (text.size() != 7 || text[4] != '-') return NotAPeriod();

  Kind kind = Kind::kMonth;
  int count = 12;
  if (text[5] == 'H') {
    kind = Kind::kHalf;
    count = 2;
  } else if (text[5] == 'Q') {
    kind = Kind::kQuarter;
    count = 4;
  }
  const std::optional<int> number = kind == Kind::kMonth
                                        ? ReadDigits(text.substr(5), 2)
                                        : ReadDigits(text.substr(6), 1);
  if (!number.has_value() || *number < 1 || *number > count) {
    return NotAPeriod();
  }
  return Period(kind, *year, *number);
}

int Period::MonthsInside() const {
  switch (kind_) {
    case Kind::kYear:
      return 12;
    case Kind::kHalf:
      return 6;
    case Kind::kQuarter:
      return 3;
    case Kind::kMonth:
      break;
  }
  return 1;
}

MonthIndex Period::FirstMonth() const {
  return year_ * 12 + (number_ - 1) * MonthsInside();
}

MonthIndex Period::LastMonth() const {
  return FirstMonth() + MonthsInside() - 1;
}

Date Period::FirstDay() const {
  return {.year = year_, .month = FirstMonth() % 12 + 1, .day = 1};
}

Date Period::LastDay() const {
  return LastDayOfMonth(year_, LastMonth() % 12 + 1);
}

bool Period::Contains(const Date& date) const {
  return FirstDay() <= date && date <= LastDay();
}

std::optional<Period> Period::Before(int count) const {
  const int64_t first_month = FirstMonth() - int64_t{count} * MonthsInside();
  if (first_month < int64_t{kFirstYear} * 12) return std::nullopt;
  const auto year = static_cast<int>(first_month / 12);
  const auto month = static_cast<int>(first_month % 12);
  return Period(kind_, year, month / MonthsInside() + 1);
}

std::string Period::ToString() const {
  switch (kind_) {
    case Kind::kYear:
      return absl::StrCat(year_);
    case Kind::kHalf:
      return absl::StrCat(year_, "-H", number_);
    case Kind::kQuarter:
      return absl::StrCat(year_, "-Q", number_);
    case Kind::kMonth:
      break;
  }
  return absl::StrFormat("%d-%02d", year_, number_);
}

std::ostream& operator<<(std::ostream& out, const Period& period) {
  return out << period.ToString();
}

}  // namespace iku
