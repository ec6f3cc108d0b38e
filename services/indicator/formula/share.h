#ifndef IKU_SERVICES_INDICATOR_FORMULA_SHARE_H_
#define IKU_SERVICES_INDICATOR_FORMULA_SHARE_H_

#include <cstdint>
#include <optional>

#include "common/exact/decimal.h"
#include "common/exact/rational.h"

namespace iku::indicator {

// A part of a whole, in percent: exact = 100 * numerator / denominator.
struct Share {
  int64_t numerator = 0;
  int64_t denominator = 0;
  Rational exact;
  Decimal value;  // exact, rounded
};

// No value (NO_DATA) when the whole is 0. Needs 0 <= part <= whole.
std::optional<Share> ShareOf(int64_t part, int64_t whole,
                             const RoundingStep& step);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_SHARE_H_
