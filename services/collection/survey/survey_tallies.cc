#include "services/collection/survey/survey_tallies.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/sqlite/run.h"
#include "services/collection/record/day_number.h"
#include "services/collection/survey/survey_columns.h"

namespace iku::collection {
namespace {

#define IKU_PLACES_OF_SCORES(element) ", ?, ?, ?, ?"
#define IKU_ADD(column) ", " column " = " column " + excluded." column
#define IKU_ADD_SCORES(element) \
  IKU_ADD(element "_1")         \
  IKU_ADD(element "_2") IKU_ADD(element "_3") IKU_ADD(element "_4")

constexpr char kAddScores[] =
    "INSERT INTO survey_tallies (district_code, dimension, value, month,"
    " responses" IKU_FOR_ELEMENTS(IKU_SCORES) ") VALUES (?, ?, ?, ?, ?"
    IKU_FOR_ELEMENTS(IKU_PLACES_OF_SCORES) ") ON CONFLICT DO UPDATE SET"
    " responses = responses + excluded.responses"
    IKU_FOR_ELEMENTS(IKU_ADD_SCORES);
constexpr char kDropScores[] =
    "DELETE FROM survey_tallies WHERE district_code = ? AND dimension = ?"
    " AND value = ? AND month = ? AND responses = 0";

constexpr char kReadSums[] =
    "SELECT responses, sums FROM survey_moments"
    " WHERE district_code = ? AND month = ? AND answered = ?";
constexpr char kWriteSums[] =
    "INSERT OR REPLACE INTO survey_moments"
    " (district_code, month, answered, responses, sums) VALUES (?, ?, ?, ?, ?)";
constexpr char kDropSums[] =
    "DELETE FROM survey_moments"
    " WHERE district_code = ? AND month = ? AND answered = ?";

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

absl::Status AddSums(sqlite::Connection& connection,
                     const std::string& district, int64_t month,
                     AnsweredMask answered, const ScoreSums& delta) {
  if (delta == ScoreSums{}) return absl::OkStatus();
  ASSIGN_OR_RETURN(sqlite::Statement * read, connection.Prepare(kReadSums));
  read->Bind(district, month, answered);
  ASSIGN_OR_RETURN(const bool found, read->Step());
  ScoreSums sums;
  if (found) {
    absl::StatusOr<ScoreSums> kept = ReadScoreSums(*read, 0);
    read->Reset();
    if (!kept.ok()) return kept.status();
    sums = *kept;
  }
  sums.Add(delta);
  if (sums.responses == 0) {
    return sqlite::Run(connection, kDropSums, district, month, answered);
  }
  return sqlite::Run(connection, kWriteSums, district, month, answered,
                     sums.responses, SumsText(sums));
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
    for (const auto& [answered, delta] : added.counts.sums) {
      RETURN_IF_ERROR(AddSums(connection, district, month, answered, delta));
    }
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

std::string SumsText(const ScoreSums& sums) {
  return absl::StrCat("[", absl::StrJoin(sums.scores, ","), ",",
                      absl::StrJoin(sums.products, ","), "]");
}

absl::StatusOr<ScoreSums> ReadScoreSums(const sqlite::Statement& statement,
                                        int first) {
  ScoreSums sums;
  sums.responses = statement.Int(first);
  const std::string stored = statement.Text(first + 1);
  absl::string_view text = stored;
  bool sound = absl::ConsumePrefix(&text, "[");
  const auto read = [&](int64_t& number, absl::string_view end) {
    const size_t size = std::min(text.find(end), text.size());
    sound = sound && absl::SimpleAtoi(text.substr(0, size), &number);
    text.remove_prefix(size);
    sound = absl::ConsumePrefix(&text, end) && sound;
  };
  for (int64_t& number : sums.scores) read(number, ",");
  for (size_t i = 0; i < kPairCount; ++i) {
    read(sums.products[i], i + 1 < kPairCount ? "," : "]");
  }
  if (!sound || !text.empty()) {
    return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
  }
  return sums;
}

}  // namespace iku::collection
