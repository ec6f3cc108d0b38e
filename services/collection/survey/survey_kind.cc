#include "services/collection/survey/survey_kind.h"

#include <map>
#include <string>
#include <tuple>

#include "common/status/macros.h"

namespace iku::collection {
namespace {

constexpr char kAllServices[] = "*";
constexpr char kNoAnswer = '-';

constexpr char kAddResponses[] = R"sql(
INSERT INTO survey_tallies (district_code, month, service_code, responses)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (district_code, service_code, month)
DO UPDATE SET responses = responses + excluded.responses)sql";

constexpr char kAddScores[] = R"sql(
INSERT INTO survey_element_tallies (district_code, month, service_code, element,
                                    score_1, score_2, score_3, score_4)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (district_code, service_code, month, element)
DO UPDATE SET score_1 = score_1 + excluded.score_1,
              score_2 = score_2 + excluded.score_2,
              score_3 = score_3 + excluded.score_3,
              score_4 = score_4 + excluded.score_4)sql";

constexpr char kDropEmptyResponses[] = R"sql(
DELETE FROM survey_tallies
WHERE district_code = ?1 AND month = ?2 AND service_code = ?3
  AND responses = 0)sql";

constexpr char kDropEmptyScores[] = R"sql(
DELETE FROM survey_element_tallies
WHERE district_code = ?1 AND month = ?2 AND service_code = ?3
  AND score_1 = 0 AND score_2 = 0 AND score_3 = 0 AND score_4 = 0)sql";

// District, month and service of one tally.
using TallyKey = std::tuple<std::string, int64_t, std::string>;

struct Delta {
  int64_t responses = 0;
  // For each element, how many answers gave the score 1, 2, 3, 4.
  std::array<std::array<int64_t, kHighestScore>, kElementCount> scores = {};
  bool shrinks = false;

  void Add(const SurveyResponse& response, int sign) {
    responses += sign;
    for (size_t i = 0; i < kElementCount; ++i) {
      if (response.scores[i] != 0) scores[i][response.scores[i] - 1] += sign;
    }
    shrinks |= sign < 0;
  }
};

std::map<TallyKey, Delta> Aggregate(
    absl::Span<const TallyChange<SurveyResponse>> changes) {
  std::map<TallyKey, Delta> deltas;
  for (const TallyChange<SurveyResponse>& change : changes) {
    const SurveyResponse& response = *change.content;
    const int64_t month = MonthNumber(response.response_date);
    for (const std::string& service :
         {response.service, std::string(kAllServices)}) {
      deltas[{change.key->district, month, service}].Add(response, change.sign);
    }
  }
  return deltas;
}

absl::Status AddScores(sqlite::Connection& connection, const TallyKey& key,
                       const Delta& delta) {
  const auto& [district, month, service] = key;
  for (size_t i = 0; i < kElementCount; ++i) {
    const auto& counts = delta.scores[i];
    if (counts == std::array<int64_t, kHighestScore>{}) continue;
    ASSIGN_OR_RETURN(sqlite::Statement * add, connection.Prepare(kAddScores));
    add->Bind(district, month, service, std::string(kElements[i]), counts[0],
              counts[1], counts[2], counts[3]);
    RETURN_IF_ERROR(add->Run());
  }
  return absl::OkStatus();
}

absl::Status RunFor(sqlite::Connection& connection, const char* sql,
                    const TallyKey& key) {
  ASSIGN_OR_RETURN(sqlite::Statement * statement, connection.Prepare(sql));
  const auto& [district, month, service] = key;
  statement->Bind(district, month, service);
  return statement->Run();
}

absl::Status Store(sqlite::Connection& connection, const TallyKey& key,
                   const Delta& delta) {
  if (delta.responses != 0) {
    const auto& [district, month, service] = key;
    ASSIGN_OR_RETURN(sqlite::Statement * add,
                     connection.Prepare(kAddResponses));
    add->Bind(district, month, service, delta.responses);
    RETURN_IF_ERROR(add->Run());
  }
  RETURN_IF_ERROR(AddScores(connection, key, delta));
  if (!delta.shrinks) return absl::OkStatus();
  RETURN_IF_ERROR(RunFor(connection, kDropEmptyResponses, key));
  return RunFor(connection, kDropEmptyScores, key);
}

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
  for (const auto& [key, delta] : Aggregate(changes)) {
    RETURN_IF_ERROR(Store(transaction.connection(), key, delta));
  }
  return absl::OkStatus();
}

}  // namespace iku::collection
