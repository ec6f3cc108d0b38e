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

// From the scores of one element to its part in the index.
struct ElementMean {
  Rational exact;          // sum of the scores / answers
  Rational mean;           // after the profile's mean step
  Rational exact_product;  // mean * weight
  Rational product;        // after the profile's product step
  Decimal value;           // scale * mean, after the profile's final step
  GradeBand grade;         // of `value`, by the same table
};

struct ElementTrace {
  std::string code;
  int64_t sum = 0;      // of the scores
  int64_t answers = 0;  // what the sum is divided by
  Rational weight;

  // None without answers. Where the profile counts a blank as 0 every response
  // is one, so that an element nobody answered has the mean 0.
  std::optional<ElementMean> mean;
};

// IKU 1, the public satisfaction index (IKM).
struct SatisfactionIndex {
  int64_t responses = 0;
  Rational sum;    // of the products
  Rational index;  // after the profile's index step
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

// Every number on the way to the index, in the order of the calculation.
struct IndexTrace {
  int64_t responses = 0;
  std::vector<ElementTrace> elements;  // in the order of the profile

  // None when an element has no mean.
  std::optional<SatisfactionIndex> index;

  // Codes of the elements without a mean.
  std::vector<std::string> Unanswered() const;
};

// IKM = scale * sum over elements of (mean score * weight), rounded as the
// profile says. Source: Permenpan RB 14/2017. Elements of the tally that the
// profile does not name are left out.
//
// Needs a profile that passes Validate() and counts that are not negative.
IndexTrace TraceSatisfactionIndex(const SurveyTally& tally,
                                  const Profile& profile);

// What the trace ends with. None (NO_DATA) when there are no responses or an
// element has no mean.
std::optional<SatisfactionIndex> ComputeSatisfactionIndex(
    const SurveyTally& tally, const Profile& profile);

// `responses` that each give `score` to every element of the profile.
SurveyTally AllAlike(int64_t responses, int score, const Profile& profile);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_SATISFACTION_INDEX_H_
