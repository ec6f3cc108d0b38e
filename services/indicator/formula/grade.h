#ifndef IKU_SERVICES_INDICATOR_FORMULA_GRADE_H_
#define IKU_SERVICES_INDICATOR_FORMULA_GRADE_H_

#include <string>
#include <vector>

#include "common/exact/decimal.h"
#include "common/exact/rational.h"

namespace iku::indicator {

// One row of a grade table.
struct GradeBand {
  std::string letter;    // "A"
  std::string label_id;  // "Sangat Baik"
  std::string label_en;
  Rational minimum;  // the smallest rounded value in the band

  friend bool operator==(const GradeBand&, const GradeBand&) = default;
};

// From the best band down, minimums strictly descending. The last band takes
// all that is left, so that no value is without a grade.
using GradeTable = std::vector<GradeBand>;

// The band of a value. Takes the rounded value because printed bands end at
// hundredths and have gaps between them (Permenpan RB 14/2017: 76.60 is C,
// 76.61 is B). Needs a table that is not empty.
const GradeBand& GradeOf(const Decimal& rounded, const GradeTable& table);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_GRADE_H_
