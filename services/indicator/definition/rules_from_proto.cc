#include "services/indicator/definition/rules_from_proto.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "common/civil/date.h"
#include "common/civil/region_code.h"
#include "common/exact/decimal.h"
#include "common/exact/rational.h"

namespace iku::indicator {
namespace {

Rational NumberOf(const std::string& text) {
  return Rational::Parse(text).value_or(Rational(0));
}

std::optional<RoundingStep> StepOf(const v1::Rounding& rounding) {
  if (rounding.mode() == v1::Rounding::MODE_UNSPECIFIED) return std::nullopt;
  return RoundingStep{.digits = rounding.digits(),
                      .rounding = rounding.mode() == v1::Rounding::MODE_TRUNCATE
                                      ? Rounding::kTruncate
                                      : Rounding::kHalfUp};
}

// That of the first fiscal year, as rules of before say it.
Date FirstDeadlineOf(const v1::DeadlineRule& rule) {
  const Date last = LastDayOfMonth(
      rule.first_fiscal_year() + rule.year_offset(), rule.month());
  return {.year = last.year,
          .month = last.month,
          .day = std::min(rule.day(), last.day)};
}

}  // namespace

Profile ProfileFromProto(const v1::Profile& profile) {
  Profile result;
  result.id = std::string(absl::StripPrefix(profile.name(), kProfilePrefix));
  for (const v1::ElementWeight& element : profile.elements()) {
    result.elements.push_back({element.element(), NumberOf(element.weight())});
  }
  result.weight_step = StepOf(profile.weight_rounding());
  if (profile.blank_as_zero()) result.missing_answers = MissingAnswers::kZero;
  result.mean_step = StepOf(profile.mean_rounding());
  result.product_step = StepOf(profile.product_rounding());
  result.index_step = StepOf(profile.index_rounding());
  result.final_step = StepOf(profile.value_rounding()).value_or(RoundingStep());
  for (const v1::Grade& grade : profile.grades()) {
    result.grades.push_back({.letter = grade.letter(),
                             .label_id = grade.label().id(),
                             .label_en = grade.label().en(),
                             .minimum = NumberOf(grade.minimum())});
  }
  return result;
}

DeadlineRule DeadlineRuleFromProto(const v1::DeadlineRule& rule) {
  return {.kind = rule.document_kind(),
          .valid_from = rule.has_valid_from() ? DayOfRule(rule.valid_from())
                                              : FirstDeadlineOf(rule),
          .month = rule.month(),
          .day = rule.day(),
          .year_offset = rule.year_offset(),
          .counted_date =
              rule.counted_date() == v1::DeadlineRule::COUNTED_DATE_RECEIVED
                  ? CountedDate::kReceived
                  : CountedDate::kEnacted,
          .legal_basis = rule.legal_basis()};
}

Date DayOfRule(const google::type::Date& date) {
  return {.year = date.year(), .month = date.month(), .day = date.day()};
}

DeadlineOverride DeadlineOverrideFromProto(const v1::DeadlineOverride& item) {
  DeadlineOverride result{.kind = item.document_kind(),
                          .fiscal_year = item.fiscal_year(),
                          .region = std::nullopt,
                          .deadline = DayOfRule(item.deadline()),
                          .reason = item.reason().id(),
                          .reason_en = item.reason().en(),
                          .legal_basis = item.legal_basis()};
  if (!item.region().empty()) {
    result.region = RegionCode::Parse(item.region()).value();
  }
  return result;
}

PredicateTable PredicatesFromProto(const v1::RuleSet& rules) {
  PredicateTable table;
  for (const v1::Predicate& predicate : rules.predicates()) {
    table.push_back({.id = predicate.id(),
                     .label_id = predicate.label().id(),
                     .label_en = predicate.label().en(),
                     .above = NumberOf(predicate.above())});
  }
  return table;
}

StatisticsRule StatisticsFromProto(const v1::StatisticsRule& rule) {
  StatisticsRule result;
  result.interval = {.level_percent = rule.level_percent(),
                     .z = NumberOf(rule.z())};
  result.suppression = {.threshold = rule.smallest_shown()};
  for (const v1::ReliabilityBand& band : rule.reliability_bands()) {
    result.reliability.push_back({.id = band.label().en(),
                                  .label_id = band.label().id(),
                                  .label_en = band.label().en(),
                                  .minimum = NumberOf(band.minimum())});
  }
  return result;
}

}  // namespace iku::indicator
