#ifndef IKU_SERVICES_INDICATOR_DEFINITION_POLICIES_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_POLICIES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "common/status/language.h"
#include "google/protobuf/repeated_field.h"
#include "iku/indicator/v1/definition.pb.h"
#include "services/indicator/formula/document_timeliness.h"
#include "services/indicator/formula/follow_up_share.h"

namespace iku::indicator {

// Ids of the indicators.
inline constexpr char kSatisfaction[] = "ikm";
inline constexpr char kCoordinationFollowUp[] = "coordination-follow-up";
inline constexpr char kVillageDocuments[] = "village-documents-on-time";

// One open choice of an indicator that this program can carry out. No two
// have the same name.
struct Choice {
  const char* indicator;
  const char* name;                 // `report-year`
  std::vector<const char*> values;  // at least two: it can be made otherwise
  bool takes_several = false;       // a list of values: `DONE,VERIFIED`
};

// All of them, by indicator.
const std::vector<Choice>& AllChoices();

// All states, in the order in which they follow each other.
inline constexpr FollowUpState kFollowUpStates[] = {
    FollowUpState::kOpen, FollowUpState::kInProgress, FollowUpState::kDone,
    FollowUpState::kVerified, FollowUpState::kRejected};

// `DONE` and the like, as policies and answers write the states.
absl::string_view NameOf(FollowUpState state);

// Adds a violation for every policy of the indicator that is missing, unknown,
// repeated or has a value that its name does not allow. `field` is the path of
// the definition.
void CheckPolicies(const v1::IndicatorDefinition& definition,
                   absl::string_view field, Violations& found);

// The policies as the formulas take them. Need a definition that
// CheckPolicies() has nothing against.
FollowUpPolicy FollowUpPolicyOf(const v1::IndicatorDefinition& definition);
TimelinessPolicy TimelinessPolicyOf(const v1::IndicatorDefinition& definition);

class Rules;

// The open choices as one call makes them.
struct PolicyChoices {
  FollowUpPolicy follow_up;
  TimelinessPolicy timeliness;
  // The satisfaction index is the simple mean of the services' rounded values;
  // otherwise all respondents are pooled.
  bool mean_of_services = false;
  std::vector<v1::Policy> given;  // by the caller
};

// What the rules choose, with what the caller gives in its place. `field` is
// the path of `given`. Violations: UNKNOWN_CODE for a name or value that is
// none of AllChoices(), POLICY_REPEATED for a name given twice.
PolicyChoices ChoosePolicies(
    const Rules& rules,
    const google::protobuf::RepeatedPtrField<v1::Policy>& given,
    absl::string_view field, Violations& found);

// The choices of one indicator as an answer states them: those of its
// definition, in that order, with the given ones in their place, and in words
// of that language. Nothing for an unknown indicator.
std::vector<v1::Policy> PoliciesUsed(absl::string_view indicator,
                                     const Rules& rules,
                                     const PolicyChoices& choices,
                                     Language language);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_POLICIES_H_
