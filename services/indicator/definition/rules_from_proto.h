#ifndef IKU_SERVICES_INDICATOR_DEFINITION_RULES_FROM_PROTO_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_RULES_FROM_PROTO_H_

#include "iku/indicator/v1/definition.pb.h"
#include "services/indicator/definition/statistics_rule.h"
#include "services/indicator/formula/achievement.h"
#include "services/indicator/formula/deadline.h"
#include "services/indicator/formula/profile.h"

namespace iku::indicator {

inline constexpr char kProfilePrefix[] = "profiles/";
inline constexpr char kIndicatorPrefix[] = "indicatorDefinitions/";
inline constexpr char kRuleSetPrefix[] = "ruleSets/";
inline constexpr char kGeneralSheet[] = "districts/-/ikuSheet";

// What the formulas take. A number that cannot be read becomes 0; CheckRules()
// names it.
Profile ProfileFromProto(const v1::Profile& profile);

// Needs a month and a day that exist.
DeadlineRule DeadlineRuleFromProto(const v1::DeadlineRule& rule);

// These need what CheckRules() has nothing against.
DeadlineOverride DeadlineOverrideFromProto(const v1::DeadlineOverride& item);
PredicateTable PredicatesFromProto(const v1::RuleSet& rules);
StatisticsRule StatisticsFromProto(const v1::StatisticsRule& rule);
Date DayOfRule(const google::type::Date& date);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_RULES_FROM_PROTO_H_
