#include "services/indicator/formula/share.h"

namespace iku::indicator {

std::optional<Share> ShareOf(int64_t part, int64_t whole,
                             const RoundingStep& step) {
  if (whole == 0) return std::nullopt;
  Share share;
  share.numerator = part;
  share.denominator = whole;
  share.exact = 100 * Rational(part, whole);
  share.value = Round(share.exact, step.digits, step.rounding);
  return share;
}

}  // namespace iku::indicator
