#include "services/indicator/formula/sample_size.h"

#include "common/exact/decimal.h"

namespace iku::indicator {

int64_t RequiredSample(int64_t population, const SampleRule& rule) {
  if (population <= 0) return 0;
  const Rational spread =
      rule.chi_square * rule.proportion * (1 - rule.proportion);
  const Rational size = spread * population /
                        (rule.margin * rule.margin * (population - 1) + spread);
  // Never above the population, so it fits.
  return Round(size, 0, Rounding::kHalfUp).Unscaled().value_or(population);
}

}  // namespace iku::indicator
