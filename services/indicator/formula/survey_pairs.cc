#include "services/indicator/formula/survey_pairs.h"

namespace iku::indicator {
namespace {

PairSums Turned(const PairSums& sums) {
  return {sums.answered, sums.second, sums.first, sums.products};
}

}  // namespace

void SurveyPairs::Add(const std::string& a, const std::string& b,
                      const PairSums& sums) {
  if (b < a) {
    Add(b, a, Turned(sums));
    return;
  }
  PairSums& pair = pairs_[{a, b}];
  pair.answered += sums.answered;
  pair.first += sums.first;
  pair.second += sums.second;
  pair.products += sums.products;
}

PairSums SurveyPairs::Of(const std::string& a, const std::string& b) const {
  if (b < a) return Turned(Of(b, a));
  const auto found = pairs_.find({a, b});
  return found == pairs_.end() ? PairSums() : found->second;
}

}  // namespace iku::indicator
