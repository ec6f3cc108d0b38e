#include "services/indicator/definition/policies.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/indicator/definition/rules.h"

namespace iku::indicator {
namespace {

struct AllowedValues {
  const char* indicator;
  const char* name;
  std::vector<std::string> values;  // empty: names of follow-up states
};

constexpr char kCombine[] = "combine";
constexpr char kMeanOfServices[] = "mean-of-services";
constexpr char kFollowedUpStates[] = "followed-up-states";
constexpr char kReportYear[] = "report-year";
constexpr char kApbdesa[] = "apbdesa";
constexpr char kUnitOfCount[] = "unit-of-count";
constexpr char kNotDue[] = "not-due";
constexpr char kSameFiscalYear[] = "same-fiscal-year";
constexpr char kFormulaLiteral[] = "formula-literal";
constexpr char kAllThree[] = "all-three";
constexpr char kInDenominator[] = "in-denominator";

// A result that is open or rejected is not followed up by any reading.
constexpr FollowUpState kPossiblyFollowedUp[] = {
    FollowUpState::kInProgress, FollowUpState::kDone, FollowUpState::kVerified};

// The choices that a caller may make; the others are stated only.
constexpr const char* kChoosable[] = {kCombine, kFollowedUpStates, kReportYear,
                                      kApbdesa, kUnitOfCount,      kNotDue};

// Every choice that this program can carry out. A choice with one value is
// listed so that each answer states it.
const std::vector<AllowedValues>& AllChoices() {
  static const auto* const choices = new std::vector<AllowedValues>{
      {kSatisfaction, kCombine, {"pooled", kMeanOfServices}},
      // What the default profile does; another one may count them as zero.
      {kSatisfaction, kMissingAnswersPolicy, {kLeftOut}},
      {kSatisfaction, "sample-size", {"krejcie-morgan"}},
      {kCoordinationFollowUp, kUnitOfCount, {"per-record"}},
      {kCoordinationFollowUp, kFollowedUpStates, {}},
      {kVillageDocuments, kReportYear, {"deadline-in-year", kSameFiscalYear}},
      {kVillageDocuments, kApbdesa, {"explanation", kFormulaLiteral}},
      {kVillageDocuments, kUnitOfCount, {"per-document", kAllThree}},
      {kVillageDocuments, kNotDue, {kLeftOut, kInDenominator}},
  };
  return *choices;
}

std::optional<FollowUpState> StateNamed(absl::string_view name) {
  for (FollowUpState state : kPossiblyFollowedUp) {
    if (NameOf(state) == name) return state;
  }
  return std::nullopt;
}

std::string NamesOfStates() {
  return absl::StrJoin(kPossiblyFollowedUp, ", ",
                       [](std::string* out, FollowUpState state) {
                         absl::StrAppend(out, NameOf(state));
                       });
}

void AddUnknown(absl::string_view value, absl::string_view allowed,
                absl::string_view field, Violations& found) {
  constexpr size_t kLongestShown = 100;
  found.Add(field, code::kUnknownCode,
            {{"value", std::string(value.substr(0, kLongestShown))},
             {"allowed", std::string(allowed)}});
}

void CheckFollowUpStates(absl::string_view value, absl::string_view field,
                         Violations& found) {
  std::set<absl::string_view> names;
  for (absl::string_view name : absl::StrSplit(value, ',')) {
    if (!names.insert(name).second) continue;
    if (StateNamed(name).has_value()) continue;
    AddUnknown(name, NamesOfStates(), field, found);
  }
}

bool Allows(const AllowedValues& allowed, absl::string_view value) {
  if (!allowed.values.empty()) {
    return std::find(allowed.values.begin(), allowed.values.end(), value) !=
           allowed.values.end();
  }
  Violations found;
  CheckFollowUpStates(value, "", found);
  return found.empty();
}

void CheckValue(const v1::Policy& policy, const AllowedValues& allowed,
                absl::string_view field, Violations& found) {
  if (allowed.values.empty()) {
    CheckFollowUpStates(policy.value(), field, found);
  } else if (!Allows(allowed, policy.value())) {
    AddUnknown(policy.value(), absl::StrJoin(allowed.values, ", "), field,
               found);
  }
}

const AllowedValues* FindAllowed(absl::string_view indicator,
                                 absl::string_view name) {
  for (const AllowedValues& allowed : AllChoices()) {
    if (allowed.indicator == indicator && allowed.name == name) return &allowed;
  }
  return nullptr;
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
  return policy;
}

// What a caller may give under this name: the values that any indicator takes.
// Nothing for a name that is not to be chosen.
AllowedValues ChoosableValues(absl::string_view name) {
  AllowedValues choosable{"", "", {}};
  for (const char* each : kChoosable) {
    if (name == each) choosable.name = each;
  }
  for (const AllowedValues& allowed : AllChoices()) {
    if (allowed.name != name) continue;
    choosable.values.insert(choosable.values.end(), allowed.values.begin(),
                            allowed.values.end());
  }
  return choosable;
}

void CheckGiven(const v1::Policy& policy, absl::string_view field,
                std::set<std::string>& names, Violations& found) {
  const std::string name_field = absl::StrCat(field, ".name");
  const AllowedValues choosable = ChoosableValues(policy.name());
  if (absl::string_view(choosable.name).empty()) {
    AddUnknown(policy.name(), absl::StrJoin(kChoosable, ", "), name_field,
               found);
    return;
  }
  if (!names.insert(policy.name()).second) {
    found.Add(name_field, code::kPolicyRepeated, {{"name", policy.name()}});
  }
  CheckValue(policy, choosable, absl::StrCat(field, ".value"), found);
}

}  // namespace

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
  for (const AllowedValues& choices : AllChoices()) {
    if (absl::StrCat("indicatorDefinitions/", choices.indicator) !=
        definition.name()) {
      continue;
    }
    expected.insert(choices.name);
    missing.insert(choices.name);
    for (int i = 0; i < definition.policies_size(); ++i) {
      const v1::Policy& policy = definition.policies(i);
      if (policy.name() != choices.name) continue;
      const std::string at = absl::StrCat(field, ".policies[", i, "]");
      if (missing.erase(policy.name()) == 0) {
        found.Add(absl::StrCat(at, ".name"), code::kRuleUnsound,
                  {{"problem", absl::StrCat(policy.name(), " is repeated")}});
      }
      CheckValue(policy, choices, absl::StrCat(at, ".value"), found);
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
  choices.follow_up =
      FollowUpPolicyFrom(PoliciesUsed(kCoordinationFollowUp, rules, choices));
  choices.timeliness =
      TimelinessPolicyFrom(PoliciesUsed(kVillageDocuments, rules, choices));
  choices.mean_of_services =
      ValueIn(PoliciesUsed(kSatisfaction, rules, choices), kCombine) ==
      kMeanOfServices;
  return choices;
}

std::vector<v1::Policy> PoliciesUsed(absl::string_view indicator,
                                     const Rules& rules,
                                     const PolicyChoices& choices) {
  const v1::IndicatorDefinition* definition = rules.FindIndicator(indicator);
  if (definition == nullptr) return {};
  std::vector<v1::Policy> used = PoliciesOf(*definition);
  for (v1::Policy& policy : used) {
    const AllowedValues* allowed = FindAllowed(indicator, policy.name());
    for (const v1::Policy& given : choices.given) {
      // One name may be of two indicators; each takes the values that it has.
      if (given.name() == policy.name() && allowed != nullptr &&
          Allows(*allowed, given.value())) {
        policy.set_value(given.value());
      }
    }
  }
  return used;
}

}  // namespace iku::indicator
