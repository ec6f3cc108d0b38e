#ifndef IKU_SERVICES_INDICATOR_FORMULA_ROLL_UP_H_
#define IKU_SERVICES_INDICATOR_FORMULA_ROLL_UP_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "common/exact/decimal.h"
#include "common/exact/rational.h"
#include "services/indicator/formula/grade.h"
#include "services/indicator/formula/mean_of_values.h"
#include "services/indicator/formula/profile.h"
#include "services/indicator/formula/satisfaction_index.h"
#include "services/indicator/formula/share.h"
#include "services/indicator/formula/survey_tally.h"

namespace iku::indicator {

// One indicator of many units (kecamatan of a kabupaten, services of an
// office) as one figure, in both published ways; which one is meant is for the
// caller to say. Units without data are listed by their place in the input and
// are in neither figure.

struct ShareRollUp {
  std::optional<Share> pooled;       // ratio of the sums
  std::optional<MeanOfValues> mean;  // of the units' rounded values
  std::vector<size_t> without_data;
};

// Both figures are NO_DATA when no unit has data. 9/10, 8/10 and 5/8 give
// 78.57 pooled and 77.50 as a mean.
ShareRollUp RollUpShares(absl::Span<const std::optional<Share>> units,
                         const RoundingStep& step = {});

// A unit that has responses and no index of its own.
struct LeftOutUnit {
  size_t unit = 0;                      // its place in the input
  std::vector<std::string> unanswered;  // codes of the elements nobody answered
};

struct IndexRollUp {
  std::optional<SatisfactionIndex> pooled;  // of all respondents together
  std::optional<MeanOfValues> mean;         // of the units' rounded values
  std::optional<GradeBand> mean_grade;      // decided on the rounded mean
  std::vector<size_t> without_data;         // units without responses
  std::vector<LeftOutUnit> left_out;        // pooled, but not in the mean
};

// Pools sums and counts of each element over all units, also over those that
// have no index of their own because nobody there answered one of them: what
// they did answer counts. Such a unit has no value for the mean and is listed.
// A figure is NO_DATA when nothing gives it. Needs what
// ComputeSatisfactionIndex() needs.
IndexRollUp RollUpIndexes(absl::Span<const SurveyTally> units,
                          const Profile& profile);

// The place of every unit, 1 the highest value; in the order given. Decided on
// the exact values. Equal values share a place and the places after it stay
// empty (1, 2, 2, 4). Units without data have none.
std::vector<std::optional<int64_t>> Ranks(
    absl::Span<const std::optional<Rational>> values);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_ROLL_UP_H_
