#include "services/indicator/formula/sample_size.h"

#include "common/exact/decimal.h"

namespace iku::indicator {

SampleSize ComputeSampleSize(int64_t population, const SampleRule& rule) {
  SampleSize result;
  if (population <= 0) return result;
  const Rational spread =
      rule.chi_square * rule.proportion * (1 - rule.proportion);
  result.exact = spread * population /
                 (rule.margin * rule.margin * (population - 1) + spread);
  // Never above the population, so it fits.
  result.required =
      Round(result.exact, 0, Rounding::kHalfUp).Unscaled().value_or(population);
  return result;
}

}  // namespace iku::indicator
