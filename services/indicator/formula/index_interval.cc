#include "services/indicator/formula/index_interval.h"

#include <algorithm>

namespace iku::indicator {
namespace {

constexpr int kLowestScore = 1;
constexpr int kHighestScore = 4;

bool HasEqualWeights(const Profile& profile) {
  return std::all_of(profile.elements.begin(), profile.elements.end(),
                     [&](const WeightedElement& element) {
                       return element.weight == profile.elements.front().weight;
                     });
}

bool AreOver(const SurveyMoments& moments, const Profile& profile) {
  return moments.IsUniform() &&
         moments.elements.size() == profile.elements.size() &&
         std::all_of(profile.elements.begin(), profile.elements.end(),
                     [&](const WeightedElement& element) {
                       return moments.elements.count(element.code) > 0;
                     });
}

// What a sample without replacement gains over one with it.
Rational Correction(int64_t responses, int64_t population) {
  return {population - responses, population - 1};
}

Decimal Bound(const IndexInterval& interval, int sign, const IntervalRule& rule,
              const Profile& profile) {
  const RoundingStep& step = profile.final_step;
  const Rational unit = profile.scale * profile.elements.front().weight *
                        static_cast<int64_t>(profile.elements.size());
  const Decimal lowest = Round(unit * kLowestScore, step.digits, step.rounding);
  const Decimal highest =
      Round(unit * kHighestScore, step.digits, step.rounding);
  const Decimal bound =
      RoundRoot(interval.centre, sign, rule.z * rule.z * interval.squared_error,
                step.digits, step.rounding);
  return std::clamp(bound, lowest, highest);
}

}  // namespace

std::optional<IndexInterval> ComputeIndexInterval(
    const SurveyMoments& moments, const Profile& profile,
    std::optional<int64_t> population, const IntervalRule& rule) {
  const int64_t n = moments.responses;
  if (n < 2 || !HasEqualWeights(profile) || !AreOver(moments, profile)) {
    return std::nullopt;
  }
  const Rational factor = profile.scale * profile.elements.front().weight;
  IndexInterval interval;
  interval.responses = n;
  interval.centre = factor * moments.sum_of_totals / n;
  interval.variance =
      factor * factor *
      SampleCovariance(n, moments.sum_of_totals, moments.sum_of_totals,
                       moments.sum_of_squared_totals);
  interval.squared_error = interval.variance / n;
  interval.corrected = population.has_value() && *population >= n;
  if (interval.corrected) interval.squared_error *= Correction(n, *population);

  interval.margin =
      RoundRoot(0, +1, rule.z * rule.z * interval.squared_error,
                profile.final_step.digits, profile.final_step.rounding);
  interval.lower = Bound(interval, -1, rule, profile);
  interval.upper = Bound(interval, +1, rule, profile);
  return interval;
}

bool GradeCouldChange(const IndexInterval& interval, const GradeTable& table) {
  return GradeOf(interval.lower, table) != GradeOf(interval.upper, table);
}

}  // namespace iku::indicator
