#ifndef IKU_SERVICES_INDICATOR_FORMULA_ACHIEVEMENT_H_
#define IKU_SERVICES_INDICATOR_FORMULA_ACHIEVEMENT_H_

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "common/exact/decimal.h"
#include "common/exact/rational.h"

namespace iku::indicator {

enum class Polarity { kHigherIsBetter, kLowerIsBetter };

// One row of a table that says what an achievement means.
struct PredicateBand {
  std::string id;        // "VERY_HIGH"
  std::string label_id;  // "Sangat Tinggi"
  std::string label_en;
  Rational above;  // percent; the band is strictly above this

  friend bool operator==(const PredicateBand&, const PredicateBand&) = default;
};

// From the best band down, `above` strictly descending. The last band takes
// all that is left; its `above` is not looked at.
using PredicateTable = std::vector<PredicateBand>;

// How far a target was reached, in percent.
struct Achievement {
  Rational exact;
  Decimal raw;              // exact, rounded; may be above 100 or below 0
  Decimal capped;           // raw, within 0..100
  PredicateBand predicate;  // decided on `raw`
};

// Why there is no achievement. Checked in this order.
enum class NoAchievement {
  kNoTarget,
  kTargetNotPositive,  // nothing to divide by
  kNoValue,            // the indicator is NO_DATA
};

// value / target * 100, or (2 * target - value) / target * 100 when lower is
// better. Value and target are in the same unit; published reports divide the
// rounded value. Needs a table that is not empty.
std::variant<Achievement, NoAchievement> ComputeAchievement(
    const std::optional<Rational>& value, const std::optional<Rational>& target,
    Polarity polarity, const PredicateTable& predicates,
    const RoundingStep& step = {});

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_ACHIEVEMENT_H_
