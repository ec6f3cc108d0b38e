#include "services/collection/facts/tally_check.h"

#include <utility>

#include "common/status/macros.h"
#include "services/collection/coordination/coordination_kind.h"
#include "services/collection/facts/facts_queries.h"
#include "services/collection/facts/pace.h"
#include "services/collection/facts/tally_numbers.h"
#include "services/collection/record/day_number.h"
#include "services/collection/survey/survey_kind.h"
#include "services/collection/survey/survey_tallies.h"

namespace iku::collection {
namespace {

using RowReader = absl::FunctionRef<absl::Status(const sqlite::Statement&)>;

absl::Status ForEach(sqlite::Connection& connection, const char* sql,
                     const std::string& district, RowReader read) {
  ASSIGN_OR_RETURN(sqlite::Statement * rows, connection.Prepare(sql));
  rows->Bind(district);
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) return absl::OkStatus();
    if (absl::Status status = read(*rows); !status.ok()) {
      rows->Reset();
      return status;
    }
  }
}

absl::Status CountRecords(sqlite::Connection& connection,
                          const std::string& district, Pace& pace,
                          TallyNumbers& numbers) {
  RETURN_IF_ERROR(
      ForEach(connection, facts_query::kSurveyRecords, district,
              [&](const sqlite::Statement& row) -> absl::Status {
                RETURN_IF_ERROR(pace.Next());
                ASSIGN_OR_RETURN(const SurveyResponse response,
                                 SurveyKind::Read(row, 0));
                numbers.surveys[MonthNumber(response.response_date)].Add(
                    response, kSurveyDimensions, 1);
                return absl::OkStatus();
              }));
  return ForEach(connection, facts_query::kCoordinationRecords, district,
                 [&](const sqlite::Statement& row) -> absl::Status {
                   RETURN_IF_ERROR(pace.Next());
                   ASSIGN_OR_RETURN(const CoordinationRecord record,
                                    CoordinationKind::Read(row, 0));
                   numbers.coordination[MonthNumber(record.held_date)].Add(
                       record, record.StateOfFollowUp(), 1);
                   return absl::OkStatus();
                 });
}

// Each returns how many numbers it read.

absl::StatusOr<int64_t> ReadKeptCounts(sqlite::Connection& connection,
                                       const std::string& district,
                                       TallyNumbers& numbers) {
  int64_t read = 0;
  RETURN_IF_ERROR(ForEach(
      connection, facts_query::kKeptCounts, district,
      [&](const sqlite::Statement& row) {
        SurveyCount& count = numbers.surveys[row.Int(0)].groups[SurveyGroup{
            static_cast<SurveyDimension>(row.Int(1)), row.Text(2)}];
        count.responses = row.Int(3);
        count.answers = ReadScores(row, 4);
        read += 1 + static_cast<int64_t>(kElementCount) * kHighestScore;
        return absl::OkStatus();
      }));
  return read;
}

absl::StatusOr<int64_t> ReadKeptSums(sqlite::Connection& connection,
                                     const std::string& district,
                                     TallyNumbers& numbers) {
  int64_t read = 0;
  RETURN_IF_ERROR(
      ForEach(connection, facts_query::kKeptMoments, district,
              [&](const sqlite::Statement& row) -> absl::Status {
                ASSIGN_OR_RETURN(numbers.surveys[row.Int(0)].sums[row.Int(1)],
                                 ReadScoreSums(row, 2));
                read += 1 + static_cast<int64_t>(kElementCount + kPairCount);
                return absl::OkStatus();
              }));
  return read;
}

absl::StatusOr<int64_t> ReadKeptCoordination(sqlite::Connection& connection,
                                             const std::string& district,
                                             TallyNumbers& numbers) {
  int64_t read = 0;
  RETURN_IF_ERROR(ForEach(
      connection, facts_query::kKeptCoordination, district,
      [&](const sqlite::Statement& row) {
        numbers.coordination[row.Int(0)]
            .records[{static_cast<ResultKind>(row.Int(1)), row.Text(2),
                      static_cast<FollowUpState>(row.Int(3))}] = row.Int(4);
        ++read;
        return absl::OkStatus();
      }));
  RETURN_IF_ERROR(ForEach(
      connection, facts_query::kKeptAgencies, district,
      [&](const sqlite::Statement& row) {
        numbers.coordination[row.Int(0)]
            .agencies[{static_cast<AgencyType>(row.Int(1)),
                       static_cast<FollowUpState>(row.Int(2))}] = row.Int(3);
        ++read;
        return absl::OkStatus();
      }));
  return read;
}

}  // namespace

absl::Status CheckTallies(sqlite::Connection& connection,
                          const std::string& district,
                          absl::FunctionRef<bool()> go_on,
                          TallyReport& report) {
  Pace pace(go_on);
  RETURN_IF_ERROR(pace.Check());
  TallyNumbers counted;
  RETURN_IF_ERROR(CountRecords(connection, district, pace, counted));
  TallyNumbers kept;
  ASSIGN_OR_RETURN(const int64_t counts,
                   ReadKeptCounts(connection, district, kept));
  ASSIGN_OR_RETURN(const int64_t sums,
                   ReadKeptSums(connection, district, kept));
  ASSIGN_OR_RETURN(const int64_t coordination,
                   ReadKeptCoordination(connection, district, kept));
  Compare(district, kept, counted, report);
  ++report.districts;
  report.records += pace.records();
  report.tallies += counts + sums + coordination;
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> DistrictBehind(
    sqlite::Connection& connection, const std::string& after) {
  ASSIGN_OR_RETURN(sqlite::Statement * next,
                   connection.Prepare(facts_query::kNextDistrict));
  next->Bind(after);
  ASSIGN_OR_RETURN(const bool found, next->Step());
  std::optional<std::string> district;
  if (found && !next->IsNull(0)) district = next->Text(0);
  next->Reset();
  return district;
}

}  // namespace iku::collection
