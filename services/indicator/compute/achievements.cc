#include "services/indicator/compute/achievements.h"

#include <variant>

#include "common/exact/decimal.h"
#include "common/exact/rational.h"
#include "common/status/macros.h"
#include "services/indicator/formula/achievement.h"

namespace iku::indicator {
namespace {

constexpr char kNoTarget[] = "NO_TARGET";
constexpr char kTargetNotPositive[] = "TARGET_NOT_POSITIVE";
constexpr char kNoValue[] = "NO_VALUE";

const char* ReasonOf(NoAchievement why) {
  switch (why) {
    case NoAchievement::kNoTarget:
      return kNoTarget;
    case NoAchievement::kTargetNotPositive:
      return kTargetNotPositive;
    case NoAchievement::kNoValue:
      return kNoValue;
  }
  return "";
}

v1::Achievement AchievementOf(const v1::Indicator& indicator,
                              const std::optional<StoredTarget>& stored,
                              const IndicatorQuestion& question) {
  v1::Achievement result;
  std::optional<Rational> target;
  if (stored.has_value()) {
    target = stored->target.value.ToRational();
    result.set_target(stored->target.value.ToString());
    result.set_target_name(NameOf(stored->target.key));
  }
  std::optional<Rational> value;
  if (const auto published = Decimal::Parse(indicator.value());
      published.ok()) {
    value = published->ToRational();
  }
  const auto outcome = ComputeAchievement(
      value, target,
      question.rules->LowerIsBetter(indicator.id()) ? Polarity::kLowerIsBetter
                                                    : Polarity::kHigherIsBetter,
      question.rules->predicates());
  if (const auto* why = std::get_if<NoAchievement>(&outcome)) {
    result.set_reason(ReasonOf(*why));
    return result;
  }
  const auto& achievement = std::get<Achievement>(outcome);
  result.set_raw(achievement.raw.ToString());
  result.set_capped(achievement.capped.ToString());
  result.set_predicate(achievement.predicate.id);
  result.set_predicate_label(question.language == Language::kEnglish
                                 ? achievement.predicate.label_en
                                 : achievement.predicate.label_id);
  return result;
}

}  // namespace

absl::Status SetAchievements(const IndicatorQuestion& question,
                             const TargetFinder& find,
                             v1::DistrictIndicators& answer) {
  const Period::Kind kind = question.period.kind();
  if (kind != Period::Kind::kYear && kind != Period::Kind::kQuarter) {
    return absl::OkStatus();
  }
  for (v1::Indicator& indicator : *answer.mutable_indicators()) {
    ASSIGN_OR_RETURN(const std::optional<StoredTarget> target,
                     find(indicator.id()));
    *indicator.mutable_achievement() =
        AchievementOf(indicator, target, question);
  }
  return absl::OkStatus();
}

}  // namespace iku::indicator
