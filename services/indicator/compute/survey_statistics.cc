#include "services/indicator/compute/survey_statistics.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/indicator/compute/breakdown.h"
#include "services/indicator/compute/components.h"
#include "services/indicator/compute/indicators.h"
#include "services/indicator/compute/satisfaction_value.h"
#include "services/indicator/formula/distribution.h"
#include "services/indicator/formula/index_interval.h"
#include "services/indicator/formula/reliability.h"
#include "services/indicator/formula/satisfaction_index.h"
#include "services/indicator/formula/trend.h"

namespace iku::indicator {
namespace {

void FillDistribution(const SurveyTally& survey, const Profile& profile,
                      v1::SatisfactionDetail& detail) {
  const auto distributions = DistributionOf(survey, profile);
  for (size_t i = 0; i < distributions.size(); ++i) {
    v1::ElementResult& element = *detail.mutable_elements(static_cast<int>(i));
    const ElementTally answers = survey.Of(distributions[i].code);
    for (const int64_t count : answers.counts) element.add_counts(count);
    for (const std::optional<Share>& share : distributions[i].shares) {
      if (share.has_value()) element.add_shares(share->value.ToString());
    }
  }
  const Extremes extremes = ExtremesOf(survey, profile);
  for (const std::string& code : extremes.highest) {
    detail.add_highest_elements(code);
  }
  for (const std::string& code : extremes.lowest) {
    detail.add_lowest_elements(code);
  }
}

void FillInterval(const DistrictFacts& facts, const IndicatorQuestion& question,
                  v1::Indicator& indicator) {
  const auto interval = IntervalOf(facts, question);
  if (!interval.has_value()) return;
  v1::Interval& shown = *indicator.mutable_satisfaction()->mutable_interval();
  shown.set_lower(interval->lower.ToString());
  shown.set_upper(interval->upper.ToString());
  const Rational& level = question.rules->statistics().interval.level_percent;
  shown.set_level_percent(static_cast<int32_t>(
      Round(level, 0, Rounding::kHalfUp).Unscaled().value_or(0)));
  shown.set_corrected_for_population(interval->population.has_value());
  shown.set_method(
      interval->method == IntervalMethod::kMean ? "MEAN" : "LINEARISED_RATIO");
  shown.set_responses(interval->responses);
  shown.set_grade_could_change(
      GradeCouldChange(*interval, question.profile->profile.grades));
  if (shown.grade_could_change()) indicator.add_flags(kGradeUncertain);
}

void FillReliability(const DistrictFacts& facts,
                     const IndicatorQuestion& question,
                     v1::SatisfactionDetail& detail) {
  const auto reliability = ComputeReliability(
      facts.moments, question.rules->statistics().reliability);
  if (!reliability.has_value()) return;
  v1::Reliability& shown = *detail.mutable_reliability();
  shown.set_alpha(reliability->alpha.ToString());
  shown.set_responses(facts.moments.responses);
  shown.set_label(question.language == Language::kEnglish
                      ? reliability->band.label_en
                      : reliability->band.label_id);
}

void FillBreakdowns(const DistrictFacts& facts,
                    const IndicatorQuestion& question,
                    v1::Indicator& indicator) {
  v1::SatisfactionDetail& detail = *indicator.mutable_satisfaction();
  bool hidden = false;
  // Always in the same order, whatever the order of the request.
  for (const SurveyDimension dimension :
       {SurveyDimension::kService, SurveyDimension::kSex,
        SurveyDimension::kAgeBand, SurveyDimension::kEducation,
        SurveyDimension::kOccupation}) {
    const bool is_component = question.policies.mean_of_services &&
                              dimension == SurveyDimension::kService;
    const bool is_asked =
        question.breakdowns.count(std::string(NameOf(dimension))) > 0;
    if (!is_component && !is_asked) continue;
    v1::Breakdown breakdown = BreakdownBy(dimension, facts, question);
    if (is_component) {
      hidden |= FillComponents(facts, question, breakdown, indicator);
    }
    if (is_asked) {
      hidden |= HidesSomething(breakdown);
      *detail.add_breakdowns() = std::move(breakdown);
    }
  }
  if (hidden) indicator.add_flags(kSuppressed);
}

void FillTrend(const DistrictFacts& facts, const IndicatorQuestion& question,
               v1::SatisfactionDetail& detail) {
  if (facts.earlier_surveys.empty()) return;
  std::vector<std::optional<PeriodValue>> values;
  const auto add = [&](const Period& period, const SurveyTally& survey) {
    v1::TrendPoint& point = *detail.add_trend();
    point.set_period(period.ToString());
    point.set_responses(survey.responses);
    const auto index =
        ComputeSatisfactionIndex(survey, question.profile->profile);
    values.emplace_back(std::nullopt);
    if (!index.has_value()) return;
    values.back() = PeriodValue{.exact = index->exact, .value = index->value};
    point.set_value(index->value.ToString());
    point.set_grade(index->grade.letter);
  };
  for (const EarlierSurvey& earlier : facts.earlier_surveys) {
    add(earlier.period, earlier.survey);
  }
  add(question.period, facts.survey);
  const auto changes = TrendOf(values);
  for (size_t i = 0; i < changes.size(); ++i) {
    if (!changes[i].has_value()) continue;
    detail.mutable_trend(static_cast<int>(i))
        ->set_change(changes[i]->value.ToString());
  }
}

}  // namespace

void FillStatistics(const DistrictFacts& facts,
                    const IndicatorQuestion& question,
                    v1::Indicator& indicator) {
  v1::SatisfactionDetail& detail = *indicator.mutable_satisfaction();
  FillDistribution(facts.survey, question.profile->profile, detail);
  FillInterval(facts, question, indicator);
  FillReliability(facts, question, detail);
  FillBreakdowns(facts, question, indicator);
  FillTrend(facts, question, detail);
}

}  // namespace iku::indicator
