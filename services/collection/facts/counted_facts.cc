#include "services/collection/facts/counted_facts.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/functional/function_ref.h"
#include "common/status/macros.h"
#include "services/collection/coordination/coordination_kind.h"
#include "services/collection/facts/facts_queries.h"
#include "services/collection/record/day_number.h"
#include "services/collection/store/packed_id.h"
#include "services/collection/survey/survey_kind.h"

namespace iku::collection {
namespace {

using RowReader = absl::FunctionRef<absl::Status(const sqlite::Statement&)>;

// Gives each row of a query over a district, its days and a version.
absl::Status ForEach(sqlite::Connection& connection, const char* sql,
                     const std::string& district, const Period& period,
                     const Date& last_day, int64_t version, Pace& pace,
                     RowReader read) {
  ASSIGN_OR_RETURN(sqlite::Statement * rows, connection.Prepare(sql));
  rows->Bind(district, DayNumber(period.FirstDay()),
             DayNumber(std::min(period.LastDay(), last_day)), version);
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) return absl::OkStatus();
    absl::Status status = pace.Next();
    if (status.ok()) status = read(*rows);
    if (!status.ok()) {
      rows->Reset();
      return status;
    }
  }
}

bool Waits(FollowUpState state) {
  return state == FollowUpState::kOpen || state == FollowUpState::kInProgress;
}

// The overdue records so far, the earliest due ones kept.
class OverdueList {
 public:
  void Add(const std::string& id, const CoordinationRecord& record,
           FollowUpState state) {
    ++total_;
    first_[{*record.due_date, id}] = {id,
                                      record.subject,
                                      record.held_date,
                                      *record.due_date,
                                      record.section,
                                      state};
    if (first_.size() > kMostOverdueRecords) first_.erase(--first_.end());
  }

  void MoveTo(CoordinationFacts& facts) {
    facts.overdue_total = total_;
    for (auto& [key, record] : first_) {
      facts.overdue.push_back(std::move(record));
    }
  }

 private:
  int64_t total_ = 0;
  std::map<std::pair<Date, std::string>, OverdueRecord> first_;
};

}  // namespace

absl::StatusOr<SurveyCounts> CountSurveys(
    sqlite::Connection& connection, const std::string& district,
    const Period& period, const Date& last_day,
    const std::vector<SurveyDimension>& dimensions, int64_t version,
    Pace& pace) {
  SurveyCounts counts;
  for (const char* sql : {facts_query::kResponsesStillNewest,
                          facts_query::kResponsesSupersededSince}) {
    RETURN_IF_ERROR(ForEach(connection, sql, district, period, last_day,
                            version, pace,
                            [&](const sqlite::Statement& row) -> absl::Status {
                              ASSIGN_OR_RETURN(const SurveyResponse response,
                                               SurveyKind::Read(row, 0));
                              counts.Add(response, dimensions, 1);
                              return absl::OkStatus();
                            }));
  }
  return counts;
}

absl::StatusOr<CoordinationFacts> CountCoordination(
    sqlite::Connection& connection, const std::string& district,
    const Period& period, const Date& last_day, int64_t version,
    const Date& cut_off, Pace& pace) {
  CoordinationFacts facts;
  OverdueList overdue;
  for (const char* sql : {facts_query::kCoordinationStillNewest,
                          facts_query::kCoordinationSupersededSince}) {
    RETURN_IF_ERROR(ForEach(
        connection, sql, district, period, last_day, version, pace,
        [&](const sqlite::Statement& row) -> absl::Status {
          ASSIGN_OR_RETURN(const CoordinationRecord record,
                           CoordinationKind::Read(row, 1));
          const FollowUpState state = record.StateOfFollowUpOn(cut_off);
          facts.counts.Add(record, state, 1);
          if (record.due_date && *record.due_date < cut_off && Waits(state)) {
            overdue.Add(ReadId(row, 0), record, state);
          }
          return absl::OkStatus();
        }));
  }
  overdue.MoveTo(facts);
  return facts;
}

}  // namespace iku::collection
