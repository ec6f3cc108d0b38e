#ifndef IKU_SERVICES_INDICATOR_FORMULA_PROFILE_H_
#define IKU_SERVICES_INDICATOR_FORMULA_PROFILE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/exact/decimal.h"
#include "common/exact/rational.h"
#include "services/indicator/formula/grade.h"

namespace iku::indicator {

// What a survey asks about, and how much it weighs in the index.
struct WeightedElement {
  std::string code;  // never a position: sources number elements differently
  Rational weight;
};

enum class MissingAnswers {
  kOwnCount,  // an element's mean is over those who answered it
  kZero,      // a blank counts as an answer with score 0
};

// One published way to turn survey answers into a satisfaction index. Offices
// publish different numbers from the same answers because they round and weigh
// differently; each way is data of this shape, chosen by `id`.
struct Profile {
  std::string id;
  std::vector<WeightedElement> elements;
  std::optional<RoundingStep> weight_step;  // how the weights were rounded when
                                            // they were printed; none: exact
  MissingAnswers missing_answers = MissingAnswers::kOwnCount;

  // Rounding on the way, in this order; none means exact.
  std::optional<RoundingStep> mean_step;     // each element's mean
  std::optional<RoundingStep> product_step;  // each mean * weight
  std::optional<RoundingStep> index_step;    // the sum of the products

  Rational scale = 25;      // turns the index 1..4 into the value 25..100
  RoundingStep final_step;  // of the value; 2 digits, half up

  GradeTable grades;
};

inline constexpr int kMaxElements = 32;

// OK, or INVALID_ARGUMENT that lists everything wrong at once. A sound profile
// has an id; 1 to kMaxElements elements with unique codes and positive
// weights; a positive scale; roundings to 0..kMaxDecimalDigits digits; and a
// grade table with unique letters, strictly descending, whose last minimum is
// not above the lowest value that can come out.
absl::Status Validate(const Profile& profile);

// With fewer nearly any weights would pass.
inline constexpr int kFewestWeightDigits = 2;

// OK when the weights add up to 1 as exactly as they were printed, else
// INVALID_ARGUMENT that says why not. Without `weight_step` the sum is 1. With
// it no weight has more digits, the sum is never above 1, as then a value could
// be above the scale, and below it by at most what rounding can take from each
// weight: half a unit of the last digit, a whole one where it was cut off. Nine
// times 0.11 are two digits and 0.01 below, which may be 0.045.
absl::Status ValidateWeights(const Profile& profile);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_PROFILE_H_
