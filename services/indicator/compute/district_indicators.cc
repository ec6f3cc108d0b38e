#include "services/indicator/compute/district_indicators.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/civil/zone.h"
#include "services/indicator/compute/indicators.h"

namespace iku::indicator {
namespace {

// The collection service keeps documents of these fiscal years only.
constexpr int kFirstFiscalYear = 2000;
constexpr int kLastFiscalYear = 2100;

std::set<int> FiscalYearsOf(const Period& period, const Rules& rules) {
  std::set<int> years;
  for (const Obligation& obligation : ObligationsIn(
           period, rules.deadlines(), rules.timeliness_policy().report_year)) {
    if (kFirstFiscalYear <= obligation.fiscal_year &&
        obligation.fiscal_year <= kLastFiscalYear) {
      years.insert(obligation.fiscal_year);
    }
  }
  return years;
}

void Describe(const std::string& id, const DistrictFacts& facts,
              const IndicatorQuestion& question, v1::Indicator& indicator) {
  const v1::IndicatorDefinition& definition =
      *question.rules->FindIndicator(id);
  const Language language = question.language;
  indicator.set_id(id);
  indicator.set_title(In(language, definition.title()));
  indicator.set_scale(definition.scale());
  *indicator.mutable_policies() = definition.policies();
  indicator.set_formula(In(language, definition.formula()));
  indicator.set_data_source(In(language, definition.data_source()));
  indicator.set_responsible(
      In(language, question.rules->PlainSheetOf(facts.district).responsible()));
  *indicator.mutable_legal_basis() = definition.legal_basis();
}

}  // namespace

FactsSelection SelectionFor(const IndicatorQuestion& question) {
  FactsSelection selection;
  if (question.Asks(kSatisfaction)) selection.survey_period = question.period;
  if (question.Asks(kCoordinationFollowUp)) {
    selection.coordination_period = question.period;
  }
  if (question.Asks(kVillageDocuments)) {
    std::set<int> years = FiscalYearsOf(question.period, *question.rules);
    if (question.rules->timeliness_policy().whole ==
        TimelinessPolicy::Whole::kYear) {
      years.merge(FiscalYearsOf(Period::OfYear(question.period.Year()),
                                *question.rules));
    }
    selection.document_fiscal_years.assign(years.begin(), years.end());
  }
  return selection;
}

v1::DistrictIndicators ComputeIndicators(const DistrictFacts& facts,
                                         const IndicatorQuestion& question,
                                         absl::Time now) {
  v1::DistrictIndicators answer;
  answer.set_district(absl::StrCat("districts/", facts.district.ToString()));
  answer.set_district_name(facts.district_name);
  answer.set_regency_name(facts.regency_name);
  answer.set_province_name(facts.province_name);
  answer.set_period(question.period.ToString());
  answer.set_data_version(facts.data_version);
  answer.set_rules_version(question.rules->version());
  const absl::Duration since_epoch = now - absl::UnixEpoch();
  absl::Duration rest;
  answer.mutable_compute_time()->set_seconds(
      absl::IDivDuration(since_epoch, absl::Seconds(1), &rest));
  answer.mutable_compute_time()->set_nanos(
      static_cast<int>(rest / absl::Nanoseconds(1)));

  const Date today = TodayIn(now, facts.district.Province().ToString());
  for (const std::string& id : question.rules->indicator_ids()) {
    if (!question.Asks(id)) continue;
    v1::Indicator& indicator = *answer.add_indicators();
    Describe(id, facts, question, indicator);
    if (id == kSatisfaction) FillSatisfaction(facts, question, indicator);
    if (id == kCoordinationFollowUp) FillFollowUp(facts, question, indicator);
    if (id == kVillageDocuments) {
      FillTimeliness(facts, question, today, indicator);
    }
  }
  return answer;
}

void SetNoData(v1::Indicator& indicator) {
  indicator.set_numerator("0");
  indicator.set_denominator("0");
  indicator.add_flags(kNoData);
}

void SetShare(const Share& share, v1::Indicator& indicator) {
  indicator.set_value(share.value.ToString());
  indicator.set_exact_value(share.exact.ToFraction());
  indicator.set_numerator(absl::StrCat(share.numerator));
  indicator.set_denominator(absl::StrCat(share.denominator));
}

}  // namespace iku::indicator
