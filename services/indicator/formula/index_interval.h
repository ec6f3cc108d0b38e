#ifndef IKU_SERVICES_INDICATOR_FORMULA_INDEX_INTERVAL_H_
#define IKU_SERVICES_INDICATOR_FORMULA_INDEX_INTERVAL_H_

#include <cstdint>
#include <optional>

#include "common/exact/decimal.h"
#include "common/exact/rational.h"
#include "services/indicator/formula/grade.h"
#include "services/indicator/formula/profile.h"
#include "services/indicator/formula/survey_moments.h"

namespace iku::indicator {

// How sure an interval is: the two always go together.
struct IntervalRule {
  Rational level_percent = 95;
  Rational z = Rational(196, 100);  // of the normal distribution
};

// Where the index of everybody served lies, judging by those who were asked.
// All on the scale of the profile, 25..100.
struct IndexInterval {
  int64_t responses = 0;   // complete ones; what this is based on
  Rational centre;         // mean of the respondents' own index, exact
  Rational variance;       // of the respondents' own index, with n - 1
  Rational squared_error;  // standard error squared: variance / n, corrected
  bool corrected = false;  // for a sample that is a large part of all served

  Decimal margin;  // z * standard error, rounded as the profile's value
  Decimal lower;   // centre - z * standard error, within the scale, rounded
  Decimal upper;   // centre + z * standard error, within the scale, rounded
};

// The interval by normal approximation: centre -+ z * sqrt(s^2 / n). A
// respondent's own index is scale * weight * total of his or her scores, so
// the weights must be equal. Rounded once at the end; a profile's roundings on
// the way do not enter, nor do responses that are not complete, so the centre
// may differ a little from the value.
//
// With the population served given, the squared error is multiplied by
// (N - n) / (N - 1). A population below the responses contradicts them (people
// came more than once) and is not used.
//
// No value when there are fewer than two complete responses, when the weights
// are not equal, or when the moments are not over exactly the profile's
// elements. Needs a profile that passes Validate().
std::optional<IndexInterval> ComputeIndexInterval(
    const SurveyMoments& moments, const Profile& profile,
    std::optional<int64_t> population = std::nullopt,
    const IntervalRule& rule = {});

// Whether the two ends of the interval have different grades, so that another
// sample might well have got another grade. Needs a table that is not empty.
bool GradeCouldChange(const IndexInterval& interval, const GradeTable& table);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_INDEX_INTERVAL_H_
