#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/macros.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"
#include "services/ikuctl/client/patience.h"
#include "services/ikuctl/import/batch_answers.h"
#include "services/ikuctl/import/batch_courier.h"
#include "services/ikuctl/import/follow_up_sender.h"
#include "services/ikuctl/import/import_session.h"
#include "services/ikuctl/import/row_sender.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

constexpr size_t kRowsInBatch = 500;
// Half of what a service takes in one message.
constexpr size_t kBytesInBatch = 2 << 20;

// Batch k of a file is batch k of its session, so that what the session says it
// has committed can be left out by counting. What does not fit the session goes
// without one, as in a file that is only checked: then each row is answered for
// itself.
class Records final : public RowSender {
 public:
  Records(std::unique_ptr<RecordKind> kind, std::string name, CheckedFile file,
          std::string source, const Options& options,
          const Connection& connection)
      : kind_(std::move(kind)),
        name_(std::move(name)),
        file_(std::move(file)),
        source_(std::move(source)),
        options_(options),
        connection_(connection),
        ingest_(v1::IngestService::NewStub(connection.collection)),
        follow_ups_(*kind_, options, connection) {}

  absl::StatusOr<std::vector<Complaint>> Start(
      const std::vector<std::string>& header) override {
    ASSIGN_OR_RETURN(std::vector<Complaint> wrong, kind_->Start(header));
    if (!wrong.empty() || options_.validate_only) return wrong;
    ASSIGN_OR_RETURN(session_,
                     OpenSession(connection_, *ingest_,
                                 SessionFor(name_, file_, options_, source_,
                                            kind_->Reference())));
    BatchCourier::Mend mend;
    if (!options_.accept_valid) {
      mend = [this](RecordBatch& batch, const v1::SubmitBatchResponse& reply) {
        return TakeOutRejected(batch, *kind_, reply);
      };
    }
    courier_ = std::make_unique<BatchCourier>(connection_, *ingest_,
                                              session_.name(), std::move(mend));
    refused_ = std::make_unique<RefusedRows>(connection_, session_.name());
    return wrong;
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

  absl::Status Send(std::vector<RowAnswer>& answers) override {
    RecordBatch batch = std::exchange(batch_, {});
    bytes_ = 0;
    ++sequence_;
    batch.submit().set_parent(absl::StrCat("districts/", options_.district));
    if (options_.validate_only) return SendAlone(std::move(batch), answers);
    if (sequence_ < session_.next_sequence()) {
      return CommittedRowsShow() ? AnswerFromSession(batch, answers)
                                 : SendAlone(std::move(batch), answers);
    }
    if (beyond_session_) {
      RETURN_IF_ERROR(Drain(answers));
      return SendAlone(std::move(batch), answers);
    }
    std::vector<Parcel> arrived;
    const absl::Status status =
        courier_->Take(std::move(batch), sequence_, arrived);
    RETURN_IF_ERROR(Unpack(std::move(arrived), answers));
    return status;
  }

  absl::Status Drain(std::vector<RowAnswer>& answers) override {
    if (courier_ == nullptr) return absl::OkStatus();
    std::vector<Parcel> arrived;
    const absl::Status status = courier_->Drain(arrived);
    RETURN_IF_ERROR(Unpack(std::move(arrived), answers));
    return status;
  }

  bool all_answered() const override {
    return courier_ == nullptr || courier_->empty();
  }

  bool all_in() const override {
    const v1::BatchTotals& totals = session_.totals();
    return totals.created() + totals.replayed() == file_.rows &&
           !kind_->has_follow_ups();
  }

  // What was sent is in, also when the session cannot be closed just now.
  void Close() override {
    if (session_.name().empty() ||
        session_.state() == v1::INGEST_SESSION_STATE_CLOSED) {
      return;
    }
    v1::CloseIngestSessionRequest request;
    request.set_name(session_.name());
    (void)Call(connection_, *ingest_,
               &v1::IngestService::Stub::CloseIngestSession, request);
  }

  std::string quarantine() const override {
    return options_.accept_valid ? session_.name() : "";
  }

 private:
  // Whether the session shows what became of each row of its batches: refused
  // ones are in its quarantine. An ALL_OR_NOTHING session holds none of them;
  // there the number of rows must show that none was left out.
  bool CommittedRowsShow() const {
    const int64_t rows = session_.totals().rows();
    return options_.accept_valid || rows == file_.rows ||
           rows == static_cast<int64_t>(kRowsInBatch) *
                       (session_.next_sequence() - 1);
  }

  absl::Status AnswerFromSession(const RecordBatch& batch,
                                 std::vector<RowAnswer>& answers) {
    std::vector<v1::QuarantinedRow> refused;
    if (session_.totals().rejected() > 0) {
      ASSIGN_OR_RETURN(refused, refused_->OfBatch(sequence_));
    }
    return Finish(batch,
                  AnswersOf(batch, *kind_, refused, connection_.language),
                  answers);
  }

  absl::Status SendAlone(RecordBatch batch, std::vector<RowAnswer>& answers) {
    v1::SubmitBatchRequest& request = batch.submit();
    request.clear_session();
    request.clear_sequence();
    request.set_row_policy(v1::ROW_POLICY_ACCEPT_VALID);
    request.set_validate_only(options_.validate_only);
    std::vector<RowAnswer> own;
    if (!batch.rows.empty()) {
      ASSIGN_OR_RETURN(
          const v1::SubmitBatchResponse reply,
          CallPatiently(connection_, *ingest_,
                        &v1::IngestService::Stub::SubmitBatch, request));
      ASSIGN_OR_RETURN(own, AnswersOf(batch, *kind_, reply));
    }
    return Finish(batch, std::move(own), answers);
  }

  absl::Status Unpack(std::vector<Parcel> arrived,
                      std::vector<RowAnswer>& answers) {
    for (Parcel& parcel : arrived) {
      if (parcel.end == Parcel::End::kCommitted) {
        ASSIGN_OR_RETURN(std::vector<RowAnswer> own,
                         AnswersOf(parcel, *kind_, options_.accept_valid));
        RETURN_IF_ERROR(Finish(parcel.batch, std::move(own), answers));
      } else {
        beyond_session_ = true;
        RETURN_IF_ERROR(SendAlone(std::move(parcel.batch), answers));
      }
    }
    return absl::OkStatus();
  }

  // `own` has one answer per record that is left in the batch.
  absl::Status Finish(const RecordBatch& batch, std::vector<RowAnswer> own,
                      std::vector<RowAnswer>& answers) {
    RETURN_IF_ERROR(follow_ups_.Send(batch, own));
    own.insert(own.end(), batch.refused.begin(), batch.refused.end());
    std::sort(
        own.begin(), own.end(),
        [](const RowAnswer& a, const RowAnswer& b) { return a.row < b.row; });
    answers.insert(answers.end(), own.begin(), own.end());
    return absl::OkStatus();
  }

  const std::unique_ptr<RecordKind> kind_;
  const std::string name_;
  const CheckedFile file_;
  const std::string source_;
  const Options& options_;
  const Connection& connection_;
  const std::unique_ptr<v1::IngestService::Stub> ingest_;
  const FollowUpSender follow_ups_;
  v1::IngestSession session_;  // as it was at the start
  std::unique_ptr<BatchCourier> courier_;
  std::unique_ptr<RefusedRows> refused_;
  RecordBatch batch_;
  size_t bytes_ = 0;
  int64_t sequence_ = 0;  // of the batch before
  // The session takes no batch of this file any more.
  bool beyond_session_ = false;
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
                                        std::string name, CheckedFile file,
                                        std::string source,
                                        const Options& options,
                                        const Connection& connection) {
  return std::make_unique<Records>(std::move(kind), std::move(name),
                                   std::move(file), std::move(source), options,
                                   connection);
}

}  // namespace iku::ctl
