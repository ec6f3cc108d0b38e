#include "services/indicator/compute/district_indicators.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/civil/zone.h"
#include "services/indicator/compute/indicators.h"
#include "services/indicator/timestamp.h"

namespace iku::indicator {
namespace {

void Describe(const std::string& id, const DistrictFacts& facts,
              const IndicatorQuestion& question, v1::Indicator& indicator) {
  const v1::IndicatorDefinition& definition =
      *question.rules->FindIndicator(id);
  const Language language = question.language;
  indicator.set_id(id);
  indicator.set_title(In(language, definition.title()));
  indicator.set_scale(definition.scale());
  for (v1::Policy& policy :
       PoliciesUsed(id, *question.rules, question.policies, language)) {
    *indicator.add_policies() = std::move(policy);
  }
  indicator.set_formula(In(language, definition.formula()));
  indicator.set_data_source(In(language, definition.data_source()));
  indicator.set_responsible(
      In(language, question.rules->PlainSheetOf(facts.district).responsible()));
  *indicator.mutable_legal_basis() = definition.legal_basis();
}

// Each rule that set a deadline of the matrix, once; those of the definition
// when nothing is owed.
void SetBasisOfDeadlines(v1::Indicator& indicator) {
  const auto& owed = indicator.timeliness().obligations();
  if (owed.empty()) return;
  indicator.clear_legal_basis();
  auto& stated = *indicator.mutable_legal_basis();
  for (const v1::Obligation& one : owed) {
    if (std::count(stated.begin(), stated.end(), one.legal_basis()) == 0) {
      *stated.Add() = one.legal_basis();
    }
  }
}

}  // namespace

absl::Time SetMoment(const DistrictFacts& facts, absl::Time now,
                     v1::DistrictIndicators& answer) {
  answer.set_data_version(facts.data_version);
  // What was not read before now was not known at that moment either.
  const absl::Time moment = facts.read_time.value_or(now);
  *answer.mutable_compute_time() = ToProto(now);
  *answer.mutable_as_of_time() = ToProto(moment);
  return moment;
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
  answer.set_rules_version(question.rules->version());
  const absl::Time moment = SetMoment(facts, now, answer);

  const Date today = TodayIn(moment, facts.district.Province().ToString());
  const v1::IkuSheet& sheet = question.rules->PlainSheetOf(facts.district);
  for (const std::string& id : question.rules->indicator_ids()) {
    if (!question.Asks(id)) continue;
    v1::Indicator& indicator = *answer.add_indicators();
    Describe(id, facts, question, indicator);
    if (id == kSatisfaction) FillSatisfaction(facts, question, indicator);
    if (id == kCoordinationFollowUp) {
      FillFollowUp(facts, question, today, indicator);
    }
    if (id == kVillageDocuments) {
      FillTimeliness(facts, question, today, indicator);
      SetBasisOfDeadlines(indicator);
    }
    indicator.mutable_legal_basis()->MergeFrom(sheet.legal_basis());
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

void SetDate(const Date& from, google::type::Date& to) {
  to.set_year(from.year);
  to.set_month(from.month);
  to.set_day(from.day);
}

}  // namespace iku::indicator
