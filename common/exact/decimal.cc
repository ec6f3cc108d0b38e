#include "common/exact/decimal.h"

#include <cassert>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace iku {
namespace {

mpz_class PowerOfTen(int digits) {
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, static_cast<unsigned long>(digits));
  return power;
}

}  // namespace

absl::StatusOr<Decimal> Decimal::Parse(absl::string_view text) {
  const size_t point = text.find('.');
  const size_t digits =
      point == absl::string_view::npos ? 0 : text.size() - point - 1;
  const absl::StatusOr<Rational> value = Rational::Parse(text);
  if (!value.ok() || text.find('/') != absl::string_view::npos ||
      digits > kMaxDecimalDigits) {
    return absl::InvalidArgumentError(
        absl::StrCat("not a decimal number of at most ", kMaxDecimalDigits,
                     " digits after the point: write 86.33"));
  }
  // Exact: every digit that was written is kept.
  return Round(*value, static_cast<int>(digits), Rounding::kTruncate);
}

std::optional<int64_t> Decimal::Unscaled() const {
  if (!unscaled_.fits_slong_p()) return std::nullopt;
  return unscaled_.get_si();
}

Rational Decimal::ToRational() const {
  mpq_class value(unscaled_, PowerOfTen(digits_));
  value.canonicalize();
  return Rational(std::move(value));
}

std::string Decimal::ToString() const {
  const mpz_class magnitude = abs(unscaled_);
  std::string text = magnitude.get_str();
  const size_t digits = static_cast<size_t>(digits_);
  if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
  if (digits > 0) text.insert(text.size() - digits, 1, '.');
  if (unscaled_ < 0) text.insert(0, 1, '-');
  return text;
}

Decimal Round(const Rational& value, int digits, Rounding rounding) {
  assert(digits >= 0 && digits <= kMaxDecimalDigits);
  const mpq_class scaled = value.value_ * PowerOfTen(digits);
  const mpz_class& bottom = scaled.get_den();
  mpz_class top = abs(scaled.get_num());
  mpz_class unscaled;
  if (rounding == Rounding::kHalfUp) {
    unscaled = (2 * top + bottom) / (2 * bottom);
  } else {
    unscaled = top / bottom;
  }
  if (scaled < 0) unscaled = -unscaled;
  return Decimal(std::move(unscaled), digits);
}

// Rounding changes only at multiples of half a unit of the last digit. In
// those half units the number is (x + sqrt(y)) / d with whole x, y and d. A
// root that is whole is a fraction and rounded as one; any other lies strictly
// between two neighbouring half units, and so rounds as their middle does.
Decimal RoundRoot(const Rational& a, int sign, const Rational& b, int digits,
                  Rounding rounding) {
  const mpz_class halves = 2 * PowerOfTen(digits);
  const mpz_class d = lcm(a.value_.get_den(), b.value_.get_den());
  const mpz_class x = mpz_class(a.value_ * d) * halves;
  const mpz_class y = mpz_class(b.value_ * d * d) * halves * halves;
  const mpz_class root = sqrt(y);

  mpq_class inside;
  if (root * root == y) {
    mpz_class top = x + root;
    if (sign < 0) top = x - root;
    inside = mpq_class(top, d);
    inside.canonicalize();
  } else {
    // The greatest whole number below x + sqrt(y), or x - sqrt(y).
    mpz_class below = x + root;
    if (sign < 0) below = x - root - 1;
    mpz_class half_unit;
    mpz_fdiv_q(half_unit.get_mpz_t(), below.get_mpz_t(), d.get_mpz_t());
    inside = mpq_class(2 * half_unit + 1, 2);
  }
  inside /= halves;
  return Round(Rational(inside), digits, rounding);
}

std::string DisplayIndonesian(const Decimal& value) {
  std::string text = value.ToString();
  const size_t point = text.find('.');
  if (point != std::string::npos) text[point] = ',';
  return text;
}

std::ostream& operator<<(std::ostream& out, const Decimal& value) {
  return out << value.ToString();
}

}  // namespace iku
