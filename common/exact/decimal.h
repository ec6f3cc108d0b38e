#ifndef IKU_COMMON_EXACT_DECIMAL_H_
#define IKU_COMMON_EXACT_DECIMAL_H_

#include <gmpxx.h>

#include <compare>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/exact/rational.h"

namespace iku {

enum class Rounding {
  kHalfUp,    // to nearest; a half goes away from zero: 3.835 -> 3.84,
              // -3.835 -> -3.84
  kTruncate,  // towards zero: 3.839 -> 3.83, -3.839 -> -3.83
};

// How one number of a calculation is rounded.
struct RoundingStep {
  int digits = 2;  // after the decimal point, 0..kMaxDecimalDigits
  Rounding rounding = Rounding::kHalfUp;

  friend bool operator==(const RoundingStep&, const RoundingStep&) = default;
};

inline constexpr int kMaxDecimalDigits = 18;

// A decimal number with a fixed count of digits after the point. Exact; made
// by Round() or Parse(). Compares by value: 2.5 == 2.50.
//
// A value type: distinct objects may be used by distinct threads.
class Decimal {
 public:
  Decimal() = default;  // 0, no digits

  // Reads "86.33", "25" or "-0.5" and keeps the digits as written.
  // INVALID_ARGUMENT for anything else, or more than kMaxDecimalDigits digits.
  static absl::StatusOr<Decimal> Parse(absl::string_view text);

  int digits() const { return digits_; }

  // value * 10^digits, when it fits.
  std::optional<int64_t> Unscaled() const;

  Rational ToRational() const;

  // "86.33": a decimal point and always all digits. For machines.
  std::string ToString() const;

  friend bool operator==(const Decimal& a, const Decimal& b) {
    return a.ToRational() == b.ToRational();
  }
  // Weak: 2.5 and 2.50 are equal but print differently.
  friend std::weak_ordering operator<=>(const Decimal& a, const Decimal& b) {
    return a.ToRational() <=> b.ToRational();
  }

 private:
  friend Decimal Round(const Rational& value, int digits, Rounding rounding);

  Decimal(mpz_class unscaled, int digits)
      : unscaled_(std::move(unscaled)), digits_(digits) {}

  mpz_class unscaled_ = 0;
  int digits_ = 0;
};

// The only function that rounds. Needs 0 <= digits <= kMaxDecimalDigits.
Decimal Round(const Rational& value, int digits, Rounding rounding);

// Rounds a + sqrt(b), or a - sqrt(b) when `sign` is negative, as if it had been
// worked out to endless digits. Part of the one rounding place: finds by whole
// numbers alone a fraction that rounds as the root does, and gives it to
// Round(). Needs b >= 0; ends the process otherwise.
Decimal RoundRoot(const Rational& a, int sign, const Rational& b, int digits,
                  Rounding rounding);

// "86,33": for Indonesian readers. No thousands separator and no unit.
std::string DisplayIndonesian(const Decimal& value);

// For test messages.
std::ostream& operator<<(std::ostream& out, const Decimal& value);

}  // namespace iku

#endif  // IKU_COMMON_EXACT_DECIMAL_H_
