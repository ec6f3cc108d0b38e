#ifndef IKU_COMMON_EXACT_RATIONAL_H_
#define IKU_COMMON_EXACT_RATIONAL_H_

#include <gmpxx.h>

#include <compare>
#include <concepts>
#include <cstdint>
#include <ostream>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace iku {

class Decimal;
enum class Rounding;

// An exact fraction, always in lowest terms with a positive denominator. No
// size limit and no rounding: only Round() in decimal.h turns one into digits.
// Takes whole numbers only, so that a binary fraction cannot slip in.
//
// A value type: distinct objects may be used by distinct threads.
class Rational {
 public:
  Rational() = default;

  // Implicit, so that formulas read as on paper: `25 * index`.
  template <std::signed_integral Integer>
  Rational(Integer whole)  // NOLINT(google-explicit-constructor)
      : Rational(static_cast<int64_t>(whole), int64_t{1}) {}

  // Needs denominator != 0; ends the process otherwise.
  template <std::signed_integral N, std::signed_integral D>
  Rational(N numerator, D denominator)
      : Rational(static_cast<int64_t>(numerator),
                 static_cast<int64_t>(denominator)) {}
  Rational(int64_t numerator, int64_t denominator);

  // Reads "25", "-3", "0.111" or "1/9". INVALID_ARGUMENT for anything else:
  // spaces, "+1", ".5", "5.", "1e3", "1/0", or more than kMaxTextSize bytes.
  static absl::StatusOr<Rational> Parse(absl::string_view text);
  static constexpr int kMaxTextSize = 100;

  Rational& operator+=(const Rational& other);
  Rational& operator-=(const Rational& other);
  Rational& operator*=(const Rational& other);
  // Needs other != 0; ends the process otherwise.
  Rational& operator/=(const Rational& other);

  friend Rational operator+(Rational a, const Rational& b) { return a += b; }
  friend Rational operator-(Rational a, const Rational& b) { return a -= b; }
  friend Rational operator*(Rational a, const Rational& b) { return a *= b; }
  friend Rational operator/(Rational a, const Rational& b) { return a /= b; }
  Rational operator-() const { return Rational() - *this; }

  friend bool operator==(const Rational& a, const Rational& b) {
    return a.value_ == b.value_;
  }
  friend std::strong_ordering operator<=>(const Rational& a,
                                          const Rational& b) {
    return cmp(a.value_, b.value_) <=> 0;
  }

  bool IsZero() const { return *this == 0; }
  bool IsWhole() const { return value_.get_den() == 1; }

  // Decimal digits; the sign is on the numerator.
  std::string Numerator() const { return value_.get_num().get_str(); }
  std::string Denominator() const { return value_.get_den().get_str(); }

  // "259/3", or "25" when whole. Parse() reads it back if it is short enough.
  std::string ToFraction() const { return value_.get_str(); }

  // The smallest positive whole number that makes every value whole when
  // multiplied by it; 1 for no values.
  static Rational CommonDenominator(absl::Span<const Rational> values);

 private:
  friend class Decimal;
  friend Decimal Round(const Rational& value, int digits, Rounding rounding);
  friend Decimal RoundRoot(const Rational& a, int sign, const Rational& b,
                           int digits, Rounding rounding);

  explicit Rational(mpq_class value) : value_(std::move(value)) {}

  mpq_class value_;  // canonical
};

// For test messages.
std::ostream& operator<<(std::ostream& out, const Rational& value);

}  // namespace iku

#endif  // IKU_COMMON_EXACT_RATIONAL_H_
