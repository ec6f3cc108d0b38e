#ifndef IKU_SERVICES_INDICATOR_FORMULA_INDEX_INTERVAL_H_
#define IKU_SERVICES_INDICATOR_FORMULA_INDEX_INTERVAL_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "common/exact/decimal.h"
#include "common/exact/rational.h"
#include "services/indicator/formula/grade.h"
#include "services/indicator/formula/profile.h"
#include "services/indicator/formula/survey_moments.h"
#include "services/indicator/formula/survey_pairs.h"
#include "services/indicator/formula/survey_tally.h"

namespace iku::indicator {

// How sure an interval is: the two always go together.
struct IntervalRule {
  Rational level_percent = 95;
  Rational z = Rational(196, 100);  // of the normal distribution
};

// What is known of some survey responses without reading them again.
struct SurveySums {
  const SurveyTally& tally;
  const SurveyMoments& moments;  // of the complete ones
  const SurveyPairs& pairs;      // empty where all are complete
};

enum class IntervalMethod {
  kMean,             // the index is the mean of the respondents' own indexes
  kLinearisedRatio,  // it adds up means with different numbers of answers
};

// Totals of the respondents, each the sum of one's scores.
struct RespondentTotals {
  Rational weight;  // of every element
  int64_t sum = 0;
  int64_t sum_of_squares = 0;
};

// What one element adds to the squares: factor * sum over all elements of
// (their factor * products), which is `sum`.
struct SquaresPart {
  struct Term {
    Rational factor;    // weight * n / answers
    Rational products;  // of the two scores' differences from their means,
                        // over the respondents who answered both
  };
  Rational factor;
  std::vector<Term> terms;  // in the order of the profile
  Rational sum;
};

// Where the index of everybody served lies, judging by those who were asked.
// On the scale of the profile, 25..100, unless it says otherwise.
struct IndexInterval {
  IntervalMethod method = IntervalMethod::kMean;
  int64_t responses = 0;  // n
  Rational centre;        // the index before its final rounding
  GradeBand grade;        // of the index

  // What each respondent's index differs from the mean, squared and added up,
  // on the scale of the scores. From the totals where there are some, else the
  // sum of one part for each element.
  Rational squares;
  std::optional<RespondentTotals> totals;
  std::vector<SquaresPart> parts;  // in the order of the profile

  Rational variance;                  // scale^2 * squares / (n - 1)
  Rational error_of_many;             // standard error squared: variance / n
  std::optional<int64_t> population;  // N, where it corrects the error
  Rational squared_error;             // error_of_many * (N - n) / (N - 1)
  Rational squared_margin;            // z^2 * squared_error

  Decimal margin;  // its root, rounded as the profile's value
  Decimal lower;   // centre - z * standard error, within the scale, rounded
  Decimal upper;   // centre + z * standard error, within the scale, rounded
};

// The interval of the published index by normal approximation: exact index -+
// z * sqrt(s^2 / n), over all responses. The index itself always lies in it;
// a profile's roundings on the way move the centre with it and are not
// otherwise seen.
//
// - Where every element is divided by the number of responses, the index is the
//   mean of the respondents' own ones, whose variance s^2 is.
// - Where elements are divided by their own answers, a sum of ratios is
//   linearised (Taylor): for respondent r
//     z_r = sum over answered elements i of w_i * (n / n_i) * (x_ri - m_i)
//   with the weight, number of answers and mean of the element. Its mean is 0
//   and its variance s^2.
//
// With the population served given, the squared error is multiplied by
// (N - n) / (N - 1). A population below the responses contradicts them (people
// came more than once) and is not used.
//
// No value when there is no index, fewer than two responses, or sums that do
// not tell: without pairs, when the weights are not equal or the moments are
// not of all responses over exactly the profile's elements. Needs a profile
// that passes Validate().
std::optional<IndexInterval> ComputeIndexInterval(
    const SurveySums& survey, const Profile& profile,
    std::optional<int64_t> population = std::nullopt,
    const IntervalRule& rule = {});

// Whether a grade other than that of the index lies inside the interval, so
// that another sample might well have got it. Needs a table that is not empty.
bool GradeCouldChange(const IndexInterval& interval, const GradeTable& table);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_INDEX_INTERVAL_H_
