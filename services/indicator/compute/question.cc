#include "services/indicator/compute/question.h"

#include <array>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/as_of_time.h"
#include "common/status/macros.h"
#include "services/indicator/definition/custom_profile.h"
#include "services/indicator/formula/document_timeliness.h"

namespace iku::indicator {
namespace {

// More ids than there are indicators cannot be meant; the same for breakdowns.
constexpr int kMaxIndicators = 20;
constexpr int kMaxBreakdowns = 10;

// The collection service keeps documents of these fiscal years only.
constexpr int kFirstFiscalYear = 2000;
constexpr int kLastFiscalYear = 2100;

constexpr std::array<SurveyDimension, 5> kDimensions = {
    SurveyDimension::kService, SurveyDimension::kSex, SurveyDimension::kAgeBand,
    SurveyDimension::kEducation, SurveyDimension::kOccupation};

// A profile that lives as long as what it points into.
struct OwnedProfile {
  std::shared_ptr<const CustomProfile> owner;
  Rules::ProfileRule rule;
};

// Checks one request; every problem goes to `found`.
class RequestCheck {
 public:
  RequestCheck(const v1::ComputeRequest& request, absl::string_view field,
               const Rules& rules, Violations& found)
      : request_(request), field_(field), rules_(rules), found_(found) {}

  std::string At(absl::string_view name) const {
    return field_.empty() ? std::string(name) : absl::StrCat(field_, ".", name);
  }

  std::optional<Period> CheckPeriod() const {
    if (request_.period().empty()) {
      found_.Add(At("period"), code::kRequired);
      return std::nullopt;
    }
    auto period = Period::Parse(request_.period());
    if (period.ok()) return *period;
    found_.Add(At("period"), code::kPeriodMalformed,
               {{"value", request_.period()}});
    return std::nullopt;
  }

  void CheckIndicators() const {
    if (TooMany("indicators", request_.indicators_size(), kMaxIndicators)) {
      return;
    }
    for (int i = 0; i < request_.indicators_size(); ++i) {
      if (rules_.FindIndicator(request_.indicators(i)) != nullptr) continue;
      found_.Add(At(absl::StrCat("indicators[", i, "]")),
                 code::kUnknownIndicator,
                 {{"value", request_.indicators(i)},
                  {"allowed", absl::StrJoin(rules_.indicator_ids(), ", ")}});
    }
  }

  std::shared_ptr<const Rules::ProfileRule> CheckProfile(
      const std::shared_ptr<const Rules>& rules) const {
    if (!request_.has_custom_profile()) {
      auto profile = ProfileOf(rules, request_.profile());
      if (profile == nullptr) {
        found_.Add(At("profile"), code::kUnknownProfile,
                   {{"value", request_.profile()},
                    {"allowed", absl::StrJoin(rules_.profile_ids(), ", ")}});
      }
      return profile;
    }
    if (!request_.profile().empty()) {
      found_.Add(At("profile"), code::kNotTogether,
                 {{"other", At("custom_profile")}});
    }
    const auto custom = CheckCustomProfile(request_.custom_profile(),
                                           At("custom_profile"), found_);
    if (!custom.has_value()) return nullptr;
    auto owned = std::make_shared<const OwnedProfile>(OwnedProfile{
        *custom, {.text = &(*custom)->text, .profile = (*custom)->profile}});
    return {owned, &owned->rule};
  }

  void CheckBreakdowns() const {
    if (TooMany("breakdowns", request_.breakdowns_size(), kMaxBreakdowns)) {
      return;
    }
    for (int i = 0; i < request_.breakdowns_size(); ++i) {
      if (DimensionNamed(request_.breakdowns(i)).has_value()) continue;
      found_.Add(At(absl::StrCat("breakdowns[", i, "]")), code::kUnknownCode,
                 {{"value", request_.breakdowns(i)},
                  {"allowed", absl::StrJoin(kDimensions, ", ",
                                            [](std::string* out, auto one) {
                                              absl::StrAppend(out, NameOf(one));
                                            })}});
    }
  }

  void CheckEarlierPeriods(const std::optional<Period>& period) const {
    const int count = request_.earlier_periods();
    int highest = kMaxEarlierPeriods;
    if (period.has_value()) {
      // Before the first year that periods are told for there is nothing.
      while (highest > 0 && !period->Before(highest).has_value()) --highest;
    }
    if (0 <= count && count <= highest) return;
    found_.Add(At("earlier_periods"), code::kOutOfRange,
               {{"value", absl::StrCat(count)},
                {"lowest", "0"},
                {"highest", absl::StrCat(highest)}});
  }

  std::optional<absl::Time> AsOfTime(absl::Time now) const {
    if (!request_.has_as_of_time()) return std::nullopt;
    return CheckAsOfTime(At("as_of_time"), request_.as_of_time(),
                         request_.as_of_version() != 0, now, found_);
  }

  std::optional<int64_t> CheckAsOfVersion() const {
    const int64_t version = request_.as_of_version();
    if (version == 0) return std::nullopt;
    if (version < 0) {
      found_.Add(At("as_of_version"), code::kOutOfRange,
                 {{"value", absl::StrCat(version)},
                  {"lowest", "1"},
                  {"highest", absl::StrCat(INT64_MAX)}});
    }
    return version;
  }

 private:
  bool TooMany(absl::string_view name, int count, int limit) const {
    if (count <= limit) return false;
    found_.Add(
        At(name), code::kTooMany,
        {{"count", absl::StrCat(count)}, {"limit", absl::StrCat(limit)}});
    return true;
  }

  const v1::ComputeRequest& request_;
  const absl::string_view field_;
  const Rules& rules_;
  Violations& found_;
};

std::vector<int> FiscalYearsOf(const IndicatorQuestion& question) {
  std::set<int> years;
  for (const Obligation& obligation :
       ObligationsOf(question.period, question.rules->deadlines(),
                     question.policies.timeliness)) {
    if (kFirstFiscalYear <= obligation.fiscal_year &&
        obligation.fiscal_year <= kLastFiscalYear) {
      years.insert(obligation.fiscal_year);
    }
  }
  return {years.begin(), years.end()};
}

void SelectSurvey(const IndicatorQuestion& question,
                  FactsSelection& selection) {
  selection.survey_period = question.period;
  for (const std::string& name : question.breakdowns) {
    if (const auto dimension = DimensionNamed(name)) {
      selection.survey_dimensions.insert(*dimension);
    }
  }
  if (question.policies.mean_of_services) {
    selection.survey_dimensions.insert(SurveyDimension::kService);
  }
  for (int back = question.earlier_periods; back >= 1; --back) {
    if (const auto earlier = question.period.Before(back)) {
      selection.earlier_survey_periods.push_back(*earlier);
    }
  }
}

}  // namespace

absl::StatusOr<std::optional<IndicatorQuestion>> CheckQuestion(
    const v1::ComputeRequest& request, absl::string_view field,
    const RuleBook& rule_book, Language language, absl::Time now,
    Violations& found) {
  ASSIGN_OR_RETURN(std::shared_ptr<const Rules> rules,
                   rule_book.OfVersion(request.rules_version()));
  const RequestCheck check(request, field, *rules, found);
  const std::optional<Period> period = check.CheckPeriod();
  check.CheckIndicators();
  auto profile = check.CheckProfile(rules);
  PolicyChoices policies =
      ChoosePolicies(*rules, request.policies(), check.At("policies"), found);
  check.CheckBreakdowns();
  check.CheckEarlierPeriods(period);
  const std::optional<absl::Time> as_of_time = check.AsOfTime(now);
  const std::optional<int64_t> as_of_version = check.CheckAsOfVersion();
  if (!found.empty()) return std::nullopt;
  return IndicatorQuestion{
      .rules = std::move(rules),
      .profile = std::move(profile),
      .period = *period,
      .indicators = {request.indicators().begin(), request.indicators().end()},
      .language = language,
      .policies = std::move(policies),
      .breakdowns = {request.breakdowns().begin(), request.breakdowns().end()},
      .earlier_periods = request.earlier_periods(),
      .as_of_time = as_of_time,
      .as_of_version = as_of_version};
}

absl::StatusOr<IndicatorQuestion> QuestionFrom(
    const v1::ComputeRequest& request, absl::string_view field,
    const RuleBook& rule_book, Language language, absl::Time now) {
  Violations found;
  ASSIGN_OR_RETURN(
      std::optional<IndicatorQuestion> question,
      CheckQuestion(request, field, rule_book, language, now, found));
  RETURN_IF_ERROR(found.ToStatus());
  return *std::move(question);
}

std::shared_ptr<const Rules::ProfileRule> ProfileOf(
    const std::shared_ptr<const Rules>& rules, absl::string_view id) {
  return {rules, rules->FindProfile(id)};
}

absl::string_view NameOf(SurveyDimension dimension) {
  switch (dimension) {
    case SurveyDimension::kService:
      return "service";
    case SurveyDimension::kSex:
      return "sex";
    case SurveyDimension::kAgeBand:
      return "age-band";
    case SurveyDimension::kEducation:
      return "education";
    case SurveyDimension::kOccupation:
      return "occupation";
  }
  return "";
}

std::optional<SurveyDimension> DimensionNamed(absl::string_view name) {
  for (const SurveyDimension dimension : kDimensions) {
    if (NameOf(dimension) == name) return dimension;
  }
  return std::nullopt;
}

FactsSelection SelectionFor(const IndicatorQuestion& question) {
  FactsSelection selection;
  selection.as_of_time = question.as_of_time;
  selection.as_of_version = question.as_of_version;
  if (question.Asks(kSatisfaction)) SelectSurvey(question, selection);
  if (question.Asks(kCoordinationFollowUp)) {
    selection.coordination_period = question.period;
  }
  if (question.Asks(kVillageDocuments)) {
    selection.document_fiscal_years = FiscalYearsOf(question);
  }
  return selection;
}

}  // namespace iku::indicator
