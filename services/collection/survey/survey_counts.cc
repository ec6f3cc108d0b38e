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

void SurveyCount::Add(const SurveyCount& other) {
  responses += other.responses;
  for (size_t i = 0; i < kElementCount; ++i) {
    for (size_t score = 0; score < answers[i].size(); ++score) {
      answers[i][score] += other.answers[i][score];
    }
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

void SurveyMoments::Add(const SurveyMoments& other) {
  responses += other.responses;
  sum_of_totals += other.sum_of_totals;
  sum_of_squared_totals += other.sum_of_squared_totals;
  for (size_t i = 0; i < kElementCount; ++i) {
    elements[i].sum += other.elements[i].sum;
    elements[i].sum_of_squares += other.elements[i].sum_of_squares;
    elements[i].sum_with_total += other.elements[i].sum_with_total;
  }
}

void SurveyCounts::Add(const SurveyResponse& response,
                       absl::Span<const SurveyDimension> dimensions, int sign) {
  for (const SurveyDimension dimension : dimensions) {
    groups[GroupOf(response, dimension)].Add(response.scores, sign);
  }
  moments.Add(response.scores, sign);
}

void SurveyCounts::Add(const SurveyCounts& other) {
  for (const auto& [group, count] : other.groups) groups[group].Add(count);
  moments.Add(other.moments);
}

SurveyCount& SurveyCounter::CountOf(const SurveyResponse& response,
                                    SurveyDimension dimension, int number) {
  const auto at = static_cast<size_t>(number);
  if (at >= kNumbers) return counts_->groups[GroupOf(response, dimension)];
  SurveyCount*& known = known_[static_cast<size_t>(dimension)][at];
  if (known == nullptr) known = &counts_->groups[GroupOf(response, dimension)];
  return *known;
}

void SurveyCounter::Add(const SurveyResponse& response, int sign) {
  if (response.service != service_) {
    service_ = response.service;
    known_[static_cast<size_t>(SurveyDimension::kService)][0] = nullptr;
  }
  const auto add = [&](SurveyDimension dimension, int number) {
    CountOf(response, dimension, number).Add(response.scores, sign);
  };
  add(SurveyDimension::kTogether, 0);
  add(SurveyDimension::kService, 0);
  add(SurveyDimension::kSex, response.sex);
  add(SurveyDimension::kAgeBand, response.age_band);
  add(SurveyDimension::kEducation, response.education);
  add(SurveyDimension::kOccupation, response.occupation);
  counts_->moments.Add(response.scores, sign);
}

}  // namespace iku::collection
