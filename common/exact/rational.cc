#include "common/exact/rational.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace iku {
namespace {

static_assert(sizeof(long) == sizeof(int64_t), "GMP takes long");

bool AllDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

absl::Status NotANumber() {
  return absl::InvalidArgumentError(
      "not an exact number: write 25, -3, 0.111 or 1/9");
}

}  // namespace

Rational::Rational(int64_t numerator, int64_t denominator)
    : value_(mpz_class(static_cast<long>(numerator)),
             mpz_class(static_cast<long>(denominator))) {
  value_.canonicalize();
}

absl::StatusOr<Rational> Rational::Parse(absl::string_view text) {
  // Bounds the work that hostile text can cause.
  if (text.size() > kMaxTextSize) return NotANumber();
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);

  std::string numerator(text);
  std::string denominator = "1";
  const size_t mark = text.find_first_of("./");
  if (mark != absl::string_view::npos) {
    const absl::string_view left = text.substr(0, mark);
    const absl::string_view right = text.substr(mark + 1);
    if (!AllDigits(left) || !AllDigits(right)) return NotANumber();
    if (text[mark] == '.') {
      numerator = absl::StrCat(left, right);
      denominator.append(right.size(), '0');
    } else {
      numerator = std::string(left);
      denominator = std::string(right);
    }
  }
  if (!AllDigits(numerator)) return NotANumber();

  // Base 10 is named: GMP would read a leading zero as octal.
  const mpz_class bottom(denominator, 10);
  if (bottom == 0) return NotANumber();
  mpq_class value(mpz_class(numerator, 10), bottom);
  value.canonicalize();
  return Rational(negative ? mpq_class(-value) : value);
}

Rational& Rational::operator+=(const Rational& other) {
  value_ += other.value_;
  return *this;
}

Rational& Rational::operator-=(const Rational& other) {
  value_ -= other.value_;
  return *this;
}

Rational& Rational::operator*=(const Rational& other) {
  value_ *= other.value_;
  return *this;
}

Rational& Rational::operator/=(const Rational& other) {
  value_ /= other.value_;
  return *this;
}

Rational Rational::CommonDenominator(absl::Span<const Rational> values) {
  mpz_class common = 1;
  for (const Rational& value : values) {
    common = lcm(common, value.value_.get_den());
  }
  return Rational(mpq_class(common));
}

std::ostream& operator<<(std::ostream& out, const Rational& value) {
  return out << value.ToFraction();
}

}  // namespace iku
