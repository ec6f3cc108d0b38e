#ifndef IKU_SERVICES_INDICATOR_FORMULA_SURVEY_MOMENTS_H_
#define IKU_SERVICES_INDICATOR_FORMULA_SURVEY_MOMENTS_H_

#include <cstdint>
#include <map>
#include <string>

#include "common/exact/rational.h"

namespace iku::indicator {

// The scores of one element, summed over the responses.
struct ElementMoments {
  int64_t answers = 0;
  int64_t sum = 0;             // of the scores
  int64_t sum_of_squares = 0;  // of the scores
  int64_t sum_with_total = 0;  // of score * total of the same respondent

  friend bool operator==(const ElementMoments&,
                         const ElementMoments&) = default;
};

// What spread and reliability are computed from, over the complete responses
// only: those that answer every element they were asked. The total of a
// respondent is the sum of his or her scores. Additive, so that services,
// units or months are pooled by adding up and no answer is read again.
// 100 million responses of 32 elements stay far inside 64 bits.
struct SurveyMoments {
  int64_t responses = 0;
  int64_t sum_of_totals = 0;
  int64_t sum_of_squared_totals = 0;
  std::map<std::string, ElementMoments> elements;  // by code

  void Add(const SurveyMoments& more);

  // Takes out what was added before. An element without answers is dropped.
  void Subtract(const SurveyMoments& less);

  // Whether every response answered every element. False after responses to
  // different questionnaires were added up: their totals do not compare.
  bool IsUniform() const;

  friend bool operator==(const SurveyMoments&, const SurveyMoments&) = default;
};

// The covariance of two quantities x and y over n members of a sample, with
// n - 1; with x = y the variance. Needs n >= 2.
Rational SampleCovariance(int64_t n, const Rational& sum_x,
                          const Rational& sum_y, const Rational& sum_xy);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_SURVEY_MOMENTS_H_
