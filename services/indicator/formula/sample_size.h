#ifndef IKU_SERVICES_INDICATOR_FORMULA_SAMPLE_SIZE_H_
#define IKU_SERVICES_INDICATOR_FORMULA_SAMPLE_SIZE_H_

#include <cstdint>

#include "common/exact/rational.h"

namespace iku::indicator {

// The figures that Krejcie & Morgan (1970) chose for their table.
struct SampleRule {
  Rational chi_square = Rational(3841, 1000);  // 1 degree, 95 % confidence
  Rational proportion = Rational(1, 2);        // the least favourable one
  Rational margin = Rational(1, 20);
};

struct SampleSize {
  Rational exact;
  int64_t required = 0;  // exact, to the nearest whole number
};

// How many respondents a survey of `population` people served needs:
//   x*N*p*(1-p) / (d^2*(N-1) + x*p*(1-p))
// 0 for a population of 0 or less.
SampleSize ComputeSampleSize(int64_t population, const SampleRule& rule = {});

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_SAMPLE_SIZE_H_
