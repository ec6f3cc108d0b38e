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
// weights; weights that add up to 0.9..1 (printed shortcuts such as nine times
// 0.11 or fourteen times 0.071 stay below 1); a positive scale; roundings to
// 0..kMaxDecimalDigits digits; and a grade table with unique letters, strictly
// descending, whose last minimum is not above the lowest value that can come
// out.
absl::Status Validate(const Profile& profile);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_PROFILE_H_
