#ifndef IKU_SERVICES_INDICATOR_FORMULA_DISTRIBUTION_H_
#define IKU_SERVICES_INDICATOR_FORMULA_DISTRIBUTION_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/exact/decimal.h"
#include "services/indicator/formula/profile.h"
#include "services/indicator/formula/share.h"
#include "services/indicator/formula/survey_tally.h"

namespace iku::indicator {

// How the answers to one element fell.
struct ElementDistribution {
  std::string code;
  int64_t answers = 0;  // without blanks
  int64_t blank = 0;

  // For score 1, 2, 3, 4: percent of `answers`, none when there are none. The
  // exact shares add up to 100; the rounded ones may miss it by a little.
  std::array<std::optional<Share>, 4> shares;
};

// In the order of the profile. Elements the profile does not name are left
// out.
std::vector<ElementDistribution> DistributionOf(const SurveyTally& tally,
                                                const Profile& profile,
                                                const RoundingStep& step = {});

// Codes of the elements that did best and worst.
struct Extremes {
  std::vector<std::string> highest;  // best first
  std::vector<std::string> lowest;   // worst first
};

// The `most` elements with the highest and with the lowest mean, by the exact
// mean before any rounding; a blank counts as the profile says. Of elements
// with the same mean the earlier in the profile ranks higher. Both lists are
// ends of this one order and never overlap: with fewer than 2 * `most`
// elements they share them out, the odd one going to `highest`. Elements
// without a mean, because nobody answered them, are in neither.
Extremes ExtremesOf(const SurveyTally& tally, const Profile& profile,
                    size_t most = 3);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_DISTRIBUTION_H_
