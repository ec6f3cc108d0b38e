#ifndef IKU_SERVICES_INDICATOR_FORMULA_TREND_H_
#define IKU_SERVICES_INDICATOR_FORMULA_TREND_H_

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "common/exact/decimal.h"
#include "common/exact/rational.h"

namespace iku::indicator {

// An indicator's value in one period.
struct PeriodValue {
  Rational exact;
  Decimal value;  // as published
};

enum class Direction { kUp, kDown, kUnchanged };

// From one period to the next, in the unit of the indicator.
struct Change {
  Rational exact;  // difference of the exact values

  // Difference of the published values: what a reader finds who subtracts one
  // printed number from the other. May miss the rounded `exact` by one last
  // digit.
  Decimal value;

  Direction direction;  // of `value`, so that it never contradicts the print
};

// None when either has no data (NO_DATA): a gap is not a change.
std::optional<Change> ChangeBetween(const std::optional<PeriodValue>& earlier,
                                    const std::optional<PeriodValue>& later);

// One for each period, in order, against the one before it; the first has
// none. A period without data leaves itself and the next without a change.
std::vector<std::optional<Change>> TrendOf(
    absl::Span<const std::optional<PeriodValue>> periods);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_TREND_H_
