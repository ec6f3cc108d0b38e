#include "tests/unit/indicator/formula/survey_answers.h"

#include <rapidcheck.h>

#include <algorithm>
#include <numeric>
#include <string>

#include "common/exact/rational.h"
#include "tests/unit/indicator/formula/published_profiles.h"

namespace iku::test {

using indicator::ElementMoments;
using indicator::ElementTally;
using indicator::Profile;
using indicator::SurveyMoments;
using indicator::SurveyPairs;
using indicator::SurveyTally;

SurveyTally TallyOf(const std::vector<Scores>& responses,
                    const Profile& profile) {
  SurveyTally tally;
  for (const Scores& scores : responses) {
    ++tally.responses;
    for (size_t i = 0; i < scores.size(); ++i) {
      if (scores[i] == 0) continue;
      ++tally.elements[profile.elements.at(i).code].counts.at(scores[i] - 1);
    }
  }
  return tally;
}

SurveyMoments MomentsOf(const std::vector<Scores>& responses,
                        const Profile& profile) {
  SurveyMoments moments;
  for (const Scores& scores : responses) {
    if (std::count(scores.begin(), scores.end(), 0) > 0) continue;
    const int total = std::accumulate(scores.begin(), scores.end(), 0);
    ++moments.responses;
    moments.sum_of_totals += total;
    moments.sum_of_squared_totals += total * total;
    for (size_t i = 0; i < scores.size(); ++i) {
      ElementMoments& element = moments.elements[profile.elements.at(i).code];
      ++element.answers;
      element.sum += scores[i];
      element.sum_of_squares += scores[i] * scores[i];
      element.sum_with_total += scores[i] * total;
    }
  }
  return moments;
}

SurveyPairs PairsOf(const std::vector<Scores>& responses,
                    const Profile& profile) {
  SurveyPairs pairs;
  for (const Scores& scores : responses) {
    for (size_t i = 0; i < scores.size(); ++i) {
      for (size_t j = i; j < scores.size(); ++j) {
        if (scores[i] == 0 || scores[j] == 0) continue;
        pairs.Add(profile.elements.at(i).code, profile.elements.at(j).code,
                  {1, scores[i], scores[j], scores[i] * scores[j]});
      }
    }
  }
  return pairs;
}

ElementTally AnswersThatAddUpTo(int64_t n, int64_t sum) {
  ElementTally tally;
  const int64_t base = sum / n;
  const int64_t above = sum % n;
  tally.counts.at(base - 1) = n - above;
  if (above > 0) tally.counts.at(base) = above;
  return tally;
}

std::vector<Scores> AnyResponses(int fewest, int most, int elements) {
  return *rc::gen::container<std::vector<Scores>>(
      *rc::gen::inRange(fewest, most + 1),
      rc::gen::container<Scores>(elements, rc::gen::element(1, 2, 3, 4)));
}

std::vector<Scores> AnyResponsesWithBlanks(int fewest, int most, int elements) {
  return *rc::gen::container<std::vector<Scores>>(
      *rc::gen::inRange(fewest, most + 1),
      rc::gen::container<Scores>(elements, rc::gen::element(0, 1, 2, 3, 4)));
}

Profile SmallProfile(int elements) {
  Profile profile = ExactProfile();
  profile.elements.resize(elements);
  for (auto& element : profile.elements) {
    element.weight = Rational(1, elements);
  }
  return profile;
}

}  // namespace iku::test
