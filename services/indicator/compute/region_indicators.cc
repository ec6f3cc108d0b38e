#include "services/indicator/compute/region_indicators.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/indicator/compute/components.h"
#include "services/indicator/compute/indicators.h"
#include "services/indicator/definition/policies.h"
#include "services/indicator/formula/grade.h"
#include "services/indicator/formula/mean_of_values.h"
#include "services/indicator/formula/roll_up.h"

namespace iku::indicator {
namespace {

bool HasFlag(const v1::Indicator& indicator, absl::string_view flag) {
  return std::find(indicator.flags().begin(), indicator.flags().end(), flag) !=
         indicator.flags().end();
}

}  // namespace

std::optional<RegionRollUp::Unit> RegionRollUp::UnitOf(
    const v1::Indicator& indicator) const {
  const auto value = Decimal::Parse(indicator.value());
  if (!value.ok()) return std::nullopt;  // NO_DATA
  Unit unit{.district = districts_.size() - 1,
            .value = *value,
            .grade = indicator.grade(),
            .share = std::nullopt};
  if (indicator.id() == kSatisfaction) return unit;
  int64_t part = 0;
  int64_t whole = 0;
  if (!absl::SimpleAtoi(indicator.numerator(), &part) ||
      !absl::SimpleAtoi(indicator.denominator(), &whole)) {
    return std::nullopt;
  }
  unit.share = ShareOf(part, whole, {});
  if (!unit.share.has_value()) return std::nullopt;
  return unit;
}

void RegionRollUp::Add(const DistrictFacts& facts,
                       const v1::DistrictIndicators& answer) {
  districts_.push_back({answer.district(), answer.district_name()});
  surveys_.push_back(facts.survey);
  for (const v1::Indicator& indicator : answer.indicators()) {
    if (HasFlag(indicator, kNothingReceived)) {
      nothing_received_[indicator.id()].push_back(answer.district());
    }
    if (auto unit = UnitOf(indicator)) {
      units_[indicator.id()].push_back(*std::move(unit));
    } else if (indicator.id() == kSatisfaction && facts.survey.responses > 0) {
      left_out_[districts_.size() - 1] = LeftOutOf(facts, indicator);
    }
  }
}

// A district whose elements were all answered has no value either where none of
// its services has one, or no answer is about a single service.
v1::LeftOutComponent RegionRollUp::LeftOutOf(
    const DistrictFacts& facts, const v1::Indicator& indicator) const {
  v1::LeftOutComponent left_out;
  left_out.set_name(districts_.back().name);
  left_out.set_label(districts_.back().display_name);
  left_out.set_responses(facts.survey.responses);
  for (const std::string& element :
       TraceSatisfactionIndex(facts.survey, question_.profile->profile)
           .Unanswered()) {
    left_out.add_elements(element);
  }
  const bool unanswered =
      left_out.elements_size() > 0 ||
      indicator.satisfaction().components_left_out_size() > 0;
  left_out.set_reason(unanswered ? kElementUnanswered : kNoService);
  return left_out;
}

void RegionRollUp::SetPooledShare(const std::vector<Unit>& units,
                                  v1::RolledUpIndicator& result) const {
  std::vector<std::optional<Share>> shares;
  shares.reserve(units.size());
  for (const Unit& unit : units) shares.push_back(unit.share);
  const ShareRollUp rolled_up = RollUpShares(shares);
  if (!rolled_up.pooled.has_value()) return;
  result.set_pooled(rolled_up.pooled->value.ToString());
  result.set_pooled_exact(rolled_up.pooled->exact.ToFraction());
}

// Of all respondents, also where a district has no value: that is listed.
void RegionRollUp::SetPooledIndex(v1::RolledUpIndicator& result) const {
  const IndexRollUp rolled_up =
      RollUpIndexes(surveys_, question_.profile->profile);
  for (const auto& [district, left_out] : left_out_) {
    *result.add_left_out() = left_out;
  }
  if (!rolled_up.pooled.has_value()) return;
  result.set_pooled(rolled_up.pooled->value.ToString());
  result.set_pooled_exact(rolled_up.pooled->exact.ToFraction());
  result.set_pooled_grade(rolled_up.pooled->grade.letter);
}

// Of the values as they are published, however each district combined its
// services.
void RegionRollUp::SetMean(const std::string& id,
                           const std::vector<Unit>& units,
                           v1::RolledUpIndicator& result) const {
  std::vector<std::optional<Decimal>> values;
  values.reserve(units.size());
  for (const Unit& unit : units) values.emplace_back(unit.value);
  const Profile& profile = question_.profile->profile;
  const bool is_index = id == kSatisfaction;
  const auto mean =
      MeanOf(values, is_index ? profile.final_step : RoundingStep{});
  if (!mean.has_value()) return;
  result.set_mean_of_units(mean->value.ToString());
  if (is_index) {
    result.set_mean_grade(GradeOf(mean->value, profile.grades).letter);
  }
}

void RegionRollUp::SetRanking(const std::vector<Unit>& units,
                              v1::RolledUpIndicator& result) const {
  std::vector<std::optional<Rational>> values;
  values.reserve(units.size());
  for (const Unit& unit : units) values.emplace_back(unit.value.ToRational());
  const auto ranks = Ranks(values);
  std::vector<size_t> order(units.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return ranks[a].value_or(0) < ranks[b].value_or(0);
  });
  for (const size_t place : order) {
    const Unit& unit = units[place];
    v1::RankedDistrict& ranked = *result.add_ranking();
    ranked.set_rank(static_cast<int32_t>(ranks[place].value_or(0)));
    ranked.set_district(districts_[unit.district].name);
    ranked.set_district_name(districts_[unit.district].display_name);
    ranked.set_value(unit.value.ToString());
    ranked.set_grade(unit.grade);
  }
}

// As the answers of the districts state them.
void RegionRollUp::SetChoices(const std::string& id,
                              v1::RolledUpIndicator& result) const {
  for (v1::Policy& policy : PoliciesUsed(
           id, *question_.rules, question_.policies, question_.language)) {
    *result.add_policies() = std::move(policy);
  }
  if (id == kSatisfaction) {
    result.set_profile(question_.profile->profile.id);
  }
}

v1::RolledUpIndicator RegionRollUp::RollUp(
    const std::string& id, const std::vector<Unit>& units) const {
  v1::RolledUpIndicator result;
  result.set_id(id);
  result.set_title(
      In(question_.language, question_.rules->FindIndicator(id)->title()));
  if (id == kSatisfaction) {
    SetPooledIndex(result);
  } else {
    SetPooledShare(units, result);
  }
  SetMean(id, units, result);
  SetRanking(units, result);
  result.set_units(static_cast<int64_t>(units.size()));
  std::vector<bool> has_data(districts_.size());
  for (const Unit& unit : units) has_data[unit.district] = true;
  if (id == kSatisfaction) {
    for (const auto& [district, why] : left_out_) has_data[district] = true;
  }
  for (size_t i = 0; i < districts_.size(); ++i) {
    if (!has_data[i]) result.add_without_data(districts_[i].name);
  }
  const auto silent = nothing_received_.find(id);
  if (silent != nothing_received_.end()) {
    for (const std::string& district : silent->second) {
      result.add_nothing_received(district);
    }
  }
  SetChoices(id, result);
  return result;
}

v1::RegionIndicators RegionRollUp::Result(const RegionCode& region) const {
  v1::RegionIndicators result;
  result.set_region(absl::StrCat("regions/", region.ToString()));
  result.set_period(question_.period.ToString());
  result.set_districts(static_cast<int64_t>(districts_.size()));
  static const auto* const none = new std::vector<Unit>;
  for (const std::string& id : question_.rules->indicator_ids()) {
    if (!question_.Asks(id)) continue;
    const auto units = units_.find(id);
    *result.add_indicators() =
        RollUp(id, units == units_.end() ? *none : units->second);
  }
  return result;
}

}  // namespace iku::indicator
