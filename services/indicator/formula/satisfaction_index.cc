#include "services/indicator/formula/satisfaction_index.h"

#include <algorithm>

namespace iku::indicator {
namespace {

Decimal RoundBy(const Rational& value, const RoundingStep& step) {
  return Round(value, step.digits, step.rounding);
}

Rational After(const std::optional<RoundingStep>& step, const Rational& value) {
  return step.has_value() ? RoundBy(value, *step).ToRational() : value;
}

ElementMean MeanOf(const ElementTrace& element, const Profile& profile) {
  ElementMean result;
  result.exact = Rational(element.sum, element.answers);
  result.mean = After(profile.mean_step, result.exact);
  result.exact_product = result.mean * element.weight;
  result.product = After(profile.product_step, result.exact_product);
  result.value = RoundBy(profile.scale * result.mean, profile.final_step);
  result.grade = GradeOf(result.value, profile.grades);
  return result;
}

ElementTrace TraceOf(const WeightedElement& element, const SurveyTally& tally,
                     const Profile& profile) {
  const ElementTally scores = tally.Of(element.code);
  ElementTrace trace;
  trace.code = element.code;
  trace.sum = scores.Sum();
  trace.answers = profile.missing_answers == MissingAnswers::kZero
                      ? tally.responses
                      : scores.Count();
  trace.weight = element.weight;
  if (trace.answers > 0) trace.mean = MeanOf(trace, profile);
  return trace;
}

bool RoundsOnTheWay(const Profile& profile) {
  return profile.mean_step.has_value() || profile.product_step.has_value() ||
         profile.index_step.has_value();
}

bool HaveSameAnswers(const std::vector<ElementTrace>& elements) {
  return std::all_of(elements.begin(), elements.end(),
                     [&](const ElementTrace& element) {
                       return element.answers == elements.front().answers;
                     });
}

// Over the common denominator q of the weights, so that nothing is reduced:
// sum of (weight * q) * (sum of scores), and q * n.
void SetFraction(const std::vector<ElementTrace>& elements,
                 const Profile& profile, SatisfactionIndex& result) {
  if (RoundsOnTheWay(profile) || !HaveSameAnswers(elements)) {
    result.numerator = result.index.Numerator();
    result.denominator = result.index.Denominator();
    return;
  }
  std::vector<Rational> weights;
  for (const ElementTrace& element : elements) {
    weights.push_back(element.weight);
  }
  const Rational common = Rational::CommonDenominator(weights);
  Rational numerator = 0;
  for (const ElementTrace& element : elements) {
    numerator += element.weight * common * element.sum;
  }
  result.numerator = numerator.Numerator();
  result.denominator = (common * elements.front().answers).Numerator();
}

// Needs elements that all have a mean.
SatisfactionIndex IndexOf(const IndexTrace& trace, const Profile& profile) {
  SatisfactionIndex result;
  result.responses = trace.responses;
  for (const ElementTrace& element : trace.elements) {
    result.sum += element.mean->product;
  }
  result.index = After(profile.index_step, result.sum);
  result.exact = profile.scale * result.index;
  SetFraction(trace.elements, profile, result);
  result.value = RoundBy(result.exact, profile.final_step);
  result.grade = GradeOf(result.value, profile.grades);
  return result;
}

}  // namespace

std::vector<std::string> IndexTrace::Unanswered() const {
  std::vector<std::string> codes;
  for (const ElementTrace& element : elements) {
    if (!element.mean.has_value()) codes.push_back(element.code);
  }
  return codes;
}

IndexTrace TraceSatisfactionIndex(const SurveyTally& tally,
                                  const Profile& profile) {
  IndexTrace trace;
  trace.responses = tally.responses;
  for (const WeightedElement& element : profile.elements) {
    trace.elements.push_back(TraceOf(element, tally, profile));
  }
  if (trace.Unanswered().empty()) trace.index = IndexOf(trace, profile);
  return trace;
}

std::optional<SatisfactionIndex> ComputeSatisfactionIndex(
    const SurveyTally& tally, const Profile& profile) {
  return TraceSatisfactionIndex(tally, profile).index;
}

SurveyTally AllAlike(int64_t responses, int score, const Profile& profile) {
  SurveyTally tally;
  tally.responses = responses;
  for (const WeightedElement& element : profile.elements) {
    tally.elements[element.code].counts.at(static_cast<size_t>(score - 1)) =
        responses;
  }
  return tally;
}

}  // namespace iku::indicator
