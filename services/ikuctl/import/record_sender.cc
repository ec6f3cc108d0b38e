#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/codes.h"
#include "common/status/macros.h"
#include "iku/collection/v1/coordination_service.grpc.pb.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"
#include "services/ikuctl/client/patience.h"
#include "services/ikuctl/import/row_ids.h"
#include "services/ikuctl/import/row_sender.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

constexpr size_t kRowsInBatch = 500;
// Half of what a service takes in one message.
constexpr size_t kBytesInBatch = 2 << 20;

class Records final : public RowSender {
 public:
  Records(std::unique_ptr<RecordKind> kind, const Options& options,
          const Connection& connection)
      : kind_(std::move(kind)),
        options_(options),
        connection_(connection),
        ingest_(v1::IngestService::NewStub(connection.collection)),
        coordination_(v1::CoordinationService::NewStub(connection.collection)) {
  }

  absl::StatusOr<std::vector<Complaint>> Start(
      const std::vector<std::string>& header) override {
    return kind_->Start(header);
  }

  std::vector<Problem> Add(const CsvRow& row) override {
    std::vector<Problem> problems = kind_->Add(row, batch_);
    if (problems.empty()) {
      batch_.rows.push_back(row.number);
      for (const std::string& cell : row.cells) bytes_ += cell.size() + 64;
    }
    return problems;
  }

  size_t waiting() const override { return batch_.rows.size(); }
  bool full() const override {
    return waiting() >= kRowsInBatch || bytes_ >= kBytesInBatch;
  }

  absl::StatusOr<std::vector<RowAnswer>> Send() override {
    batch_.request.set_parent(absl::StrCat("districts/", options_.district));
    batch_.request.set_row_policy(v1::ROW_POLICY_ACCEPT_VALID);
    batch_.request.set_validate_only(options_.validate_only);
    ASSIGN_OR_RETURN(
        const v1::SubmitBatchResponse reply,
        CallPatiently(connection_, *ingest_,
                      &v1::IngestService::Stub::SubmitBatch, batch_.request));
    if (static_cast<size_t>(reply.results_size()) != waiting()) {
      return MakeError(absl::StatusCode::kInternal, code::kInternal);
    }
    std::vector<RowAnswer> answers;
    for (int i = 0; i < reply.results_size(); ++i) {
      answers.push_back(AnswerOf(reply.results(i), i));
    }
    RETURN_IF_ERROR(SendFollowUps(reply, answers));
    batch_ = {};
    bytes_ = 0;
    return answers;
  }

 private:
  RowAnswer AnswerOf(const v1::RowResult& result, int index) const {
    RowAnswer answer;
    answer.row = batch_.rows[static_cast<size_t>(index)];
    answer.outcome = result.outcome();
    for (const type::v1::Violation& violation : result.violations()) {
      answer.problems.push_back(
          {violation.field(), kind_->ColumnOf(batch_, index, violation.field()),
           violation.code(), violation.message()});
    }
    if (result.outcome() == v1::ROW_OUTCOME_REJECTED &&
        answer.problems.empty()) {
      answer.problems.push_back(
          {"", "", code::kInternal, result.status().message()});
    }
    return answer;
  }

  absl::Status SendFollowUps(const v1::SubmitBatchResponse& reply,
                             std::vector<RowAnswer>& answers) const {
    for (size_t i = 0; i < batch_.follow_ups.size(); ++i) {
      const v1::RowResult& result = reply.results(static_cast<int>(i));
      const bool fresh = result.outcome() == v1::ROW_OUTCOME_CREATED;
      const bool in = fresh || result.outcome() == v1::ROW_OUTCOME_REPLAYED;
      if (!batch_.follow_ups[i].has_value() || !in) continue;
      const absl::Status status = AddStep(batch_.request.coordination_records()
                                              .rows(static_cast<int>(i))
                                              .name(),
                                          *batch_.follow_ups[i]);
      // The step itself was looked at before its record, which is not there
      // yet when all is only checked.
      const bool only_record_missing =
          options_.validate_only && fresh &&
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
        problem.column =
            kind_->ColumnOf(batch_, static_cast<int>(i), problem.field);
      }
    }
    return absl::OkStatus();
  }

  // The id of the request follows from the step, so that the same row imported
  // again is the same request.
  absl::Status AddStep(const std::string& name,
                       const v1::FollowUp& step) const {
    v1::AddFollowUpRequest request;
    request.set_name(name);
    *request.mutable_follow_up() = step;
    request.set_validate_only(options_.validate_only);
    request.set_request_id(absl::StrCat(
        "import-", HashOf(absl::StrCat(name, "\n", CanonicalText(step)), 32)));
    const auto method = &v1::CoordinationService::Stub::AddFollowUp;
    absl::Status status =
        CallPatiently(connection_, *coordination_, method, request).status();
    if (ReasonOf(status) != code::kStepNotAllowed ||
        step.state() != v1::FOLLOW_UP_STATE_VERIFIED) {
      return status;
    }
    // Verified says that it was done as well: a file has one line for both.
    v1::AddFollowUpRequest done = request;
    done.mutable_follow_up()->set_state(v1::FOLLOW_UP_STATE_DONE);
    done.set_request_id(absl::StrCat(request.request_id(), "-done"));
    status = CallPatiently(connection_, *coordination_, method, done).status();
    // When all is only checked, the record is not done now.
    if (!status.ok() || options_.validate_only) return status;
    return CallPatiently(connection_, *coordination_, method, request).status();
  }

  std::unique_ptr<RecordKind> kind_;
  const Options& options_;
  const Connection& connection_;
  std::unique_ptr<v1::IngestService::Stub> ingest_;
  std::unique_ptr<v1::CoordinationService::Stub> coordination_;
  RecordBatch batch_;
  size_t bytes_ = 0;
};

}  // namespace

std::vector<Problem> ProblemsOf(const absl::Status& status, Language language) {
  std::vector<Problem> problems;
  for (const Violation& violation : ViolationsOf(status)) {
    problems.push_back(
        {violation.field, "", violation.code,
         Sentence(violation.code, violation.arguments, language)});
  }
  if (problems.empty()) {
    const std::string reason = ReasonOf(status);
    problems.push_back(
        {"", "",
         reason.empty() ? absl::StatusCodeToString(status.code()) : reason,
         SentenceOf(status, language)});
  }
  return problems;
}

std::unique_ptr<RowSender> RecordSender(std::unique_ptr<RecordKind> kind,
                                        const Options& options,
                                        const Connection& connection) {
  return std::make_unique<Records>(std::move(kind), options, connection);
}

}  // namespace iku::ctl
