#include "services/indicator/formula/grade.h"

namespace iku::indicator {

const GradeBand& GradeOf(const Decimal& rounded, const GradeTable& table) {
  const Rational value = rounded.ToRational();
  for (const GradeBand& band : table) {
    if (value >= band.minimum) return band;
  }
  return table.back();
}

}  // namespace iku::indicator
