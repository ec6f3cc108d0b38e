#include "services/collection/survey/survey_counts.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace iku::collection {

bool operator<(const SurveyGroup& a, const SurveyGroup& b) {
  const auto key = [](const SurveyGroup& group) {
    // Numbers have no leading zeros, so the longer one is the larger one.
    const bool number = group.dimension > SurveyDimension::kService;
    return std::tuple<SurveyDimension, size_t, const std::string&>(
        group.dimension, number ? group.value.size() : 0, group.value);
  };
  return key(a) < key(b);
}

SurveyGroup GroupOf(const SurveyResponse& response, SurveyDimension dimension) {
  const auto numbered = [dimension](int number) {
    return SurveyGroup{dimension, absl::StrCat(number)};
  };
  switch (dimension) {
    case SurveyDimension::kTogether:
      break;
    case SurveyDimension::kService:
      return {dimension, response.service};
    case SurveyDimension::kSex:
      return numbered(response.sex);
    case SurveyDimension::kAgeBand:
      return numbered(response.age_band);
    case SurveyDimension::kEducation:
      return numbered(response.education);
    case SurveyDimension::kOccupation:
      return numbered(response.occupation);
  }
  return {};
}

std::string ShownValue(const SurveyGroup& group) {
  int number = 0;
  if (!absl::SimpleAtoi(group.value, &number)) return group.value;
  std::string name;
  switch (group.dimension) {
    case SurveyDimension::kTogether:
    case SurveyDimension::kService:
      break;
    case SurveyDimension::kSex:
      name = v1::Sex_Name(number);
      break;
    case SurveyDimension::kAgeBand:
      name = v1::AgeBand_Name(number);
      break;
    case SurveyDimension::kEducation:
      name = v1::Education_Name(number);
      break;
    case SurveyDimension::kOccupation:
      name = v1::Occupation_Name(number);
      break;
  }
  return name.empty() ? group.value : name;
}

void SurveyCount::Add(const Scores& scores, int sign) {
  responses += sign;
  for (size_t i = 0; i < kElementCount; ++i) {
    if (scores[i] != 0) answers[i][scores[i] - kLowestScore] += sign;
  }
}

void SurveyMoments::Add(const Scores& scores, int sign) {
  if (std::find(scores.begin(), scores.end(), 0) != scores.end()) return;
  int64_t total = 0;
  for (const int64_t score : scores) total += score;
  responses += sign;
  sum_of_totals += sign * total;
  sum_of_squared_totals += sign * total * total;
  for (size_t i = 0; i < kElementCount; ++i) {
    const int64_t score = scores[i];
    elements[i].sum += sign * score;
    elements[i].sum_of_squares += sign * score * score;
    elements[i].sum_with_total += sign * score * total;
  }
}

void SurveyCounts::Add(const SurveyResponse& response,
                       absl::Span<const SurveyDimension> dimensions, int sign) {
  for (const SurveyDimension dimension : dimensions) {
    groups[GroupOf(response, dimension)].Add(response.scores, sign);
  }
  moments.Add(response.scores, sign);
}

}  // namespace iku::collection
