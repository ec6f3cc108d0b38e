#ifndef IKU_SERVICES_INDICATOR_FORMULA_RELIABILITY_H_
#define IKU_SERVICES_INDICATOR_FORMULA_RELIABILITY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/exact/decimal.h"
#include "common/exact/rational.h"
#include "services/indicator/formula/survey_moments.h"

namespace iku::indicator {

// One row of a table that says what an alpha means.
struct ReliabilityBand {
  std::string id;        // "RELIABLE"
  std::string label_id;  // "Reliabel"
  std::string label_en;
  Rational minimum;  // the smallest rounded alpha in the band

  friend bool operator==(const ReliabilityBand&,
                         const ReliabilityBand&) = default;
};

// From the best band down, minimums strictly descending. The last band takes
// all that is left; alpha has no lower limit.
using ReliabilityTable = std::vector<ReliabilityBand>;

// How one element goes together with the sum of all others.
struct ItemTotal {
  std::string code;
  Rational covariance;  // of the score and the total without it, with n - 1

  // The same as a correlation, -1..1. None when the element or the rest was
  // answered alike by everybody.
  std::optional<Decimal> correlation;
};

// Cronbach's alpha: how far the elements of a survey measure one thing.
struct Reliability {
  int64_t responses = 0;        // complete ones
  int64_t elements = 0;         // k
  Rational sum_of_variances;    // of the elements' scores, with n - 1
  Rational variance_of_totals;  // with n - 1
  Rational exact;
  Decimal alpha;                 // exact, rounded
  ReliabilityBand band;          // decided on `alpha`
  std::vector<ItemTotal> items;  // by code
};

// k / (k - 1) * (1 - sum of the elements' variances / variance of the totals).
// Source: Cronbach (1951).
//
// No value when there are fewer than two complete responses or two elements,
// when all totals are the same, or when the moments mix questionnaires. Needs
// a table that is not empty.
std::optional<Reliability> ComputeReliability(const SurveyMoments& moments,
                                              const ReliabilityTable& table,
                                              const RoundingStep& step = {
                                                  3, Rounding::kHalfUp});

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_RELIABILITY_H_
