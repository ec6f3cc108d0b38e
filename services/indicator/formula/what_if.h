#ifndef IKU_SERVICES_INDICATOR_FORMULA_WHAT_IF_H_
#define IKU_SERVICES_INDICATOR_FORMULA_WHAT_IF_H_

#include <cstdint>
#include <optional>

#include "common/exact/decimal.h"
#include "common/exact/rational.h"
#include "services/indicator/formula/document_timeliness.h"
#include "services/indicator/formula/grade.h"
#include "services/indicator/formula/profile.h"
#include "services/indicator/formula/satisfaction_index.h"
#include "services/indicator/formula/share.h"
#include "services/indicator/formula/survey_tally.h"

namespace iku::indicator {

// What a share is made of, and what could still be added to its part.
struct ShareFacts {
  int64_t part = 0;
  int64_t whole = 0;
  int64_t inside = 0;   // in the whole already: documents late or missing,
                        // results not followed up
  int64_t waiting = 0;  // would enter part and whole together: documents (or
                        // villages with documents) that are not due, where the
                        // share leaves them out

  friend bool operator==(const ShareFacts&, const ShareFacts&) = default;
};

// How many of each are added to the part.
struct ShareGain {
  int64_t inside = 0;
  int64_t waiting = 0;

  friend bool operator==(const ShareGain&, const ShareGain&) = default;
};

// All that is not in the part could be: results that are not followed up.
ShareFacts FactsOf(const Share& share);

// What could still count, judging by the matrix. By village, those whose
// documents are all due and do not all count are `inside`; where what is not
// due is left out, those that still wait for a deadline are `waiting`. A share
// that is NO_DATA counts from the same matrix.
ShareFacts FactsOf(const DocumentTimeliness& now,
                   const TimelinessPolicy& policy);

// The share after the gain. None when the facts do not hold as much, or when
// there is still nothing to divide by.
std::optional<Share> ShareAfter(const ShareFacts& facts, const ShareGain& gain,
                                const RoundingStep& step);

// The fewest more that bring the rounded share to at least `percent`; zeros
// when it is there already, none when even all of them do not. What is inside
// is taken first: it raises the share more.
std::optional<ShareGain> FewestToReach(const ShareFacts& facts,
                                       const Rational& percent,
                                       const RoundingStep& step);

// `responses` that each give the highest score to every element.
SurveyTally BestAnswers(int64_t responses, const Profile& profile);

// The index with `more` answers added. None as for the index itself.
std::optional<SatisfactionIndex> IndexAfter(const SurveyTally& now,
                                            const SurveyTally& more,
                                            const Profile& profile);

struct NextGrade {
  GradeBand grade;  // the one above the present grade

  // The fewest BestAnswers() after which the rounded index has this grade or
  // a better one; none when kMostAnswersToAdd are not enough.
  std::optional<int64_t> answers;
};

// More than any survey collects; a grade that needs more is out of reach.
inline constexpr int64_t kMostAnswersToAdd = 1'000'000'000;

// None when there is no index, or its grade is the best already. Exact: each
// candidate is computed as the index itself is, with the profile's roundings.
std::optional<NextGrade> FewestToNextGrade(const SurveyTally& now,
                                           const Profile& profile);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_WHAT_IF_H_
