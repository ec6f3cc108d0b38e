#ifndef IKU_SERVICES_INDICATOR_FORMULA_SATISFACTION_INDEX_H_
#define IKU_SERVICES_INDICATOR_FORMULA_SATISFACTION_INDEX_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/exact/decimal.h"
#include "common/exact/rational.h"
#include "services/indicator/formula/grade.h"
#include "services/indicator/formula/profile.h"
#include "services/indicator/formula/survey_tally.h"

namespace iku::indicator {

// One element's part in the index.
struct ElementResult {
  std::string code;
  int64_t answers = 0;  // what the sum of scores was divided by
  Rational mean;        // 1..4, after the profile's mean step
  Rational product;     // mean * weight, after the profile's product step
  Decimal value;        // scale * mean, after the profile's final step
  GradeBand grade;      // of `value`, by the same table
};

// IKU 1, the public satisfaction index (IKM), and how it came about.
struct SatisfactionIndex {
  int64_t responses = 0;
  std::vector<ElementResult> elements;  // in the order of the profile

  Rational index;  // sum of the products, after the profile's index step
  Rational exact;  // scale * index, before the final rounding

  // Decimal digits of two whole numbers: exact = scale * numerator /
  // denominator. When every element has the same number of answers n and the
  // profile rounds only at the end, they are what one adds up with a pencil:
  // with nine weights of 1/9 the sum of all scores, and 9 * n. Otherwise they
  // are the index in lowest terms.
  std::string numerator;
  std::string denominator;

  Decimal value;    // exact, after the profile's final step
  GradeBand grade;  // decided on `value`
};

// The elements of the profile that nobody answered, also when the profile
// counts blanks as 0: a mean of blanks alone says nothing about the service.
std::vector<std::string> UnansweredElements(const SurveyTally& tally,
                                            const Profile& profile);

// IKM = scale * sum over elements of (mean score * weight), rounded as the
// profile says. Source: Permenpan RB 14/2017. Elements of the tally that the
// profile does not name are left out. No value (NO_DATA) when there are no
// responses or UnansweredElements() names any.
//
// Needs a profile that passes Validate() and counts that are not negative.
std::optional<SatisfactionIndex> ComputeSatisfactionIndex(
    const SurveyTally& tally, const Profile& profile);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_SATISFACTION_INDEX_H_
