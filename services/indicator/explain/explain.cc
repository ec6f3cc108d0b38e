#include "services/indicator/explain/explain.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/indicator/compute/satisfaction_value.h"
#include "services/indicator/explain/achievement_steps.h"
#include "services/indicator/explain/interval_steps.h"
#include "services/indicator/explain/left_out.h"
#include "services/indicator/explain/record_sources.h"
#include "services/indicator/explain/satisfaction_steps.h"
#include "services/indicator/explain/share_steps.h"
#include "services/indicator/explain/steps.h"
#include "services/indicator/formula/satisfaction_index.h"

namespace iku::indicator {
namespace {

ElementTitles TitlesOf(const v1::Profile& profile, Language language) {
  ElementTitles titles;
  for (const v1::ElementWeight& element : profile.elements()) {
    const std::string& title = In(language, element.title());
    // A caller's own profile need not have titles.
    titles[element.element()] = title.empty() ? element.element() : title;
  }
  return titles;
}

// The component as Compute shows it; null when it does not.
const v1::BreakdownCell* ShownCell(const std::string& service,
                                   const v1::SatisfactionDetail& detail) {
  for (const v1::BreakdownCell& cell : detail.components()) {
    if (cell.value() == service && !cell.suppressed()) return &cell;
  }
  return nullptr;
}

// The value of a service that is shown, with its calculation or without.
void AddComponent(const v1::BreakdownCell& cell, const SurveyTally& survey,
                  const Decimal& value, const Profile& profile,
                  const ElementTitles& titles, bool write_out, Steps& steps) {
  const StepsOf of{absl::StrCat(kSatisfaction, ".service.", cell.value()),
                   cell.label()};
  if (write_out) {
    AddIndexSteps(survey, profile, titles, of, steps);
    return;
  }
  steps.AddPublished(
      absl::StrCat(of.id, ".value"),
      absl::StrCat(of.about, ": ", steps.Say("Nilai IKM", "Value of the IKM")),
      value);
}

std::optional<Decimal> AddServices(const DistrictFacts& facts,
                                   const Profile& profile,
                                   const ElementTitles& titles,
                                   const v1::SatisfactionDetail& detail,
                                   Steps& steps) {
  std::vector<Component> components;
  int written_out = 0;
  const auto services = facts.survey_parts.find(SurveyDimension::kService);
  if (services == facts.survey_parts.end()) return std::nullopt;
  for (const SurveyPart& service : services->second) {
    // Responses about no single service are in no service's value.
    if (service.value.empty()) continue;
    const auto index = ComputeSatisfactionIndex(service.survey, profile);
    if (!index.has_value()) continue;
    const v1::BreakdownCell* const cell = ShownCell(service.value, detail);
    components.push_back({index->value, cell == nullptr});
    if (cell == nullptr) continue;
    AddComponent(*cell, service.survey, index->value, profile, titles,
                 written_out++ < kServicesWrittenOut, steps);
  }
  return AddMeanOfComponents(components, profile.final_step,
                             {kSatisfaction, ""}, steps);
}

void AddSatisfaction(const DistrictFacts& facts,
                     const IndicatorQuestion& question,
                     const v1::Indicator& indicator, Steps& steps) {
  const Profile& profile = question.profile->profile;
  const ElementTitles titles =
      TitlesOf(*question.profile->text, question.language);
  const StepsOf of{kSatisfaction, ""};
  const std::optional<Decimal> value =
      question.policies.mean_of_services
          ? AddServices(facts, profile, titles, indicator.satisfaction(), steps)
          : AddIndexSteps(facts.survey, profile, titles, of, steps);
  if (value.has_value()) AddGradeStep(*value, profile.grades, of, steps);
  if (facts.survey.responses == 0) return;
  AddSampleSteps(facts.survey.responses, facts.population, steps);
  if (const auto interval = IntervalOf(facts, question)) {
    AddIntervalSteps(*interval, question.rules->statistics().interval, profile,
                     titles, steps);
  }
}

// What the documents are called by the rules that their deadlines come from.
DocumentTitles TitlesOf(const v1::Explanation& explanation, Language language) {
  DocumentTitles titles;
  for (const v1::DeadlineRule& rule : explanation.deadline_rules()) {
    const std::string& title = In(language, rule.title());
    titles.names[rule.document_kind()] =
        title.empty() ? absl::AsciiStrToUpper(rule.document_kind()) : title;
    if (rule.counted_date() == v1::DeadlineRule::COUNTED_DATE_RECEIVED) {
      titles.received.insert(rule.document_kind());
    }
  }
  return titles;
}

// In the order of the rules, each once.
void AddDeadlineRules(const v1::Indicator& indicator, const Rules& rules,
                      v1::Explanation& to) {
  std::set<const v1::DeadlineRule*> used;
  for (const v1::Obligation& one : indicator.timeliness().obligations()) {
    used.insert(rules.DeadlineRuleOf(one.document_kind(), one.fiscal_year()));
  }
  for (const v1::DeadlineRule& rule : rules.data().deadline_rules()) {
    if (used.count(&rule) > 0) *to.add_deadline_rules() = rule;
  }
}

void Describe(const IndicatorQuestion& question,
              const v1::DistrictIndicators& computed, v1::Explanation& to) {
  const v1::Indicator& indicator = computed.indicators(0);
  *to.mutable_indicator() = indicator;
  *to.mutable_definition() = *question.rules->FindIndicator(indicator.id());
  if (indicator.has_satisfaction()) {
    *to.mutable_profile() = *question.profile->text;
  }
  AddDeadlineRules(indicator, *question.rules, to);
  to.set_district(computed.district());
  to.set_district_name(computed.district_name());
  to.set_period(computed.period());
  to.set_data_version(computed.data_version());
  to.set_rules_version(computed.rules_version());
  *to.mutable_as_of_time() = computed.as_of_time();
}

}  // namespace

v1::Explanation Explain(const DistrictFacts& facts,
                        const IndicatorQuestion& question,
                        const v1::DistrictIndicators& computed) {
  v1::Explanation explanation;
  if (computed.indicators().empty()) return explanation;
  Describe(question, computed, explanation);
  const v1::Indicator& indicator = computed.indicators(0);
  Steps steps(question.language, *explanation.mutable_steps());
  if (indicator.has_satisfaction()) {
    AddSatisfaction(facts, question, indicator, steps);
  }
  if (indicator.has_follow_up()) {
    AddFollowUpSteps(indicator, question.policies.follow_up.rounding, steps);
  }
  if (indicator.has_timeliness()) {
    AddTimelinessSteps(indicator, question.policies.timeliness,
                       TitlesOf(explanation, question.language), steps);
  }
  AddAchievementSteps(indicator, *question.rules, steps);
  AddLeftOut(facts, question, indicator, *explanation.mutable_left_out());
  AddRecordSources(facts, question, indicator, *explanation.mutable_sources());
  return explanation;
}

}  // namespace iku::indicator
