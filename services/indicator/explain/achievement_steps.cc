#include "services/indicator/explain/achievement_steps.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/exact/decimal.h"
#include "services/indicator/formula/achievement.h"

namespace iku::indicator {
namespace {

// "Predikat Tinggi: di atas 75, paling tinggi 90".
std::string LabelOf(const PredicateTable& bands, const std::string& id,
                    const Steps& steps) {
  for (size_t i = 0; i < bands.size(); ++i) {
    if (bands[i].id != id) continue;
    std::string reach;
    // The last band takes all that is left.
    if (i + 1 < bands.size()) {
      reach = absl::StrCat(steps.Say("di atas ", "above "),
                           steps.ForLabel(bands[i].above));
    }
    if (i > 0) {
      absl::StrAppend(&reach, reach.empty() ? "" : ", ",
                      steps.Say("paling tinggi ", "at most "),
                      steps.ForLabel(bands[i - 1].above));
    }
    return absl::StrCat(steps.Say("Predikat ", "Predicate "),
                        steps.Say(bands[i].label_id, bands[i].label_en),
                        reach.empty() ? "" : ": ", reach);
  }
  return std::string(steps.Say("Predikat", "Predicate"));
}

}  // namespace

void AddAchievementSteps(const v1::Indicator& indicator, const Rules& rules,
                         Steps& steps) {
  const v1::Achievement& achievement = indicator.achievement();
  const auto target = Decimal::Parse(achievement.target());
  if (!target.ok()) return;
  steps.AddPublished(absl::StrCat(indicator.id(), ".target"), "Target",
                     *target);
  const auto value = Decimal::Parse(indicator.value());
  const bool lower_is_better = rules.LowerIsBetter(indicator.id());
  const auto outcome = ComputeAchievement(
      value.ok() ? std::optional<Rational>(value->ToRational()) : std::nullopt,
      target->ToRational(),
      lower_is_better ? Polarity::kLowerIsBetter : Polarity::kHigherIsBetter,
      rules.predicates());
  const auto* const reached = std::get_if<Achievement>(&outcome);
  if (reached == nullptr) return;
  const std::string id = absl::StrCat(indicator.id(), ".achievement");
  const std::string part = lower_is_better
                               ? absl::StrCat("(2 x ", target->ToString(),
                                              " - ", value->ToString(), ")")
                               : value->ToString();
  steps.Add(absl::StrCat(id, "-exact"),
            lower_is_better
                ? steps.Say("Capaian: 100 x (2 x target - nilai) / target",
                            "Achievement: 100 x (2 x target - value) / target")
                : steps.Say("Capaian: 100 x nilai / target",
                            "Achievement: 100 x value / target"),
            absl::StrCat("100 x ", part, " / ", target->ToString()),
            reached->exact);
  steps.AddRounding(id, steps.Say("Capaian (%)", "Achievement (%)"),
                    reached->exact, RoundingStep{});
  if (!(reached->capped == reached->raw)) {
    steps.AddPublished(absl::StrCat(id, "-capped"),
                       steps.Say("Capaian yang dilaporkan, dari 0 sampai 100",
                                 "Achievement as reported, from 0 to 100"),
                       reached->capped);
  }
  steps.AddPublished(absl::StrCat(indicator.id(), ".predicate"),
                     LabelOf(rules.predicates(), reached->predicate.id, steps),
                     reached->raw);
}

}  // namespace iku::indicator
