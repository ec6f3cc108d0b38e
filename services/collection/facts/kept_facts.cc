#include "services/collection/facts/kept_facts.h"

#include <utility>

#include "common/status/macros.h"
#include "services/collection/facts/facts_queries.h"
#include "services/collection/facts/stored_enum.h"
#include "services/collection/record/day_number.h"
#include "services/collection/store/packed_date.h"
#include "services/collection/store/packed_id.h"
#include "services/collection/survey/survey_tallies.h"

namespace iku::collection {
namespace {

template <typename... Values>
absl::StatusOr<sqlite::Statement*> Prepare(sqlite::Connection& connection,
                                           const char* sql,
                                           const Values&... values) {
  ASSIGN_OR_RETURN(sqlite::Statement * statement, connection.Prepare(sql));
  statement->Bind(values...);
  return statement;
}

absl::Status ReadDimension(sqlite::Connection& connection,
                           const std::string& district, const Period& period,
                           SurveyDimension dimension, SurveyCounts& counts) {
  const int64_t number = static_cast<int64_t>(dimension);
  const int64_t first = MonthNumber(period.FirstDay());
  const int64_t last = MonthNumber(period.LastDay());
  ASSIGN_OR_RETURN(
      sqlite::Statement * rows,
      Prepare(connection, facts_query::kCounts, district, number, first, last));
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) return absl::OkStatus();
    if (rows->Int(1) == 0) continue;
    SurveyCount& count = counts.groups[{dimension, rows->Text(0)}];
    count.responses = rows->Int(1);
    count.answers = ReadScores(*rows, 2);
  }
}

absl::Status ReadSums(sqlite::Connection& connection,
                      const std::string& district, const Period& period,
                      SumsByAnswered& sums) {
  ASSIGN_OR_RETURN(
      sqlite::Statement * rows,
      Prepare(connection, facts_query::kMoments, district,
              MonthNumber(period.FirstDay()), MonthNumber(period.LastDay())));
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) return absl::OkStatus();
    const absl::StatusOr<ScoreSums> month = ReadScoreSums(*rows, 1);
    if (!month.ok()) {
      rows->Reset();
      return month.status();
    }
    sums[rows->Int(0)].Add(*month);
  }
}

absl::Status ReadRecordCounts(sqlite::Connection& connection,
                              const std::string& district, const Period& period,
                              CoordinationCounts& counts) {
  ASSIGN_OR_RETURN(
      sqlite::Statement * rows,
      Prepare(connection, facts_query::kCoordination, district,
              MonthNumber(period.FirstDay()), MonthNumber(period.LastDay())));
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) return absl::OkStatus();
    ASSIGN_OR_RETURN(const ResultKind kind,
                     EnumOf(rows->Int(0), ResultKind::kMeeting,
                            ResultKind::kFacilitationMinutes));
    ASSIGN_OR_RETURN(
        const FollowUpState state,
        EnumOf(rows->Int(2), FollowUpState::kOpen, FollowUpState::kRejected));
    counts.records[{kind, rows->Text(1), state}] = rows->Int(3);
  }
}

absl::Status ReadAgencyCounts(sqlite::Connection& connection,
                              const std::string& district, const Period& period,
                              CoordinationCounts& counts) {
  ASSIGN_OR_RETURN(
      sqlite::Statement * rows,
      Prepare(connection, facts_query::kAgencies, district,
              MonthNumber(period.FirstDay()), MonthNumber(period.LastDay())));
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) return absl::OkStatus();
    ASSIGN_OR_RETURN(
        const AgencyType type,
        EnumOf(rows->Int(0), AgencyType::kRegencyAgency, AgencyType::kOther));
    ASSIGN_OR_RETURN(
        const FollowUpState state,
        EnumOf(rows->Int(1), FollowUpState::kOpen, FollowUpState::kRejected));
    counts.agencies[{type, state}] = rows->Int(2);
  }
}

absl::Status ReadOverdue(sqlite::Connection& connection,
                         const std::string& district, const Period& period,
                         Date today, CoordinationFacts& facts) {
  const int64_t first = DayNumber(period.FirstDay());
  const int64_t last = DayNumber(period.LastDay());
  ASSIGN_OR_RETURN(sqlite::Statement * total,
                   Prepare(connection, facts_query::kOverdueTotal, district,
                           first, last, DayNumber(today)));
  ASSIGN_OR_RETURN(const bool counted, total->Step());
  if (counted) facts.overdue_total = total->Int(0);
  total->Reset();
  if (facts.overdue_total == 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(
      sqlite::Statement * rows,
      Prepare(connection, facts_query::kOverdue, district, first, last,
              DayNumber(today), static_cast<int64_t>(kMostOverdueRecords)));
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) return absl::OkStatus();
    OverdueRecord& record = facts.overdue.emplace_back();
    record.id = ReadId(*rows, 0);
    record.subject = rows->Text(1);
    ASSIGN_OR_RETURN(record.held_date, UnpackDate(rows->Int(2)));
    ASSIGN_OR_RETURN(record.due_date, UnpackDate(rows->Int(3)));
    record.section = rows->Text(4);
    ASSIGN_OR_RETURN(
        record.follow_up_state,
        EnumOf(rows->Int(5), FollowUpState::kOpen, FollowUpState::kRejected));
  }
}

}  // namespace

absl::StatusOr<SurveyCounts> ReadKeptSurveys(
    sqlite::Connection& connection, const std::string& district,
    const Period& period, const std::set<SurveyDimension>& dimensions) {
  SurveyCounts counts;
  for (const SurveyDimension dimension : dimensions) {
    RETURN_IF_ERROR(
        ReadDimension(connection, district, period, dimension, counts));
  }
  RETURN_IF_ERROR(ReadSums(connection, district, period, counts.sums));
  return counts;
}

absl::StatusOr<CoordinationFacts> ReadKeptCoordination(
    sqlite::Connection& connection, const std::string& district,
    const Period& period, Date today) {
  CoordinationFacts facts;
  RETURN_IF_ERROR(ReadRecordCounts(connection, district, period, facts.counts));
  RETURN_IF_ERROR(ReadAgencyCounts(connection, district, period, facts.counts));
  RETURN_IF_ERROR(ReadOverdue(connection, district, period, today, facts));
  return facts;
}

}  // namespace iku::collection
