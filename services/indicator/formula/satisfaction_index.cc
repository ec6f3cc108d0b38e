#include "services/indicator/formula/satisfaction_index.h"

#include <algorithm>
#include <utility>

namespace iku::indicator {
namespace {

Decimal RoundBy(const Rational& value, const RoundingStep& step) {
  return Round(value, step.digits, step.rounding);
}

Rational After(const std::optional<RoundingStep>& step, const Rational& value) {
  return step.has_value() ? RoundBy(value, *step).ToRational() : value;
}

ElementResult ResultOf(const WeightedElement& element,
                       const ElementTally& answers, const Profile& profile) {
  ElementResult result;
  result.code = element.code;
  result.answers = answers.Count();
  if (profile.missing_answers == MissingAnswers::kZero) {
    result.answers += answers.blank;
  }
  result.mean =
      After(profile.mean_step, Rational(answers.Sum(), result.answers));
  result.product = After(profile.product_step, result.mean * element.weight);
  result.value = RoundBy(profile.scale * result.mean, profile.final_step);
  result.grade = GradeOf(result.value, profile.grades);
  return result;
}

bool RoundsOnTheWay(const Profile& profile) {
  return profile.mean_step.has_value() || profile.product_step.has_value() ||
         profile.index_step.has_value();
}

bool HaveSameAnswers(const std::vector<ElementResult>& elements) {
  return std::all_of(elements.begin(), elements.end(),
                     [&](const ElementResult& element) {
                       return element.answers == elements.front().answers;
                     });
}

// Over the common denominator q of the weights, so that nothing is reduced:
// sum of (weight * q) * (sum of scores), and q * n.
void SetFraction(const SurveyTally& tally, const Profile& profile,
                 SatisfactionIndex& result) {
  if (RoundsOnTheWay(profile) || !HaveSameAnswers(result.elements)) {
    result.numerator = result.index.Numerator();
    result.denominator = result.index.Denominator();
    return;
  }
  std::vector<Rational> weights;
  for (const WeightedElement& element : profile.elements) {
    weights.push_back(element.weight);
  }
  const Rational common = Rational::CommonDenominator(weights);
  Rational numerator = 0;
  for (const WeightedElement& element : profile.elements) {
    numerator += element.weight * common * tally.Of(element.code).Sum();
  }
  result.numerator = numerator.Numerator();
  result.denominator = (common * result.elements.front().answers).Numerator();
}

}  // namespace

std::vector<std::string> UnansweredElements(const SurveyTally& tally,
                                            const Profile& profile) {
  std::vector<std::string> unanswered;
  for (const WeightedElement& element : profile.elements) {
    if (tally.Of(element.code).Count() == 0) unanswered.push_back(element.code);
  }
  return unanswered;
}

std::optional<SatisfactionIndex> ComputeSatisfactionIndex(
    const SurveyTally& tally, const Profile& profile) {
  if (tally.responses == 0 || !UnansweredElements(tally, profile).empty()) {
    return std::nullopt;
  }
  SatisfactionIndex result;
  result.responses = tally.responses;
  Rational sum = 0;
  for (const WeightedElement& element : profile.elements) {
    result.elements.push_back(
        ResultOf(element, tally.Of(element.code), profile));
    sum += result.elements.back().product;
  }
  result.index = After(profile.index_step, sum);
  result.exact = profile.scale * result.index;
  SetFraction(tally, profile, result);
  result.value = RoundBy(result.exact, profile.final_step);
  result.grade = GradeOf(result.value, profile.grades);
  return result;
}

}  // namespace iku::indicator
