#include "services/collection/survey/survey_kind.h"

#include <string>

#include "common/status/errors.h"

namespace iku::collection {
namespace {

// 443344430: a digit for each element, 0 where there is no answer.
int64_t ToNumber(const Scores& scores) {
  int64_t number = 0;
  for (const uint8_t score : scores) number = number * 10 + score;
  return number;
}

std::optional<Scores> FromNumber(int64_t number) {
  Scores scores = {};
  for (size_t i = scores.size(); i-- > 0; number /= 10) {
    const int64_t score = number % 10;
    if (score < 0 || score > kHighestScore) return std::nullopt;
    scores[i] = static_cast<uint8_t>(score);
  }
  if (number != 0) return std::nullopt;
  return scores;
}

}  // namespace

void SurveyKind::Bind(sqlite::Statement& statement, int first,
                      const SurveyResponse& response) {
  statement.BindInt(first, DateOf(response));
  statement.BindText(first + 1, response.service);
  statement.BindInt(first + 2, ToNumber(response.scores));
  statement.BindInt(first + 3, response.sex);
  statement.BindInt(first + 4, response.age_band);
  statement.BindInt(first + 5, response.education);
  statement.BindInt(first + 6, response.occupation);
  statement.BindInt(first + 7, response.channel);
  statement.BindTextOrNull(first + 8, response.comment);
}

absl::StatusOr<SurveyResponse> SurveyKind::Read(
    const sqlite::Statement& statement, int first) {
  SurveyResponse response;
  response.response_date = FromDayNumber(statement.Int(first));
  const std::optional<Scores> scores = FromNumber(statement.Int(first + 2));
  if (!scores || !IsValid(response.response_date)) {
    return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
  }
  response.service = statement.Text(first + 1);
  response.scores = *scores;
  response.sex = static_cast<v1::Sex>(statement.Int(first + 3));
  response.age_band = static_cast<v1::AgeBand>(statement.Int(first + 4));
  response.education = static_cast<v1::Education>(statement.Int(first + 5));
  response.occupation = static_cast<v1::Occupation>(statement.Int(first + 6));
  response.channel = static_cast<v1::Channel>(statement.Int(first + 7));
  response.comment = statement.Text(first + 8);
  return response;
}

std::vector<ColumnCondition> SurveyKind::Conditions(
    const SurveyFilter& filter) {
  std::vector<ColumnCondition> conditions;
  if (filter.service) conditions.emplace_back("service_code", *filter.service);
  return conditions;
}

}  // namespace iku::collection
