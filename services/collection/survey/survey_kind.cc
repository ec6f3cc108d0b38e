#include "services/collection/survey/survey_kind.h"

#include <map>
#include <string>
#include <utility>

#include "common/status/macros.h"
#include "services/collection/survey/survey_counts.h"
#include "services/collection/survey/survey_tallies.h"

namespace iku::collection {
namespace {

constexpr char kNoAnswer = '-';

std::string ToText(const Scores& scores) {
  std::string text;
  for (uint8_t score : scores) {
    text += score == 0 ? kNoAnswer : static_cast<char>('0' + score);
  }
  return text;
}

std::optional<Scores> ParseScores(absl::string_view text) {
  Scores scores = {};
  if (text.size() != scores.size()) return std::nullopt;
  for (size_t i = 0; i < scores.size(); ++i) {
    if (text[i] == kNoAnswer) continue;
    const int score = text[i] - '0';
    if (score < kLowestScore || score > kHighestScore) return std::nullopt;
    scores[i] = static_cast<uint8_t>(score);
  }
  return scores;
}

}  // namespace

void SurveyKind::Bind(sqlite::Statement& statement, int first,
                      const SurveyResponse& response) {
  statement.BindInt(first, DateOf(response));
  statement.BindText(first + 1, response.service);
  statement.BindText(first + 2, ToText(response.scores));
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
  const std::optional<Scores> scores = ParseScores(statement.Text(first + 2));
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

absl::Status SurveyKind::Tally(
    sqlite::Transaction& transaction,
    absl::Span<const TallyChange<SurveyResponse>> changes) {
  std::map<std::pair<std::string, int64_t>, SurveyCounts> deltas;
  for (const TallyChange<SurveyResponse>& change : changes) {
    const SurveyResponse& response = *change.content;
    deltas[{change.key->district, MonthNumber(response.response_date)}].Add(
        response, kSurveyDimensions, change.sign);
  }
  for (const auto& [tally, delta] : deltas) {
    const auto& [district, month] = tally;
    RETURN_IF_ERROR(
        AddToSurveyTallies(transaction.connection(), district, month, delta));
  }
  return absl::OkStatus();
}

}  // namespace iku::collection
