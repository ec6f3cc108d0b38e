#include "services/indicator/definition/policies.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/indicator/definition/checks.h"
#include "services/indicator/definition/policy_texts.h"
#include "services/indicator/definition/rules.h"

namespace iku::indicator {
namespace {

constexpr char kCombine[] = "combine";
constexpr char kMeanOfServices[] = "mean-of-services";
constexpr char kFollowedUpStates[] = "followed-up-states";
constexpr char kReportYear[] = "report-year";
constexpr char kSameFiscalYear[] = "same-fiscal-year";
constexpr char kApbdesa[] = "apbdesa";
constexpr char kFormulaLiteral[] = "formula-literal";
constexpr char kUnitOfCount[] = "unit-of-count";
constexpr char kAllThree[] = "all-three";
constexpr char kNotDue[] = "not-due";
constexpr char kInDenominator[] = "in-denominator";
constexpr char kSilent[] = "silent";
constexpr char kNoData[] = "no-data";

// A result that is open or rejected is not followed up by any reading.
constexpr FollowUpState kPossiblyFollowedUp[] = {
    FollowUpState::kInProgress, FollowUpState::kDone, FollowUpState::kVerified};

std::optional<FollowUpState> StateNamed(absl::string_view name) {
  for (FollowUpState state : kPossiblyFollowedUp) {
    if (NameOf(state) == name) return state;
  }
  return std::nullopt;
}

void AddUnknown(absl::string_view value, const std::string& allowed,
                absl::string_view field, Violations& found) {
  constexpr size_t kLongestShown = 100;
  found.Add(field, code::kUnknownCode,
            {{"value", std::string(value.substr(0, kLongestShown))},
             {"allowed", allowed}});
}

void CheckValue(absl::string_view given, const Choice& choice,
                absl::string_view field, Violations& found) {
  std::set<absl::string_view> pieces = {given};
  if (choice.takes_several) {
    pieces = std::set<absl::string_view>(absl::StrSplit(given, ','));
  }
  for (const absl::string_view piece : pieces) {
    if (Holds(choice.values, piece)) continue;
    AddUnknown(piece, absl::StrJoin(choice.values, ", "), field, found);
  }
}

const Choice* FindChoice(absl::string_view name) {
  for (const Choice& choice : AllChoices()) {
    if (choice.name == name) return &choice;
  }
  return nullptr;
}

std::string AllNames() {
  return absl::StrJoin(AllChoices(), ", ",
                       [](std::string* out, const Choice& choice) {
                         absl::StrAppend(out, choice.name);
                       });
}

absl::string_view ValueIn(const std::vector<v1::Policy>& policies,
                          absl::string_view name) {
  for (const v1::Policy& policy : policies) {
    if (policy.name() == name) return policy.value();
  }
  return "";
}

std::vector<v1::Policy> PoliciesOf(const v1::IndicatorDefinition& definition) {
  return {definition.policies().begin(), definition.policies().end()};
}

FollowUpPolicy FollowUpPolicyFrom(const std::vector<v1::Policy>& policies) {
  FollowUpPolicy policy;
  policy.followed_up.clear();
  for (absl::string_view name :
       absl::StrSplit(ValueIn(policies, kFollowedUpStates), ',')) {
    if (auto state = StateNamed(name)) policy.followed_up.insert(*state);
  }
  return policy;
}

TimelinessPolicy TimelinessPolicyFrom(const std::vector<v1::Policy>& policies) {
  TimelinessPolicy policy;
  if (ValueIn(policies, kReportYear) == kSameFiscalYear) {
    policy.report_year = ReportYear::kSameFiscalYear;
  }
  if (ValueIn(policies, kApbdesa) == kFormulaLiteral) {
    policy.enough_when_drawn_up.insert("apbdesa");
  }
  if (ValueIn(policies, kUnitOfCount) == kAllThree) {
    policy.unit = TimelinessPolicy::Unit::kVillage;
  }
  if (ValueIn(policies, kNotDue) == kInDenominator) {
    policy.whole = TimelinessPolicy::Whole::kYear;
  }
  if (ValueIn(policies, kSilent) == kNoData) {
    policy.silence = TimelinessPolicy::Silence::kNoData;
  }
  return policy;
}

void CheckGiven(const v1::Policy& policy, absl::string_view field,
                std::set<std::string>& names, Violations& found) {
  const std::string name_field = absl::StrCat(field, ".name");
  const Choice* const choice = FindChoice(policy.name());
  if (choice == nullptr) {
    AddUnknown(policy.name(), AllNames(), name_field, found);
    return;
  }
  if (!names.insert(policy.name()).second) {
    found.Add(name_field, code::kPolicyRepeated, {{"name", policy.name()}});
  }
  CheckValue(policy.value(), *choice, absl::StrCat(field, ".value"), found);
}

// The policies of the indicator with those that the caller gave in their place.
std::vector<v1::Policy> Chosen(absl::string_view indicator, const Rules& rules,
                               const std::vector<v1::Policy>& given) {
  const v1::IndicatorDefinition* definition = rules.FindIndicator(indicator);
  if (definition == nullptr) return {};
  std::vector<v1::Policy> chosen = PoliciesOf(*definition);
  for (v1::Policy& policy : chosen) {
    const absl::string_view value = ValueIn(given, policy.name());
    if (!value.empty()) policy.set_value(std::string(value));
  }
  return chosen;
}

}  // namespace

const std::vector<Choice>& AllChoices() {
  static const auto* const choices = new std::vector<Choice>{
      {kSatisfaction, kCombine, {"pooled", kMeanOfServices}},
      {kCoordinationFollowUp,
       kFollowedUpStates,
       {"IN_PROGRESS", "DONE", "VERIFIED"},
       /*takes_several=*/true},
      {kVillageDocuments, kReportYear, {"deadline-in-year", kSameFiscalYear}},
      {kVillageDocuments, kApbdesa, {"explanation", kFormulaLiteral}},
      {kVillageDocuments, kUnitOfCount, {"per-document", kAllThree}},
      {kVillageDocuments, kNotDue, {"left-out", kInDenominator}},
      {kVillageDocuments, kSilent, {"missing", kNoData}},
  };
  return *choices;
}

absl::string_view NameOf(FollowUpState state) {
  switch (state) {
    case FollowUpState::kOpen:
      return "OPEN";
    case FollowUpState::kInProgress:
      return "IN_PROGRESS";
    case FollowUpState::kDone:
      return "DONE";
    case FollowUpState::kVerified:
      return "VERIFIED";
    case FollowUpState::kRejected:
      return "REJECTED";
  }
  return "";
}

void CheckPolicies(const v1::IndicatorDefinition& definition,
                   absl::string_view field, Violations& found) {
  std::set<std::string> expected;
  std::set<std::string> missing;
  for (const Choice& choice : AllChoices()) {
    if (absl::StrCat("indicatorDefinitions/", choice.indicator) !=
        definition.name()) {
      continue;
    }
    expected.insert(choice.name);
    missing.insert(choice.name);
    for (int i = 0; i < definition.policies_size(); ++i) {
      const v1::Policy& policy = definition.policies(i);
      if (policy.name() != choice.name) continue;
      const std::string at = absl::StrCat(field, ".policies[", i, "]");
      if (missing.erase(policy.name()) == 0) {
        found.Add(absl::StrCat(at, ".name"), code::kRuleUnsound,
                  {{"problem", absl::StrCat(policy.name(), " is repeated")}});
      }
      CheckValue(policy.value(), choice, absl::StrCat(at, ".value"), found);
    }
  }
  for (const std::string& name : missing) {
    found.Add(absl::StrCat(field, ".policies"), code::kRuleUnsound,
              {{"problem", absl::StrCat(name, " is missing")}});
  }
  for (int i = 0; i < definition.policies_size(); ++i) {
    if (expected.count(definition.policies(i).name()) > 0) continue;
    found.Add(absl::StrCat(field, ".policies[", i, "].name"),
              code::kUnknownCode,
              {{"value", definition.policies(i).name()},
               {"allowed", absl::StrJoin(expected, ", ")}});
  }
}

FollowUpPolicy FollowUpPolicyOf(const v1::IndicatorDefinition& definition) {
  return FollowUpPolicyFrom(PoliciesOf(definition));
}

TimelinessPolicy TimelinessPolicyOf(const v1::IndicatorDefinition& definition) {
  return TimelinessPolicyFrom(PoliciesOf(definition));
}

PolicyChoices ChoosePolicies(
    const Rules& rules,
    const google::protobuf::RepeatedPtrField<v1::Policy>& given,
    absl::string_view field, Violations& found) {
  std::set<std::string> names;
  for (int i = 0; i < given.size(); ++i) {
    CheckGiven(given[i], absl::StrCat(field, "[", i, "]"), names, found);
  }
  PolicyChoices choices;
  choices.given.assign(given.begin(), given.end());
  const auto chosen = [&](absl::string_view indicator) {
    return Chosen(indicator, rules, choices.given);
  };
  choices.follow_up = FollowUpPolicyFrom(chosen(kCoordinationFollowUp));
  choices.timeliness = TimelinessPolicyFrom(chosen(kVillageDocuments));
  choices.mean_of_services =
      ValueIn(chosen(kSatisfaction), kCombine) == kMeanOfServices;
  return choices;
}

std::vector<v1::Policy> PoliciesUsed(absl::string_view indicator,
                                     const Rules& rules,
                                     const PolicyChoices& choices,
                                     Language language) {
  std::vector<v1::Policy> used = Chosen(indicator, rules, choices.given);
  for (v1::Policy& policy : used) {
    SayInWords(rules.data(), language, policy);
  }
  return used;
}

}  // namespace iku::indicator
