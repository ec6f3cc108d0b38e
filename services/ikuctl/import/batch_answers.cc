#include "services/ikuctl/import/batch_answers.h"

#include <set>
#include <utility>

#include "common/status/codes.h"
#include "common/status/errors.h"
#include "services/ikuctl/import/import_session.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

absl::Status NotAnAnswer() {
  return MakeError(absl::StatusCode::kInternal, code::kInternal);
}

template <typename Violations>
std::vector<Problem> ProblemsIn(const Violations& violations,
                                const RecordBatch& batch, int index,
                                const RecordKind& kind) {
  std::vector<Problem> problems;
  for (const type::v1::Violation& violation : violations) {
    problems.push_back({violation.field(),
                        kind.ColumnOf(batch, index, violation.field()),
                        violation.code(), violation.message()});
  }
  return problems;
}

void Fill(RowAnswer& answer, const v1::RowResult& result,
          const RecordBatch& batch, int index, const RecordKind& kind) {
  answer.outcome = result.outcome();
  answer.problems = ProblemsIn(result.violations(), batch, index, kind);
  if (result.outcome() == v1::ROW_OUTCOME_REJECTED && answer.problems.empty()) {
    answer.problems.push_back(
        {"", "", code::kInternal, result.status().message()});
  }
}

template <typename Rows>
void Erase(Rows& rows, const std::set<int>& places) {
  for (auto place = places.rbegin(); place != places.rend(); ++place) {
    rows.erase(rows.begin() + *place);
  }
}

void EraseRows(RecordBatch& batch, const std::set<int>& places) {
  v1::SubmitBatchRequest& request = batch.submit();
  if (request.has_survey_responses()) {
    Erase(*request.mutable_survey_responses()->mutable_rows(), places);
  } else if (request.has_coordination_records()) {
    Erase(*request.mutable_coordination_records()->mutable_rows(), places);
  } else {
    Erase(*request.mutable_village_documents()->mutable_rows(), places);
  }
  if (!batch.follow_ups.empty()) batch.follow_ups.resize(batch.rows.size());
  Erase(batch.rows, places);
  if (!batch.follow_ups.empty()) Erase(batch.follow_ups, places);
}

}  // namespace

absl::StatusOr<std::vector<RowAnswer>> AnswersOf(
    const RecordBatch& batch, const RecordKind& kind,
    const v1::SubmitBatchResponse& response) {
  if (static_cast<size_t>(response.results_size()) != batch.rows.size()) {
    return NotAnAnswer();
  }
  std::vector<RowAnswer> answers(batch.rows.size());
  for (int i = 0; i < response.results_size(); ++i) {
    RowAnswer& answer = answers[static_cast<size_t>(i)];
    answer.row = batch.rows[static_cast<size_t>(i)];
    Fill(answer, response.results(i), batch, i, kind);
  }
  return answers;
}

absl::StatusOr<std::vector<RowAnswer>> AnswersOf(const Parcel& parcel,
                                                 const RecordKind& kind,
                                                 bool quarantined) {
  const RecordBatch& batch = parcel.batch;
  std::vector<RowAnswer> answers;
  for (const v1::OutcomeRun& run : parcel.response.outcomes()) {
    for (int i = 0; i < run.rows(); ++i) {
      if (answers.size() == batch.rows.size()) return NotAnAnswer();
      const bool before =
          parcel.known && run.outcome() == v1::ROW_OUTCOME_CREATED;
      answers.push_back(
          {.row = batch.rows[answers.size()],
           .outcome = before ? v1::ROW_OUTCOME_REPLAYED : run.outcome()});
    }
  }
  if (answers.size() != batch.rows.size()) return NotAnAnswer();
  for (const v1::RowResult& result : parcel.response.results()) {
    const auto at = static_cast<size_t>(result.index());
    if (at >= answers.size()) return NotAnAnswer();
    Fill(answers[at], result, batch, result.index(), kind);
    answers[at].quarantined =
        quarantined && result.outcome() == v1::ROW_OUTCOME_REJECTED;
  }
  return answers;
}

std::vector<RowAnswer> AnswersOf(const RecordBatch& batch,
                                 const RecordKind& kind,
                                 const std::vector<v1::QuarantinedRow>& refused,
                                 Language language) {
  std::vector<RowAnswer> answers;
  for (const int64_t row : batch.rows) {
    answers.push_back({.row = row, .outcome = v1::ROW_OUTCOME_REPLAYED});
  }
  for (const v1::QuarantinedRow& row : refused) {
    const int at = PlaceOf(row).position;
    if (static_cast<size_t>(at) >= answers.size()) continue;
    RowAnswer& answer = answers[static_cast<size_t>(at)];
    if (row.state() == v1::QUARANTINE_STATE_RESUBMITTED) continue;
    answer.outcome = v1::ROW_OUTCOME_REJECTED;
    answer.quarantined = row.state() == v1::QUARANTINE_STATE_WAITING;
    if (answer.quarantined) {
      answer.problems = ProblemsIn(row.violations(), batch, at, kind);
    } else {
      answer.problems.push_back(
          {"", "", kDiscarded,
           Say(language, "row_discarded", {{"reason", row.reason()}})});
    }
  }
  return answers;
}

bool TakeOutRejected(RecordBatch& batch, const RecordKind& kind,
                     const v1::SubmitBatchResponse& refusal) {
  std::set<int> places;
  for (const v1::RowResult& result : refusal.results()) {
    const auto at = static_cast<size_t>(result.index());
    if (result.outcome() != v1::ROW_OUTCOME_REJECTED ||
        at >= batch.rows.size() || !places.insert(result.index()).second) {
      continue;
    }
    RowAnswer& answer = batch.refused.emplace_back();
    answer.row = batch.rows[at];
    Fill(answer, result, batch, result.index(), kind);
  }
  EraseRows(batch, places);
  return !places.empty() && !batch.rows.empty();
}

}  // namespace iku::ctl
