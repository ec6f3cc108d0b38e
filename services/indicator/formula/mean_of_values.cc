#include "services/indicator/formula/mean_of_values.h"

namespace iku::indicator {

std::optional<MeanOfValues> MeanOf(
    absl::Span<const std::optional<Decimal>> values, const RoundingStep& step) {
  MeanOfValues mean;
  for (const std::optional<Decimal>& value : values) {
    if (!value.has_value()) continue;
    mean.sum += value->ToRational();
    ++mean.count;
  }
  if (mean.count == 0) return std::nullopt;
  mean.exact = mean.sum / mean.count;
  mean.value = Round(mean.exact, step.digits, step.rounding);
  return mean;
}

}  // namespace iku::indicator
