#include "services/indicator/formula/achievement.h"

#include <algorithm>

namespace iku::indicator {
namespace {

const PredicateBand& PredicateOf(const Decimal& raw,
                                 const PredicateTable& table) {
  const Rational percent = raw.ToRational();
  for (const PredicateBand& band : table) {
    if (percent > band.above) return band;
  }
  return table.back();
}

}  // namespace

std::variant<Achievement, NoAchievement> ComputeAchievement(
    const std::optional<Rational>& value, const std::optional<Rational>& target,
    Polarity polarity, const PredicateTable& predicates,
    const RoundingStep& step) {
  if (!target.has_value()) return NoAchievement::kNoTarget;
  if (*target <= 0) return NoAchievement::kTargetNotPositive;
  if (!value.has_value()) return NoAchievement::kNoValue;

  const Rational reached =
      polarity == Polarity::kHigherIsBetter ? *value : 2 * *target - *value;
  Achievement achievement;
  achievement.exact = 100 * reached / *target;
  achievement.raw = Round(achievement.exact, step.digits, step.rounding);
  achievement.capped =
      std::clamp(achievement.raw, Round(0, step.digits, step.rounding),
                 Round(100, step.digits, step.rounding));
  achievement.predicate = PredicateOf(achievement.raw, predicates);
  return achievement;
}

}  // namespace iku::indicator
