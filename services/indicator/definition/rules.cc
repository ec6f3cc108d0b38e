#include "services/indicator/definition/rules.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "services/indicator/definition/embedded_rules.h"
#include "services/indicator/definition/rules_check.h"
#include "services/indicator/definition/rules_from_proto.h"

namespace iku::indicator {
namespace {

// Turns each complaint of the parser into a violation that names the line.
class ParseErrors final : public google::protobuf::io::ErrorCollector {
 public:
  explicit ParseErrors(Violations& found) : found_(found) {}

  void AddError(int line, int column, const std::string& message) override {
    found_.Add(absl::StrCat("line ", line + 1, ", column ", column + 1),
               code::kRuleUnsound, {{"problem", message}});
  }

 private:
  Violations& found_;
};

// Policies that nobody could choose are none any more: what they said follows
// from the profile, or is the only way there is.
bool IsNoPolicyAnyMore(absl::string_view indicator, const v1::Policy& policy) {
  return policy.name() == "missing-answers" || policy.name() == "sample-size" ||
         (indicator == kCoordinationFollowUp &&
          policy.name() == "unit-of-count");
}

// What was not said of a silent district then is as it is by default.
void BringPoliciesUpToDate(const v1::RuleSet& built_in, v1::RuleSet& data) {
  if (data.policy_texts().empty()) {
    *data.mutable_policy_texts() = built_in.policy_texts();
  }
  for (v1::IndicatorDefinition& definition : *data.mutable_indicators()) {
    const absl::string_view id =
        absl::StripPrefix(definition.name(), kIndicatorPrefix);
    auto& policies = *definition.mutable_policies();
    policies.erase(std::remove_if(policies.begin(), policies.end(),
                                  [&](const v1::Policy& policy) {
                                    return IsNoPolicyAnyMore(id, policy);
                                  }),
                   policies.end());
    bool says_silent = false;
    for (v1::Policy& policy : policies) {
      says_silent = says_silent || policy.name() == "silent";
      if (policy.name() == "not-due" && policy.value() == "counted") {
        policy.set_value("in-denominator");
      }
    }
    if (id == kVillageDocuments && !says_silent) {
      v1::Policy& silent = *policies.Add();
      silent.set_name("silent");
      silent.set_value("missing");
    }
  }
}

// What the first released rules did not hold, and what they called otherwise.
void BringUpToDate(const v1::RuleSet& built_in, v1::RuleSet& data) {
  if (data.predicates().empty()) {
    *data.mutable_predicates() = built_in.predicates();
  }
  if (!data.has_statistics()) {
    *data.mutable_statistics() = built_in.statistics();
  }
  if (!data.has_valid_from()) {
    *data.mutable_valid_from() = built_in.valid_from();
  }
  if (data.legal_basis().empty()) {
    *data.mutable_legal_basis() = built_in.legal_basis();
  }
  BringPoliciesUpToDate(built_in, data);
}

}  // namespace

absl::StatusOr<v1::RuleSet> RuleSetFromText(absl::string_view text) {
  v1::RuleSet data;
  Violations not_parsed;
  ParseErrors errors(not_parsed);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  const bool parsed = parser.ParseFromString(std::string(text), &data);
  RETURN_IF_ERROR(not_parsed.ToStatus());
  if (!parsed) return MakeError(absl::StatusCode::kInternal, code::kInternal);
  return data;
}

const std::string& In(Language language, const v1::LocalizedText& text) {
  return language == Language::kEnglish ? text.en() : text.id();
}

absl::StatusOr<std::unique_ptr<const Rules>> Rules::Parse(
    absl::string_view text) {
  ASSIGN_OR_RETURN(v1::RuleSet data, RuleSetFromText(text));
  RETURN_IF_ERROR(CheckRules(data).ToStatus());
  return absl::WrapUnique(new const Rules(std::move(data), text));
}

absl::StatusOr<std::unique_ptr<const Rules>> Rules::ParseRecorded(
    absl::string_view text) {
  ASSIGN_OR_RETURN(v1::RuleSet data, RuleSetFromText(text));
  ASSIGN_OR_RETURN(const v1::RuleSet built_in,
                   RuleSetFromText(EmbeddedRulesText()));
  BringUpToDate(built_in, data);
  RETURN_IF_ERROR(CheckRules(data, Since::kRecorded).ToStatus());
  return absl::WrapUnique(new const Rules(std::move(data), text));
}

Rules::Rules(v1::RuleSet data, absl::string_view text)
    : data_(std::move(data)), text_(text) {
  for (const v1::Profile& profile : data_.profiles()) {
    ProfileRule rule{&profile, ProfileFromProto(profile)};
    profile_ids_.push_back(rule.profile.id);
    profiles_.emplace(profile_ids_.back(), std::move(rule));
  }
  for (const v1::IndicatorDefinition& definition : data_.indicators()) {
    indicator_ids_.emplace_back(
        absl::StripPrefix(definition.name(), kIndicatorPrefix));
  }
  for (const v1::DeadlineRule& rule : data_.deadline_rules()) {
    deadlines_.rules.push_back(DeadlineRuleFromProto(rule));
  }
  for (const v1::DeadlineOverride& item : data_.deadline_overrides()) {
    deadlines_.overrides.push_back(DeadlineOverrideFromProto(item));
  }
  predicates_ = PredicatesFromProto(data_);
  statistics_ = StatisticsFromProto(data_.statistics());
  follow_up_policy_ = FollowUpPolicyOf(*FindIndicator(kCoordinationFollowUp));
  timeliness_policy_ = TimelinessPolicyOf(*FindIndicator(kVillageDocuments));
}

const Rules::ProfileRule* Rules::FindProfile(absl::string_view id) const {
  const auto it =
      profiles_.find(id.empty() ? profile_ids_.front() : std::string(id));
  return it == profiles_.end() ? nullptr : &it->second;
}

const v1::IndicatorDefinition* Rules::FindIndicator(
    absl::string_view id) const {
  for (const v1::IndicatorDefinition& definition : data_.indicators()) {
    if (absl::StripPrefix(definition.name(), kIndicatorPrefix) == id) {
      return &definition;
    }
  }
  return nullptr;
}

bool Rules::LowerIsBetter(absl::string_view indicator) const {
  return FindIndicator(indicator)->lower_is_better();
}

Rational Rules::HighestValueOf(absl::string_view indicator) const {
  constexpr int kHighestScore = 4;
  const Rational scale = FindIndicator(indicator)->scale();
  if (indicator != kSatisfaction) return scale;
  Rational weights = 0;
  for (const WeightedElement& element : FindProfile("")->profile.elements) {
    weights += element.weight;
  }
  return scale * kHighestScore * weights;
}

const v1::DeadlineRule* Rules::DeadlineRuleOf(absl::string_view document_kind,
                                              int fiscal_year) const {
  const DeadlineRule* rule =
      RuleInForce(document_kind, fiscal_year, deadlines_);
  if (rule == nullptr) return nullptr;
  // The book holds them in the order of the text.
  return &data_.deadline_rules(
      static_cast<int>(rule - deadlines_.rules.data()));
}

Date Rules::valid_from() const { return DayOfRule(data_.valid_from()); }

const v1::IkuSheet& Rules::PlainSheetOf(const RegionCode& district) const {
  const std::string name =
      absl::StrCat("districts/", district.ToString(), "/ikuSheet");
  const v1::IkuSheet* general = nullptr;
  for (const v1::IkuSheet& sheet : data_.sheets()) {
    if (sheet.name() == name) return sheet;
    if (sheet.name() == kGeneralSheet) general = &sheet;
  }
  return *general;
}

v1::IkuSheet Rules::SheetOf(const RegionCode& district) const {
  v1::IkuSheet sheet = PlainSheetOf(district);
  sheet.set_name(absl::StrCat("districts/", district.ToString(), "/ikuSheet"));
  *sheet.mutable_indicators() = data_.indicators();
  sheet.set_rules_version(version());
  return sheet;
}

}  // namespace iku::indicator
