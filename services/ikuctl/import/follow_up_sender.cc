#include "services/ikuctl/import/follow_up_sender.h"

#include "absl/strings/str_cat.h"
#include "common/status/codes.h"
#include "services/ikuctl/client/patience.h"
#include "services/ikuctl/import/row_ids.h"
#include "services/ikuctl/import/row_sender.h"

namespace iku::ctl {

namespace v1 = collection::v1;

FollowUpSender::FollowUpSender(const RecordKind& kind, const Options& options,
                               const Connection& connection)
    : kind_(kind),
      options_(options),
      connection_(connection),
      stub_(v1::CoordinationService::NewStub(connection.collection)) {}

absl::Status FollowUpSender::Send(const RecordBatch& batch,
                                  std::vector<RowAnswer>& answers) const {
  for (size_t i = 0; i < batch.follow_ups.size(); ++i) {
    if (!batch.follow_ups[i].has_value() || !answers[i].in()) continue;
    const int index = static_cast<int>(i);
    const absl::Status status =
        AddStep(batch.submit().coordination_records().rows(index).name(),
                *batch.follow_ups[i]);
    // The step itself was looked at before its record, which is not there yet
    // when all is only checked.
    const bool only_record_missing =
        options_.validate_only &&
        answers[i].outcome == v1::ROW_OUTCOME_CREATED &&
        status.code() == absl::StatusCode::kNotFound;
    if (status.ok() || only_record_missing) {
      answers[i].follow_up = RowAnswer::FollowUp::kIn;
      continue;
    }
    if (status.code() == absl::StatusCode::kUnavailable ||
        status.code() == absl::StatusCode::kResourceExhausted ||
        status.code() == absl::StatusCode::kDeadlineExceeded) {
      return status;
    }
    answers[i].follow_up = RowAnswer::FollowUp::kRejected;
    answers[i].problems = ProblemsOf(status, connection_.language);
    for (Problem& problem : answers[i].problems) {
      if (problem.field.empty()) problem.field = "follow_up.state";
      problem.column = kind_.ColumnOf(batch, index, problem.field);
    }
  }
  return absl::OkStatus();
}

// The id of the request follows from the step, so that the same row imported
// again is the same request.
absl::Status FollowUpSender::AddStep(const std::string& name,
                                     const v1::FollowUp& step) const {
  v1::AddFollowUpRequest request;
  request.set_name(name);
  *request.mutable_follow_up() = step;
  request.set_validate_only(options_.validate_only);
  request.set_request_id(absl::StrCat(
      "import-", HashOf(absl::StrCat(name, "\n", CanonicalText(step)), 32)));
  const auto method = &v1::CoordinationService::Stub::AddFollowUp;
  absl::Status status =
      CallPatiently(connection_, *stub_, method, request).status();
  if (ReasonOf(status) != code::kStepNotAllowed ||
      step.state() != v1::FOLLOW_UP_STATE_VERIFIED) {
    return status;
  }
  // Verified says that it was done as well: a file has one line for both.
  v1::AddFollowUpRequest done = request;
  done.mutable_follow_up()->set_state(v1::FOLLOW_UP_STATE_DONE);
  done.set_request_id(absl::StrCat(request.request_id(), "-done"));
  status = CallPatiently(connection_, *stub_, method, done).status();
  // When all is only checked, the record is not done now.
  if (!status.ok() || options_.validate_only) return status;
  return CallPatiently(connection_, *stub_, method, request).status();
}

}  // namespace iku::ctl
