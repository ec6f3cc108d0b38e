#include <algorithm>
#include <optional>
#include <string>

#include "common/exact/decimal.h"
#include "services/indicator/compute/indicators.h"
#include "services/indicator/compute/satisfaction_value.h"
#include "services/indicator/compute/survey_statistics.h"
#include "services/indicator/formula/sample_size.h"
#include "services/indicator/formula/satisfaction_index.h"

namespace iku::indicator {
namespace {

constexpr int kMeanDigits = 2;

bool SomeAnswersMissing(const SurveyTally& survey, const Profile& profile) {
  return std::any_of(profile.elements.begin(), profile.elements.end(),
                     [&](const WeightedElement& element) {
                       return survey.BlanksOf(element.code) > 0;
                     });
}

// Says whether there were respondents enough, when there were any.
void JudgeSample(const DistrictFacts& facts, v1::SatisfactionDetail& detail,
                 v1::Indicator& indicator) {
  if (facts.population.has_value()) {
    detail.set_population(*facts.population);
    detail.set_required_responses(
        ComputeSampleSize(*facts.population).required);
  }
  if (facts.survey.responses == 0) return;
  if (!facts.population.has_value()) {
    indicator.add_flags(kPopulationUnknown);
  } else if (facts.survey.responses < detail.required_responses()) {
    indicator.add_flags(kSampleTooSmall);
  }
}

void FillElement(const ElementTrace& trace, const v1::ElementWeight& text,
                 const Profile& profile, Language language,
                 v1::ElementResult& element) {
  element.set_element(text.element());
  element.set_title(In(language, text.title()));
  element.set_sum(trace.sum);
  element.set_answers(trace.answers);
  if (!trace.mean.has_value()) return;
  element.set_mean(
      Round(trace.mean->mean, kMeanDigits, profile.final_step.rounding)
          .ToString());
  element.set_value(trace.mean->value.ToString());
  element.set_grade(trace.mean->grade.letter);
}

void SetSatisfaction(const SatisfactionValue& value, Language language,
                     v1::Indicator& indicator) {
  indicator.set_value(value.value.ToString());
  indicator.set_exact_value(value.exact.ToFraction());
  indicator.set_numerator(value.numerator);
  indicator.set_denominator(value.denominator);
  indicator.set_grade(value.grade.letter);
  indicator.set_grade_label(language == Language::kEnglish
                                ? value.grade.label_en
                                : value.grade.label_id);
}

// How an index is computed says the profile, and what it rests on too; one of
// a caller's own rests on what surveys do in general.
void StateProfile(const Rules::ProfileRule& rule, v1::Indicator& indicator) {
  indicator.set_profile(rule.profile.id);
  if (rule.text->legal_basis().empty()) return;
  *indicator.mutable_legal_basis() = rule.text->legal_basis();
}

}  // namespace

void FillSatisfaction(const DistrictFacts& facts,
                      const IndicatorQuestion& question,
                      v1::Indicator& indicator) {
  const Rules::ProfileRule& rule = *question.profile;
  StateProfile(rule, indicator);
  v1::SatisfactionDetail& detail = *indicator.mutable_satisfaction();
  detail.set_responses(facts.survey.responses);
  const IndexTrace trace = TraceSatisfactionIndex(facts.survey, rule.profile);
  for (size_t i = 0; i < trace.elements.size(); ++i) {
    FillElement(trace.elements[i], rule.text->elements(static_cast<int>(i)),
                rule.profile, question.language, *detail.add_elements());
  }

  if (const auto value = SatisfactionOf(facts, question)) {
    SetSatisfaction(*value, question.language, indicator);
  } else {
    SetNoData(indicator);
  }
  JudgeSample(facts, detail, indicator);
  if (SomeAnswersMissing(facts.survey, rule.profile)) {
    indicator.add_flags(kAnswersMissing);
  }
  FillStatistics(facts, question, indicator);
}

}  // namespace iku::indicator
