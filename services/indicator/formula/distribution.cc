#include "services/indicator/formula/distribution.h"

#include <algorithm>
#include <utility>

#include "common/exact/rational.h"

namespace iku::indicator {
namespace {

struct RankedElement {
  std::string code;
  Rational mean;
};

// Best first.
std::vector<RankedElement> RankElements(const SurveyTally& tally,
                                        const Profile& profile) {
  std::vector<RankedElement> ranking;
  for (const WeightedElement& element : profile.elements) {
    const ElementTally answers = tally.Of(element.code);
    int64_t count = answers.Count();
    if (profile.missing_answers == MissingAnswers::kZero) {
      count = tally.responses;
    }
    if (count == 0) continue;
    ranking.push_back({element.code, Rational(answers.Sum(), count)});
  }
  // Stable: keeps the order of the profile among equals.
  std::stable_sort(ranking.begin(), ranking.end(),
                   [](const RankedElement& a, const RankedElement& b) {
                     return a.mean > b.mean;
                   });
  return ranking;
}

}  // namespace

std::vector<ElementDistribution> DistributionOf(const SurveyTally& tally,
                                                const Profile& profile,
                                                const RoundingStep& step) {
  std::vector<ElementDistribution> distributions;
  for (const WeightedElement& element : profile.elements) {
    const ElementTally answers = tally.Of(element.code);
    ElementDistribution distribution;
    distribution.code = element.code;
    distribution.answers = answers.Count();
    distribution.blank = tally.BlanksOf(element.code);
    for (size_t i = 0; i < answers.counts.size(); ++i) {
      distribution.shares[i] =
          ShareOf(answers.counts[i], distribution.answers, step);
    }
    distributions.push_back(std::move(distribution));
  }
  return distributions;
}

Extremes ExtremesOf(const SurveyTally& tally, const Profile& profile,
                    size_t most) {
  const std::vector<RankedElement> ranking = RankElements(tally, profile);
  const size_t highest = std::min(most, (ranking.size() + 1) / 2);
  const size_t lowest = std::min(most, ranking.size() / 2);
  Extremes extremes;
  for (size_t i = 0; i < highest; ++i) {
    extremes.highest.push_back(ranking[i].code);
  }
  for (size_t i = 0; i < lowest; ++i) {
    extremes.lowest.push_back(ranking[ranking.size() - 1 - i].code);
  }
  return extremes;
}

}  // namespace iku::indicator
