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

AnsweredMask AnsweredBy(const Scores& scores) {
  AnsweredMask answered = 0;
  for (size_t i = 0; i < kElementCount; ++i) {
    if (scores[i] != 0) answered |= AnsweredMask{1} << i;
  }
  return answered;
}

void ScoreSums::Add(const Scores& more, int sign) {
  responses += sign;
  size_t pair = 0;
  for (size_t i = 0; i < kElementCount; ++i) {
    const int64_t score = sign * int64_t{more[i]};
    scores[i] += score;
    for (size_t j = i; j < kElementCount; ++j) {
      products[pair++] += score * more[j];
    }
  }
}

void ScoreSums::Add(const ScoreSums& other) {
  responses += other.responses;
  for (size_t i = 0; i < kElementCount; ++i) scores[i] += other.scores[i];
  for (size_t i = 0; i < kPairCount; ++i) products[i] += other.products[i];
}

SurveyMoments MomentsOf(const SumsByAnswered& sums) {
  SurveyMoments moments;
  const auto complete = sums.find(kAllAnswered);
  if (complete == sums.end()) return moments;
  const ScoreSums& of = complete->second;
  moments.responses = of.responses;
  for (size_t i = 0; i < kElementCount; ++i) {
    ElementMoments& element = moments.elements[i];
    element.sum = of.scores[i];
    element.sum_of_squares = of.products[PairIndex(i, i)];
    for (size_t j = 0; j < kElementCount; ++j) {
      element.sum_with_total +=
          of.products[PairIndex(std::min(i, j), std::max(i, j))];
    }
    moments.sum_of_totals += element.sum;
    moments.sum_of_squared_totals += element.sum_with_total;
  }
  return moments;
}

std::optional<SurveyPairs> PairsOf(const SumsByAnswered& sums) {
  SurveyPairs pairs = {};
  bool all_complete = true;
  for (const auto& [answered, of] : sums) {
    if (answered != kAllAnswered && of.responses != 0) all_complete = false;
    for (size_t i = 0; i < kElementCount; ++i) {
      for (size_t j = i; j < kElementCount; ++j) {
        const AnsweredMask both = AnsweredMask{1} << i | AnsweredMask{1} << j;
        if ((answered & both) != both) continue;
        PairSums& pair = pairs[PairIndex(i, j)];
        pair.answered += of.responses;
        pair.first += of.scores[i];
        pair.second += of.scores[j];
        pair.products += of.products[PairIndex(i, j)];
      }
    }
  }
  if (all_complete) return std::nullopt;
  return pairs;
}

void SurveyCounts::Add(const SurveyResponse& response,
                       absl::Span<const SurveyDimension> dimensions, int sign) {
  for (const SurveyDimension dimension : dimensions) {
    groups[GroupOf(response, dimension)].Add(response.scores, sign);
  }
  sums[AnsweredBy(response.scores)].Add(response.scores, sign);
}

void SurveyCounts::Add(const SurveyCounts& other) {
  for (const auto& [group, count] : other.groups) groups[group].Add(count);
  for (const auto& [answered, of] : other.sums) sums[answered].Add(of);
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
  const AnsweredMask answered = AnsweredBy(response.scores);
  if (answered != answered_) {
    answered_ = answered;
    sums_ = &counts_->sums[answered];
  }
  sums_->Add(response.scores, sign);
}

}  // namespace iku::collection
