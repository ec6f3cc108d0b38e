#ifndef IKU_SERVICES_INDICATOR_DEFINITION_RULES_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_RULES_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/civil/date.h"
#include "common/civil/region_code.h"
#include "common/exact/rational.h"
#include "common/status/language.h"
#include "iku/indicator/v1/definition.pb.h"
#include "services/indicator/definition/policies.h"
#include "services/indicator/definition/statistics_rule.h"
#include "services/indicator/formula/achievement.h"
#include "services/indicator/formula/deadline.h"
#include "services/indicator/formula/document_timeliness.h"
#include "services/indicator/formula/follow_up_share.h"
#include "services/indicator/formula/profile.h"

namespace iku::indicator {

// The text in that language.
const std::string& In(Language language, const v1::LocalizedText& text);

// Reads protobuf's text format and checks nothing else. INVALID_ARGUMENT with a
// violation for each line that does not parse.
absl::StatusOr<v1::RuleSet> RuleSetFromText(absl::string_view text);

// One version of the rules, checked and ready to compute with. Immutable, so
// thread-safe; pointers and references that it gives live as long as it does.
class Rules {
 public:
  // A calculation profile, as people read it and as the formula takes it.
  struct ProfileRule {
    const v1::Profile* text;
    Profile profile;
  };

  // Reads a RuleSet in protobuf's text format. INVALID_ARGUMENT with a
  // violation for each problem: what does not parse, a text that one language
  // lacks, codes and policies that this program does not know or that no text
  // says what they mean, weights, grades, deadlines, predicates and statistics
  // that are not sound, indicators or the general sheet missing.
  static absl::StatusOr<std::unique_ptr<const Rules>> Parse(
      absl::string_view text);

  // The same for a text that an earlier version of this program recorded: what
  // rules did not hold then is taken from the built-in ones, and what they did
  // not have to hold is not asked for.
  static absl::StatusOr<std::unique_ptr<const Rules>> ParseRecorded(
      absl::string_view text);

  Rules(const Rules&) = delete;
  Rules& operator=(const Rules&) = delete;

  const std::string& version() const { return data_.version(); }
  const v1::RuleSet& data() const { return data_; }
  // As it was given to Parse().
  const std::string& text() const { return text_; }

  // By id: `exact`; the default one for an empty id. Null when unknown.
  const ProfileRule* FindProfile(absl::string_view id) const;
  // By id: `ikm`. Null when unknown.
  const v1::IndicatorDefinition* FindIndicator(absl::string_view id) const;

  // All ids, in the order of the rules.
  const std::vector<std::string>& profile_ids() const { return profile_ids_; }
  const std::vector<std::string>& indicator_ids() const {
    return indicator_ids_;
  }

  // The sheet of the district, or the general one under the district's name;
  // with its indicators and the version.
  v1::IkuSheet SheetOf(const RegionCode& district) const;
  // The same without indicators, as the rules have it.
  const v1::IkuSheet& PlainSheetOf(const RegionCode& district) const;

  // Whether less is better. Needs an id that FindIndicator() knows.
  bool LowerIsBetter(absl::string_view indicator) const;
  // What no answer can exceed: everybody gives the highest score, under the
  // default profile; or all of a share. Needs an id that FindIndicator() knows.
  Rational HighestValueOf(absl::string_view indicator) const;

  // The rule that the deadline of a fiscal year's document comes from: the one
  // in force on the day of the deadline. Null when there was none yet.
  const v1::DeadlineRule* DeadlineRuleOf(absl::string_view document_kind,
                                         int fiscal_year) const;
  // With the deadlines that are not the rules'.
  const DeadlineBook& deadlines() const { return deadlines_; }
  // Names of achievements.
  const PredicateTable& predicates() const { return predicates_; }
  const StatisticsRule& statistics() const { return statistics_; }
  // The first day on which they may be in force.
  Date valid_from() const;
  const FollowUpPolicy& follow_up_policy() const { return follow_up_policy_; }
  const TimelinessPolicy& timeliness_policy() const {
    return timeliness_policy_;
  }

 private:
  Rules(v1::RuleSet data, absl::string_view text);

  const v1::RuleSet data_;
  const std::string text_;
  std::map<std::string, ProfileRule, std::less<>> profiles_;
  std::vector<std::string> profile_ids_;
  std::vector<std::string> indicator_ids_;
  DeadlineBook deadlines_;
  PredicateTable predicates_;
  StatisticsRule statistics_;
  FollowUpPolicy follow_up_policy_;
  TimelinessPolicy timeliness_policy_;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_RULES_H_
