#include "services/indicator/formula/survey_moments.h"

#include <algorithm>

namespace iku::indicator {
namespace {

void AddSigned(const SurveyMoments& more, int64_t sign, SurveyMoments& total) {
  total.responses += sign * more.responses;
  total.sum_of_totals += sign * more.sum_of_totals;
  total.sum_of_squared_totals += sign * more.sum_of_squared_totals;
  for (const auto& [code, added] : more.elements) {
    ElementMoments& element = total.elements[code];
    element.answers += sign * added.answers;
    element.sum += sign * added.sum;
    element.sum_of_squares += sign * added.sum_of_squares;
    element.sum_with_total += sign * added.sum_with_total;
  }
  std::erase_if(total.elements,
                [](const auto& entry) { return entry.second.answers == 0; });
}

}  // namespace

void SurveyMoments::Add(const SurveyMoments& more) {
  AddSigned(more, 1, *this);
}

void SurveyMoments::Subtract(const SurveyMoments& less) {
  AddSigned(less, -1, *this);
}

bool SurveyMoments::IsUniform() const {
  return std::all_of(elements.begin(), elements.end(), [&](const auto& entry) {
    return entry.second.answers == responses;
  });
}

Rational SampleCovariance(int64_t n, const Rational& sum_x,
                          const Rational& sum_y, const Rational& sum_xy) {
  return (sum_xy - sum_x * sum_y / n) / (n - 1);
}

}  // namespace iku::indicator
