#ifndef IKU_SERVICES_INDICATOR_COMPUTE_QUESTION_H_
#define IKU_SERVICES_INDICATOR_COMPUTE_QUESTION_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/civil/period.h"
#include "common/status/errors.h"
#include "common/status/language.h"
#include "iku/indicator/v1/indicator_service.pb.h"
#include "services/indicator/definition/policies.h"
#include "services/indicator/definition/rule_book.h"
#include "services/indicator/definition/rules.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// More earlier periods than the collection service tallies at once.
inline constexpr int kMaxEarlierPeriods = 12;

// What is to be computed, by which rules. Owns what it points to.
struct IndicatorQuestion {
  std::shared_ptr<const Rules> rules;
  // One of the rules, or the caller's own.
  std::shared_ptr<const Rules::ProfileRule> profile;
  Period period;
  std::set<std::string> indicators;  // ids; empty: all
  Language language = Language::kIndonesian;
  PolicyChoices policies;
  std::set<std::string> breakdowns;  // `sex`; see DimensionNamed()
  int earlier_periods = 0;

  // The past that is asked about, as in FactsSelection; none: the present.
  std::optional<absl::Time> as_of_time;
  std::optional<int64_t> as_of_version;

  bool Asks(const std::string& id) const {
    return indicators.empty() || indicators.count(id) > 0;
  }
  bool IsAboutThePast() const {
    return as_of_time.has_value() || as_of_version.has_value();
  }
};

// The question of a request that came in at `now`; `district` is not looked
// at. INVALID_ARGUMENT with all violations at once, their paths below `field`
// (empty: the request itself); NOT_FOUND for a version of the rules that was
// never used.
absl::StatusOr<IndicatorQuestion> QuestionFrom(
    const v1::ComputeRequest& request, absl::string_view field,
    const RuleBook& rule_book, Language language, absl::Time now);

// The same for a caller that has violations of its own to report with these.
// Nothing when there are any.
absl::StatusOr<std::optional<IndicatorQuestion>> CheckQuestion(
    const v1::ComputeRequest& request, absl::string_view field,
    const RuleBook& rule_book, Language language, absl::Time now,
    Violations& found);

// The profile by id, the default one for an empty id; it keeps the rules
// alive. Null when unknown.
std::shared_ptr<const Rules::ProfileRule> ProfileOf(
    const std::shared_ptr<const Rules>& rules, absl::string_view id);

// `age-band` and the like, as requests and answers write them.
absl::string_view NameOf(SurveyDimension dimension);
std::optional<SurveyDimension> DimensionNamed(absl::string_view name);

// The facts that the question needs. Which fiscal years those are follows from
// the deadlines and from the policies `report-year` and `not-due`.
FactsSelection SelectionFor(const IndicatorQuestion& question);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_COMPUTE_QUESTION_H_
