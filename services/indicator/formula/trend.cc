#include "services/indicator/formula/trend.h"

#include <algorithm>

namespace iku::indicator {
namespace {

Direction DirectionOf(const Decimal& change) {
  const Rational value = change.ToRational();
  if (value > 0) return Direction::kUp;
  return value < 0 ? Direction::kDown : Direction::kUnchanged;
}

}  // namespace

std::optional<Change> ChangeBetween(const std::optional<PeriodValue>& earlier,
                                    const std::optional<PeriodValue>& later) {
  if (!earlier.has_value() || !later.has_value()) return std::nullopt;
  Change change;
  change.exact = later->exact - earlier->exact;
  // Exact: every digit of both is kept.
  change.value = Round(later->value.ToRational() - earlier->value.ToRational(),
                       std::max(earlier->value.digits(), later->value.digits()),
                       Rounding::kTruncate);
  change.direction = DirectionOf(change.value);
  return change;
}

std::vector<std::optional<Change>> TrendOf(
    absl::Span<const std::optional<PeriodValue>> periods) {
  std::vector<std::optional<Change>> trend(periods.size());
  for (size_t i = 1; i < periods.size(); ++i) {
    trend[i] = ChangeBetween(periods[i - 1], periods[i]);
  }
  return trend;
}

}  // namespace iku::indicator
