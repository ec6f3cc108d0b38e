#ifndef IKU_TESTS_UNIT_INDICATOR_FORMULA_SURVEY_ANSWERS_H_
#define IKU_TESTS_UNIT_INDICATOR_FORMULA_SURVEY_ANSWERS_H_

#include <cstdint>
#include <vector>

#include "services/indicator/formula/profile.h"
#include "services/indicator/formula/survey_moments.h"
#include "services/indicator/formula/survey_pairs.h"
#include "services/indicator/formula/survey_tally.h"

namespace iku::test {

// One respondent's scores, in the order of a profile's elements; 0 where there
// is no answer.
using Scores = std::vector<int>;

// Counted one by one, from the answers themselves.
indicator::SurveyTally TallyOf(const std::vector<Scores>& responses,
                               const indicator::Profile& profile);
indicator::SurveyMoments MomentsOf(const std::vector<Scores>& responses,
                                   const indicator::Profile& profile);
// Of all pairs, also where every response is complete.
indicator::SurveyPairs PairsOf(const std::vector<Scores>& responses,
                               const indicator::Profile& profile);

// `n` answers that add up to `sum`, n <= sum <= 4n, as alike as can be.
indicator::ElementTally AnswersThatAddUpTo(int64_t n, int64_t sum);

// Between `fewest` and `most` responses of `elements` scores. For use inside
// a property.
std::vector<Scores> AnyResponses(int fewest, int most, int elements);

// The same, with answers missing here and there.
std::vector<Scores> AnyResponsesWithBlanks(int fewest, int most, int elements);

// The first `elements` of the exact profile, weighing the same and 1 together.
indicator::Profile SmallProfile(int elements);

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_INDICATOR_FORMULA_SURVEY_ANSWERS_H_
