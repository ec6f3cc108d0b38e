#include "services/collection/survey/survey_tallies.h"

#include "common/status/macros.h"
#include "common/store/sqlite/run.h"
#include "services/collection/record/day_number.h"
#include "services/collection/survey/survey_columns.h"

namespace iku::collection {
namespace {

#define IKU_PLACES_OF_SCORES(element) ", ?, ?, ?, ?"
#define IKU_PLACES_OF_MOMENTS(element) ", ?, ?, ?"
#define IKU_ADD(column) ", " column " = " column " + excluded." column
#define IKU_ADD_SCORES(element) \
  IKU_ADD(element "_1")         \
  IKU_ADD(element "_2") IKU_ADD(element "_3") IKU_ADD(element "_4")
#define IKU_ADD_MOMENTS(element) \
  IKU_ADD(element "_sum")        \
  IKU_ADD(element "_squares") IKU_ADD(element "_with_total")

constexpr char kAddScores[] =
    "INSERT INTO survey_tallies (district_code, dimension, value, month,"
    " responses" IKU_FOR_ELEMENTS(IKU_SCORES) ") VALUES (?, ?, ?, ?, ?"
    IKU_FOR_ELEMENTS(IKU_PLACES_OF_SCORES) ") ON CONFLICT DO UPDATE SET"
    " responses = responses + excluded.responses"
    IKU_FOR_ELEMENTS(IKU_ADD_SCORES);
constexpr char kDropScores[] =
    "DELETE FROM survey_tallies WHERE district_code = ? AND dimension = ?"
    " AND value = ? AND month = ? AND responses = 0";

constexpr char kAddMoments[] =
    "INSERT INTO survey_moments (district_code, month, responses,"
    " sum_of_totals, sum_of_squared_totals" IKU_FOR_ELEMENTS(IKU_MOMENTS)
    ") VALUES (?, ?, ?, ?, ?" IKU_FOR_ELEMENTS(IKU_PLACES_OF_MOMENTS)
    ") ON CONFLICT DO UPDATE SET responses = responses + excluded.responses"
    IKU_ADD("sum_of_totals") IKU_ADD("sum_of_squared_totals")
    IKU_FOR_ELEMENTS(IKU_ADD_MOMENTS);
constexpr char kDropMoments[] =
    "DELETE FROM survey_moments"
    " WHERE district_code = ? AND month = ? AND responses = 0";

absl::Status AddGroup(sqlite::Connection& connection,
                      const std::string& district, int64_t month,
                      const SurveyGroup& group, const SurveyCount& delta) {
  if (delta == SurveyCount{}) return absl::OkStatus();
  const int64_t dimension = static_cast<int64_t>(group.dimension);
  ASSIGN_OR_RETURN(sqlite::Statement * add, connection.Prepare(kAddScores));
  add->Bind(district, dimension, group.value, month, delta.responses);
  int position = 5;
  for (const ScoreCounts& counts : delta.answers) {
    for (const int64_t count : counts) add->BindInt(++position, count);
  }
  RETURN_IF_ERROR(add->Run());
  if (delta.responses >= 0) return absl::OkStatus();
  return sqlite::Run(connection, kDropScores, district, dimension, group.value,
                     month);
}

absl::Status AddMoments(sqlite::Connection& connection,
                        const std::string& district, int64_t month,
                        const SurveyMoments& delta) {
  if (delta == SurveyMoments{}) return absl::OkStatus();
  ASSIGN_OR_RETURN(sqlite::Statement * add, connection.Prepare(kAddMoments));
  add->Bind(district, month, delta.responses, delta.sum_of_totals,
            delta.sum_of_squared_totals);
  int position = 5;
  for (const ElementMoments& element : delta.elements) {
    add->BindInt(++position, element.sum);
    add->BindInt(++position, element.sum_of_squares);
    add->BindInt(++position, element.sum_with_total);
  }
  RETURN_IF_ERROR(add->Run());
  if (delta.responses >= 0) return absl::OkStatus();
  return sqlite::Run(connection, kDropMoments, district, month);
}

}  // namespace

void SurveyDeltas::Add(const TallyChange<SurveyResponse>& change) {
  const int64_t month = MonthNumber(change.content->response_date);
  tallies_[{change.key->district, month}].counter.Add(*change.content,
                                                      change.sign);
}

void SurveyDeltas::Add(const SurveyDeltas& other) {
  for (const auto& [tally, added] : other.tallies_) {
    tallies_[tally].counts.Add(added.counts);
  }
}

absl::Status AddToSurveyTallies(sqlite::Connection& connection,
                                const SurveyDeltas& deltas) {
  for (const auto& [tally, added] : deltas.tallies_) {
    const auto& [district, month] = tally;
    for (const auto& [group, delta] : added.counts.groups) {
      RETURN_IF_ERROR(AddGroup(connection, district, month, group, delta));
    }
    RETURN_IF_ERROR(
        AddMoments(connection, district, month, added.counts.moments));
  }
  return absl::OkStatus();
}

std::array<ScoreCounts, kElementCount> ReadScores(
    const sqlite::Statement& statement, int first) {
  std::array<ScoreCounts, kElementCount> answers;
  int column = first;
  for (ScoreCounts& counts : answers) {
    for (int64_t& count : counts) count = statement.Int(column++);
  }
  return answers;
}

std::array<ElementMoments, kElementCount> ReadElementMoments(
    const sqlite::Statement& statement, int first) {
  std::array<ElementMoments, kElementCount> elements;
  int column = first;
  for (ElementMoments& element : elements) {
    element.sum = statement.Int(column++);
    element.sum_of_squares = statement.Int(column++);
    element.sum_with_total = statement.Int(column++);
  }
  return elements;
}

}  // namespace iku::collection
