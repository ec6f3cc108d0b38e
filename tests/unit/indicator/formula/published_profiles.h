#ifndef IKU_TESTS_UNIT_INDICATOR_FORMULA_PUBLISHED_PROFILES_H_
#define IKU_TESTS_UNIT_INDICATOR_FORMULA_PUBLISHED_PROFILES_H_

#include <map>
#include <string>

#include "services/indicator/formula/achievement.h"
#include "services/indicator/formula/profile.h"

namespace iku::test {

// Permenpan RB 14/2017.
indicator::GradeTable GradesOf2017();

// KEP/25/M.PAN/2/2004.
indicator::GradeTable GradesOf2004();

// Predicates of an achievement, as printed in reports: above 90, 75, 65, 50.
indicator::PredicateTable PrintedPredicates();

// The nine elements of Permenpan RB 14/2017, exactly 1/9 each.
indicator::Profile ExactProfile();

// Every calculation that offices were seen to publish with, by id.
std::map<std::string, indicator::Profile> PublishedProfiles();

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_INDICATOR_FORMULA_PUBLISHED_PROFILES_H_
