#include "services/indicator/definition/policies.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace iku::indicator {
namespace {

struct PolicyChoices {
  const char* indicator;
  const char* name;
  std::vector<std::string> values;  // empty: names of follow-up states
};

constexpr char kFollowedUpStates[] = "followed-up-states";
constexpr char kReportYear[] = "report-year";
constexpr char kApbdesa[] = "apbdesa";
constexpr char kUnitOfCount[] = "unit-of-count";
constexpr char kNotDue[] = "not-due";

// Every choice that this program can carry out. A choice with one value is
// listed so that each answer states it.
const std::vector<PolicyChoices>& AllChoices() {
  static const auto* const choices = new std::vector<PolicyChoices>{
      {kSatisfaction, "combine", {"pooled"}},
      // What the default profile does; another one may count them as zero.
      {kSatisfaction, kMissingAnswersPolicy, {kLeftOut}},
      {kSatisfaction, "sample-size", {"krejcie-morgan"}},
      {kCoordinationFollowUp, kUnitOfCount, {"per-record"}},
      {kCoordinationFollowUp, kFollowedUpStates, {}},
      {kVillageDocuments,
       kReportYear,
       {"deadline-in-year", "same-fiscal-year"}},
      {kVillageDocuments, kApbdesa, {"explanation", "formula-literal"}},
      {kVillageDocuments, kUnitOfCount, {"per-document", "all-three"}},
      {kVillageDocuments, kNotDue, {"left-out", "counted"}},
  };
  return *choices;
}

std::optional<FollowUpState> StateNamed(absl::string_view name) {
  for (FollowUpState state : kFollowUpStates) {
    if (NameOf(state) == name) return state;
  }
  return std::nullopt;
}

std::string NamesOfStates() {
  return absl::StrJoin(kFollowUpStates, ", ",
                       [](std::string* out, FollowUpState state) {
                         absl::StrAppend(out, NameOf(state));
                       });
}

void CheckFollowUpStates(absl::string_view value, absl::string_view field,
                         Violations& found) {
  for (absl::string_view name : absl::StrSplit(value, ',')) {
    if (StateNamed(name).has_value()) continue;
    found.Add(field, code::kUnknownCode,
              {{"value", std::string(name)}, {"allowed", NamesOfStates()}});
  }
}

void CheckValue(const v1::Policy& policy, const PolicyChoices& choices,
                absl::string_view field, Violations& found) {
  if (choices.values.empty()) {
    CheckFollowUpStates(policy.value(), field, found);
    return;
  }
  for (const std::string& value : choices.values) {
    if (policy.value() == value) return;
  }
  found.Add(field, code::kUnknownCode,
            {{"value", policy.value()},
             {"allowed", absl::StrJoin(choices.values, ", ")}});
}

absl::string_view ValueOf(const v1::IndicatorDefinition& definition,
                          absl::string_view name) {
  for (const v1::Policy& policy : definition.policies()) {
    if (policy.name() == name) return policy.value();
  }
  return "";
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
  for (const PolicyChoices& choices : AllChoices()) {
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
  FollowUpPolicy policy;
  policy.followed_up.clear();
  for (absl::string_view name :
       absl::StrSplit(ValueOf(definition, kFollowedUpStates), ',')) {
    if (auto state = StateNamed(name)) policy.followed_up.insert(*state);
  }
  return policy;
}

TimelinessPolicy TimelinessPolicyOf(const v1::IndicatorDefinition& definition) {
  TimelinessPolicy policy;
  if (ValueOf(definition, kReportYear) == "same-fiscal-year") {
    policy.report_year = ReportYear::kSameFiscalYear;
  }
  if (ValueOf(definition, kApbdesa) == "formula-literal") {
    policy.enough_when_drawn_up.insert("apbdesa");
  }
  if (ValueOf(definition, kUnitOfCount) == "all-three") {
    policy.unit = TimelinessPolicy::Unit::kVillage;
  }
  if (ValueOf(definition, kNotDue) == "counted") {
    policy.whole = TimelinessPolicy::Whole::kYear;
  }
  return policy;
}

}  // namespace iku::indicator
