#ifndef IKU_SERVICES_INDICATOR_FORMULA_MEAN_OF_VALUES_H_
#define IKU_SERVICES_INDICATOR_FORMULA_MEAN_OF_VALUES_H_

#include <cstdint>
#include <optional>

#include "absl/types/span.h"
#include "common/exact/decimal.h"
#include "common/exact/rational.h"

namespace iku::indicator {

// The simple mean of values that were rounded and published one by one.
struct MeanOfValues {
  Rational sum;
  int64_t count = 0;  // of values with data
  Rational exact;     // sum / count
  Decimal value;      // exact, rounded
};

// `mean-of-services` and `mean-of-units`, the published ways to combine beside
// pooling. Values without data are left out, not counted as 0. No value
// (NO_DATA) when none has data.
std::optional<MeanOfValues> MeanOf(
    absl::Span<const std::optional<Decimal>> values, const RoundingStep& step);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_MEAN_OF_VALUES_H_
