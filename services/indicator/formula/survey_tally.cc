#include "services/indicator/formula/survey_tally.h"

#include <algorithm>
#include <functional>

namespace iku::indicator {

int64_t ElementTally::Count() const {
  int64_t count = 0;
  for (const int64_t answers : counts) count += answers;
  return count;
}

int64_t ElementTally::Sum() const {
  int64_t sum = 0;
  int64_t score = 1;
  for (const int64_t answers : counts) sum += score++ * answers;
  return sum;
}

ElementTally SurveyTally::Of(const std::string& code) const {
  const auto found = elements.find(code);
  return found == elements.end() ? ElementTally() : found->second;
}

int64_t SurveyTally::BlanksOf(const std::string& code) const {
  return responses - Of(code).Count();
}

void SurveyTally::Add(const SurveyTally& more) {
  responses += more.responses;
  for (const auto& [code, answers] : more.elements) {
    ElementTally& total = elements[code];
    std::transform(total.counts.begin(), total.counts.end(),
                   answers.counts.begin(), total.counts.begin(),
                   std::plus<int64_t>());
  }
}

}  // namespace iku::indicator
