#include "services/indicator/simulate/simulate.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_join.h"
#include "common/status/macros.h"
#include "services/indicator/simulate/needs.h"

namespace iku::indicator {

FactsSelection SelectionFor(const SupposedQuestion& question) {
  FactsSelection selection = SelectionFor(question.before);
  const FactsSelection after = SelectionFor(question.after);
  selection.survey_dimensions.insert(after.survey_dimensions.begin(),
                                     after.survey_dimensions.end());
  std::set<int> years(selection.document_fiscal_years.begin(),
                      selection.document_fiscal_years.end());
  years.insert(after.document_fiscal_years.begin(),
               after.document_fiscal_years.end());
  selection.document_fiscal_years.assign(years.begin(), years.end());
  return selection;
}

SupposedRules SupposedRulesFrom(const v1::SimulateRequest& request,
                                const std::shared_ptr<const Rules>& rules,
                                const std::vector<v1::Policy>& given,
                                Violations& found) {
  SupposedRules supposed;
  if (!request.profile().empty()) {
    supposed.profile = ProfileOf(rules, request.profile());
    if (supposed.profile == nullptr) {
      found.Add("profile", code::kUnknownProfile,
                {{"value", request.profile()},
                 {"allowed", absl::StrJoin(rules->profile_ids(), ", ")}});
    }
  }
  // The new ones first, so that violations count as the request does.
  google::protobuf::RepeatedPtrField<v1::Policy> policies = request.policies();
  for (const v1::Policy& policy : given) {
    const bool is_replaced =
        std::any_of(request.policies().begin(), request.policies().end(),
                    [&](const v1::Policy& replacement) {
                      return replacement.name() == policy.name();
                    });
    if (!is_replaced) *policies.Add() = policy;
  }
  supposed.policies = ChoosePolicies(*rules, policies, "policies", found);
  return supposed;
}

SupposedQuestion Suppose(IndicatorQuestion question,
                         const SupposedRules& supposed) {
  SupposedQuestion both{.before = question, .after = std::move(question)};
  if (supposed.profile != nullptr) both.after.profile = supposed.profile;
  both.after.policies = supposed.policies;
  return both;
}

absl::StatusOr<v1::SimulateResponse> Simulate(const DistrictFacts& facts,
                                              const SupposedQuestion& question,
                                              const SupposedChanges& changes,
                                              const Computation& compute) {
  v1::SimulateResponse response;
  ASSIGN_OR_RETURN(*response.mutable_before(), compute(facts, question.before));
  ASSIGN_OR_RETURN(const v1::DistrictIndicators unchanged,
                   compute(facts, question.after));
  Violations found;
  const DistrictFacts after =
      FactsAfter(changes, facts, question.after, unchanged, found);
  RETURN_IF_ERROR(found.ToStatus());
  IndicatorQuestion answerable = question.after;
  if (changes.more_responses > 0) answerable.breakdowns.clear();
  ASSIGN_OR_RETURN(*response.mutable_after(), compute(after, answerable));
  AddNeeds(facts, question.before, response.before(), changes.share_goal,
           *response.mutable_needs());
  return response;
}

}  // namespace iku::indicator
