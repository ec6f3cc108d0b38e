#include "services/collection/survey/survey_tallies.h"

#include <algorithm>

#include "common/status/macros.h"

namespace iku::collection {
namespace {

constexpr char kAddResponses[] = R"sql(
INSERT INTO survey_tallies (district_code, dimension, value, month, responses)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET responses = responses + excluded.responses)sql";
constexpr char kDropResponses[] = R"sql(
DELETE FROM survey_tallies
WHERE district_code = ?1 AND dimension = ?2 AND value = ?3 AND month = ?4
  AND responses = 0)sql";

constexpr char kAddScores[] = R"sql(
INSERT INTO survey_element_tallies
  (district_code, dimension, value, month, element,
   score_1, score_2, score_3, score_4)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT DO UPDATE SET score_1 = score_1 + excluded.score_1,
                          score_2 = score_2 + excluded.score_2,
                          score_3 = score_3 + excluded.score_3,
                          score_4 = score_4 + excluded.score_4)sql";
constexpr char kDropScores[] = R"sql(
DELETE FROM survey_element_tallies
WHERE district_code = ?1 AND dimension = ?2 AND value = ?3 AND month = ?4
  AND score_1 = 0 AND score_2 = 0 AND score_3 = 0 AND score_4 = 0)sql";

constexpr char kAddMoments[] = R"sql(
INSERT INTO survey_moments
  (district_code, month, responses, sum_of_totals, sum_of_squared_totals)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET
  responses = responses + excluded.responses,
  sum_of_totals = sum_of_totals + excluded.sum_of_totals,
  sum_of_squared_totals = sum_of_squared_totals
                          + excluded.sum_of_squared_totals)sql";
constexpr char kDropMoments[] = R"sql(
DELETE FROM survey_moments
WHERE district_code = ?1 AND month = ?2 AND responses = 0)sql";

constexpr char kAddElementMoments[] = R"sql(
INSERT INTO survey_element_moments
  (district_code, month, element, sum, sum_of_squares, sum_with_total)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE SET
  sum = sum + excluded.sum,
  sum_of_squares = sum_of_squares + excluded.sum_of_squares,
  sum_with_total = sum_with_total + excluded.sum_with_total)sql";
// No score is 0, so the sum is 0 only where nothing is summed.
constexpr char kDropElementMoments[] = R"sql(
DELETE FROM survey_element_moments
WHERE district_code = ?1 AND month = ?2 AND sum = 0)sql";

template <typename... Values>
absl::Status Run(sqlite::Connection& connection, const char* sql,
                 const Values&... values) {
  ASSIGN_OR_RETURN(sqlite::Statement * statement, connection.Prepare(sql));
  statement->Bind(values...);
  return statement->Run();
}

absl::Status AddGroup(sqlite::Connection& connection,
                      const std::string& district, int64_t month,
                      const SurveyGroup& group, const SurveyCount& delta) {
  const int64_t dimension = static_cast<int64_t>(group.dimension);
  if (delta.responses != 0) {
    RETURN_IF_ERROR(Run(connection, kAddResponses, district, dimension,
                        group.value, month, delta.responses));
  }
  if (delta.responses < 0) {
    RETURN_IF_ERROR(Run(connection, kDropResponses, district, dimension,
                        group.value, month));
  }
  bool shrinks = false;
  for (size_t i = 0; i < kElementCount; ++i) {
    const ScoreCounts& counts = delta.answers[i];
    if (counts == ScoreCounts{}) continue;
    shrinks |= *std::min_element(counts.begin(), counts.end()) < 0;
    RETURN_IF_ERROR(Run(connection, kAddScores, district, dimension,
                        group.value, month, kElements[i], counts[0], counts[1],
                        counts[2], counts[3]));
  }
  if (!shrinks) return absl::OkStatus();
  return Run(connection, kDropScores, district, dimension, group.value, month);
}

absl::Status AddMoments(sqlite::Connection& connection,
                        const std::string& district, int64_t month,
                        const SurveyMoments& delta) {
  if (delta == SurveyMoments{}) return absl::OkStatus();
  RETURN_IF_ERROR(Run(connection, kAddMoments, district, month, delta.responses,
                      delta.sum_of_totals, delta.sum_of_squared_totals));
  for (size_t i = 0; i < kElementCount; ++i) {
    const ElementMoments& element = delta.elements[i];
    if (element == ElementMoments{}) continue;
    RETURN_IF_ERROR(Run(connection, kAddElementMoments, district, month,
                        kElements[i], element.sum, element.sum_of_squares,
                        element.sum_with_total));
  }
  if (delta.responses >= 0) return absl::OkStatus();
  RETURN_IF_ERROR(Run(connection, kDropMoments, district, month));
  return Run(connection, kDropElementMoments, district, month);
}

}  // namespace

absl::Status AddToSurveyTallies(sqlite::Connection& connection,
                                const std::string& district, int64_t month,
                                const SurveyCounts& deltas) {
  for (const auto& [group, delta] : deltas.groups) {
    RETURN_IF_ERROR(AddGroup(connection, district, month, group, delta));
  }
  return AddMoments(connection, district, month, deltas.moments);
}

}  // namespace iku::collection
