#include "services/indicator/formula/index_interval.h"

#include <algorithm>
#include <utility>

#include "services/indicator/formula/satisfaction_index.h"

namespace iku::indicator {
namespace {

constexpr int kLowestScore = 1;
constexpr int kHighestScore = 4;

bool HasEqualWeights(const Profile& profile) {
  return std::all_of(profile.elements.begin(), profile.elements.end(),
                     [&](const WeightedElement& element) {
                       return element.weight == profile.elements.front().weight;
                     });
}

bool AreOver(const SurveyMoments& moments, const Profile& profile) {
  return moments.IsUniform() &&
         moments.elements.size() == profile.elements.size() &&
         std::all_of(profile.elements.begin(), profile.elements.end(),
                     [&](const WeightedElement& element) {
                       return moments.elements.count(element.code) > 0;
                     });
}

// Nobody left anything out: a respondent's own index is weight * total.
void AddTotals(const SurveyMoments& moments, const Profile& profile,
               IndexInterval& interval) {
  const RespondentTotals totals{profile.elements.front().weight,
                                moments.sum_of_totals,
                                moments.sum_of_squared_totals};
  interval.squares = totals.weight * totals.weight *
                     (Rational(totals.sum_of_squares) -
                      Rational(totals.sum) * totals.sum / moments.responses);
  interval.totals = totals;
}

// With a blank as 0 everybody has answered both.
PairSums SumsOf(const ElementTrace& a, const ElementTrace& b,
                const SurveySums& survey, const Profile& profile) {
  PairSums sums = survey.pairs.Of(a.code, b.code);
  if (profile.missing_answers == MissingAnswers::kZero) {
    sums.answered = survey.tally.responses;
    sums.first = a.sum;
    sums.second = b.sum;
  }
  return sums;
}

// Over the respondents who answered both: (x_a - m_a) * (x_b - m_b), added up.
Rational ProductsAboutTheMeans(const PairSums& sums, const Rational& mean_a,
                               const Rational& mean_b) {
  return sums.products - mean_a * sums.second - mean_b * sums.first +
         mean_a * mean_b * sums.answered;
}

// The sum of z_r^2 over the respondents, from the pairs of elements.
void AddPairs(const SurveySums& survey, const Profile& profile,
              const IndexTrace& trace, IndexInterval& interval) {
  const auto factor = [&](const ElementTrace& element) {
    return element.weight * Rational(trace.responses, element.answers);
  };
  for (const ElementTrace& a : trace.elements) {
    SquaresPart part;
    part.factor = factor(a);
    for (const ElementTrace& b : trace.elements) {
      part.terms.push_back(
          {factor(b), ProductsAboutTheMeans(SumsOf(a, b, survey, profile),
                                            a.mean->exact, b.mean->exact)});
      part.sum +=
          part.factor * part.terms.back().factor * part.terms.back().products;
    }
    interval.squares += part.sum;
    interval.parts.push_back(std::move(part));
  }
}

// What a sample without replacement gains over one with it.
Rational Correction(int64_t responses, int64_t population) {
  return {population - responses, population - 1};
}

// Of a survey in which everybody gives this score; what the profile rounds on
// the way is rounded there too. A blank that counts as 0 is the lowest of all.
Decimal EndOfScale(int score, const Profile& profile) {
  const bool blank =
      score == kLowestScore && profile.missing_answers == MissingAnswers::kZero;
  return ComputeSatisfactionIndex(
             blank ? SurveyTally{1, {}} : AllAlike(1, score, profile), profile)
      ->value;
}

void AddBounds(std::optional<int64_t> population, const IntervalRule& rule,
               const Profile& profile, IndexInterval& interval) {
  const int64_t n = interval.responses;
  interval.variance =
      profile.scale * profile.scale * interval.squares / (n - 1);
  interval.error_of_many = interval.variance / n;
  interval.squared_error = interval.error_of_many;
  if (population.has_value() && *population >= n) {
    interval.population = population;
    interval.squared_error *= Correction(n, *population);
  }
  interval.squared_margin = rule.z * rule.z * interval.squared_error;
  const auto rounded = [&](const Rational& from, int sign) {
    return RoundRoot(from, sign, interval.squared_margin,
                     profile.final_step.digits, profile.final_step.rounding);
  };
  const Decimal lowest = EndOfScale(kLowestScore, profile);
  const Decimal highest = EndOfScale(kHighestScore, profile);
  interval.margin = rounded(0, +1);
  interval.lower = std::clamp(rounded(interval.centre, -1), lowest, highest);
  interval.upper = std::clamp(rounded(interval.centre, +1), lowest, highest);
}

}  // namespace

std::optional<IndexInterval> ComputeIndexInterval(
    const SurveySums& survey, const Profile& profile,
    std::optional<int64_t> population, const IntervalRule& rule) {
  const IndexTrace trace = TraceSatisfactionIndex(survey.tally, profile);
  if (trace.responses < 2 || !trace.index.has_value()) return std::nullopt;
  IndexInterval interval;
  interval.responses = trace.responses;
  interval.centre = trace.index->exact;
  interval.grade = trace.index->grade;
  for (const ElementTrace& element : trace.elements) {
    if (element.answers != trace.responses) {
      interval.method = IntervalMethod::kLinearisedRatio;
    }
  }
  if (survey.moments.responses == trace.responses && HasEqualWeights(profile) &&
      AreOver(survey.moments, profile)) {
    AddTotals(survey.moments, profile, interval);
  } else if (!survey.pairs.empty()) {
    AddPairs(survey, profile, trace, interval);
  } else {
    return std::nullopt;
  }
  AddBounds(population, rule, profile, interval);
  return interval;
}

bool GradeCouldChange(const IndexInterval& interval, const GradeTable& table) {
  return GradeOf(interval.lower, table) != interval.grade ||
         GradeOf(interval.upper, table) != interval.grade;
}

}  // namespace iku::indicator
