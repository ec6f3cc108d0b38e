#include "services/indicator/formula/roll_up.h"

#include <algorithm>
#include <functional>

namespace iku::indicator {

ShareRollUp RollUpShares(absl::Span<const std::optional<Share>> units,
                         const RoundingStep& step) {
  ShareRollUp result;
  int64_t part = 0;
  int64_t whole = 0;
  std::vector<std::optional<Decimal>> values;
  for (size_t i = 0; i < units.size(); ++i) {
    if (!units[i].has_value()) {
      result.without_data.push_back(i);
      continue;
    }
    part += units[i]->numerator;
    whole += units[i]->denominator;
    values.emplace_back(units[i]->value);
  }
  result.pooled = ShareOf(part, whole, step);
  result.mean = MeanOf(values, step);
  return result;
}

IndexRollUp RollUpIndexes(absl::Span<const SurveyTally> units,
                          const Profile& profile) {
  IndexRollUp result;
  SurveyTally pooled;
  std::vector<std::optional<Decimal>> values;
  for (size_t i = 0; i < units.size(); ++i) {
    if (units[i].responses == 0) {
      result.without_data.push_back(i);
      continue;
    }
    pooled.Add(units[i]);
    const IndexTrace trace = TraceSatisfactionIndex(units[i], profile);
    if (trace.index.has_value()) {
      values.emplace_back(trace.index->value);
    } else {
      result.left_out.push_back({i, trace.Unanswered()});
    }
  }
  result.pooled = ComputeSatisfactionIndex(pooled, profile);
  result.mean = MeanOf(values, profile.final_step);
  if (result.mean.has_value()) {
    result.mean_grade = GradeOf(result.mean->value, profile.grades);
  }
  return result;
}

std::vector<std::optional<int64_t>> Ranks(
    absl::Span<const std::optional<Rational>> values) {
  std::vector<Rational> descending;
  for (const std::optional<Rational>& value : values) {
    if (value.has_value()) descending.push_back(*value);
  }
  std::sort(descending.begin(), descending.end(), std::greater<>());

  std::vector<std::optional<int64_t>> ranks(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    if (!values[i].has_value()) continue;
    const auto first = std::lower_bound(descending.begin(), descending.end(),
                                        *values[i], std::greater<>());
    ranks[i] = first - descending.begin() + 1;
  }
  return ranks;
}

}  // namespace iku::indicator
