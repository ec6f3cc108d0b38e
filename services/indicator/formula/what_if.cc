#include "services/indicator/formula/what_if.h"

#include <algorithm>

#include "absl/functional/function_ref.h"

namespace iku::indicator {
namespace {

constexpr int kHighestScore = 4;

// The smallest number in 0..most that is enough, when every number above one
// that is enough is enough too.
std::optional<int64_t> Fewest(int64_t most,
                              absl::FunctionRef<bool(int64_t)> is_enough) {
  if (!is_enough(most)) return std::nullopt;
  int64_t low = 0;
  int64_t high = most;
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    if (is_enough(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

bool IsWithin(int64_t count, int64_t room) {
  return count >= 0 && count <= room;
}

}  // namespace

ShareFacts FactsOf(const Share& share) {
  return {share.numerator, share.denominator,
          share.denominator - share.numerator, 0};
}

ShareFacts FactsOf(const DocumentTimeliness& now,
                   const TimelinessPolicy& policy) {
  ShareFacts facts;
  for (const CountedUnit& unit : UnitsOf(now.matrix, policy.unit)) {
    if (unit.in_denominator) {
      ++facts.whole;
      ++(unit.counts ? facts.part : facts.inside);
    } else {
      ++facts.waiting;
    }
  }
  return facts;
}

std::optional<Share> ShareAfter(const ShareFacts& facts, const ShareGain& gain,
                                const RoundingStep& step) {
  if (!IsWithin(gain.inside, facts.inside) ||
      !IsWithin(gain.waiting, facts.waiting)) {
    return std::nullopt;
  }
  return ShareOf(facts.part + gain.inside + gain.waiting,
                 facts.whole + gain.waiting, step);
}

std::optional<ShareGain> FewestToReach(const ShareFacts& facts,
                                       const Rational& percent,
                                       const RoundingStep& step) {
  const auto gain_of = [&](int64_t more) {
    const int64_t inside = std::min(more, facts.inside);
    return ShareGain{inside, more - inside};
  };
  const std::optional<int64_t> fewest =
      Fewest(facts.inside + facts.waiting, [&](int64_t more) {
        const auto share = ShareAfter(facts, gain_of(more), step);
        return share.has_value() && share->value.ToRational() >= percent;
      });
  if (!fewest.has_value()) return std::nullopt;
  return gain_of(*fewest);
}

SurveyTally BestAnswers(int64_t responses, const Profile& profile) {
  return AllAlike(responses, kHighestScore, profile);
}

std::optional<SatisfactionIndex> IndexAfter(const SurveyTally& now,
                                            const SurveyTally& more,
                                            const Profile& profile) {
  SurveyTally after = now;
  after.Add(more);
  return ComputeSatisfactionIndex(after, profile);
}

std::optional<NextGrade> FewestToNextGrade(const SurveyTally& now,
                                           const Profile& profile) {
  const auto index = ComputeSatisfactionIndex(now, profile);
  if (!index.has_value()) return std::nullopt;
  const auto present =
      std::find(profile.grades.begin(), profile.grades.end(), index->grade);
  if (present == profile.grades.begin()) return std::nullopt;

  NextGrade next;
  next.grade = *(present - 1);
  next.answers = Fewest(kMostAnswersToAdd, [&](int64_t more) {
    const auto after = IndexAfter(now, BestAnswers(more, profile), profile);
    return after->value.ToRational() >= next.grade.minimum;
  });
  return next;
}

}  // namespace iku::indicator
