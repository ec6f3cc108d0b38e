#include "services/indicator/compute/satisfaction_value.h"

#include <vector>

#include "services/indicator/formula/mean_of_values.h"
#include "services/indicator/formula/satisfaction_index.h"

namespace iku::indicator {
namespace {

std::optional<SatisfactionValue> Pooled(const SurveyTally& survey,
                                        const Profile& profile) {
  const auto index = ComputeSatisfactionIndex(survey, profile);
  if (!index.has_value()) return std::nullopt;
  return SatisfactionValue{.exact = index->exact,
                           .numerator = index->numerator,
                           .denominator = index->denominator,
                           .value = index->value,
                           .grade = index->grade};
}

std::optional<SatisfactionValue> MeanOfServices(const DistrictFacts& facts,
                                                const Profile& profile) {
  std::vector<std::optional<Decimal>> values;
  const auto services = facts.survey_parts.find(SurveyDimension::kService);
  if (services == facts.survey_parts.end()) return std::nullopt;
  for (const SurveyPart& service : services->second) {
    if (service.value.empty()) continue;
    const auto index = ComputeSatisfactionIndex(service.survey, profile);
    if (index.has_value()) values.emplace_back(index->value);
  }
  const auto mean = MeanOf(values, profile.final_step);
  if (!mean.has_value()) return std::nullopt;
  const Rational index = mean->exact / profile.scale;
  return SatisfactionValue{.exact = mean->exact,
                           .numerator = index.Numerator(),
                           .denominator = index.Denominator(),
                           .value = mean->value,
                           .grade = GradeOf(mean->value, profile.grades)};
}

}  // namespace

std::optional<SatisfactionValue> SatisfactionOf(
    const DistrictFacts& facts, const IndicatorQuestion& question) {
  const Profile& profile = question.profile->profile;
  return question.policies.mean_of_services ? MeanOfServices(facts, profile)
                                            : Pooled(facts.survey, profile);
}

std::optional<IndexInterval> IntervalOf(const DistrictFacts& facts,
                                        const IndicatorQuestion& question) {
  if (question.policies.mean_of_services) return std::nullopt;
  return ComputeIndexInterval({facts.survey, facts.moments, facts.pairs},
                              question.profile->profile, facts.population,
                              question.rules->statistics().interval);
}

}  // namespace iku::indicator
