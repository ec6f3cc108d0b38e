#ifndef IKU_TESTS_UNIT_IKUCTL_FAKE_INGEST_H_
#define IKU_TESTS_UNIT_IKUCTL_FAKE_INGEST_H_

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "common/status/codes.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"

namespace iku::ctl {

// Keeps what is sent, by name, and answers as the contract says. Refuses rows
// whose comment is "refuse me". Fails where a test asks for it.
class FakeIngest final : public collection::v1::IngestService::Service {
 public:
  using Session = collection::v1::IngestSession;
  using Batch = collection::v1::SubmitBatchRequest;
  using Response = collection::v1::SubmitBatchResponse;
  using Stream = grpc::ServerReaderWriter<collection::v1::IngestResponse,
                                          collection::v1::IngestRequest>;

  grpc::Status SubmitBatch(grpc::ServerContext*, const Batch* request,
                           Response* reply) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++calls;
    ++alone;
    for (const auto& row : request->survey_responses().rows()) {
      Answer(row.name(), row.SerializeAsString(), row.comment(), *reply);
    }
    for (const auto& row : request->coordination_records().rows()) {
      Answer(row.name(), row.SerializeAsString(), "", *reply);
    }
    return grpc::Status::OK;
  }

  grpc::Status GetIngestSession(
      grpc::ServerContext* context,
      const collection::v1::GetIngestSessionRequest* request,
      Session* reply) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    language = std::string(
        context->client_metadata().find("accept-language")->second.data(), 2);
    const auto found = sessions.find(request->name());
    if (found == sessions.end()) {
      return ToGrpcStatus(NotFound(request->name()), Language::kEnglish);
    }
    *reply = found->second;
    return grpc::Status::OK;
  }

  grpc::Status CreateIngestSession(
      grpc::ServerContext*,
      const collection::v1::CreateIngestSessionRequest* request,
      Session* reply) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    Session session = request->ingest_session();
    session.set_next_sequence(1);
    session.set_state(collection::v1::INGEST_SESSION_STATE_OPEN);
    *reply = sessions.emplace(session.name(), session).first->second;
    return grpc::Status::OK;
  }

  grpc::Status CloseIngestSession(
      grpc::ServerContext*,
      const collection::v1::CloseIngestSessionRequest* request,
      Session* reply) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    Session& session = sessions[request->name()];
    session.set_state(collection::v1::INGEST_SESSION_STATE_CLOSED);
    *reply = session;
    return grpc::Status::OK;
  }

  grpc::Status Ingest(grpc::ServerContext*, Stream* stream) override {
    collection::v1::IngestResponse response;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      ++streams;
    }
    response.mutable_credit()->set_max_in_flight_batches(credit);
    stream->Write(response);
    collection::v1::IngestRequest request;
    while (stream->Read(&request)) {
      const std::lock_guard<std::mutex> lock(mutex_);
      ++calls;
      if (fail_after >= 0 && calls > fail_after) {
        return {grpc::StatusCode::UNAVAILABLE, "gone"};
      }
      response = Take(request.batch());
      if (lose_answer_of != 0 && request.batch().sequence() == lose_answer_of) {
        lose_answer_of = 0;
        return ToGrpcStatus(
            MakeError(absl::StatusCode::kUnavailable, code::kStreamTooOld),
            Language::kEnglish);
      }
      stream->Write(response);
    }
    return grpc::Status::OK;
  }

  std::map<std::string, std::string> stored;
  std::map<std::string, Session> sessions;
  int calls = 0;    // batches that came
  int alone = 0;    // those of them that came without a session
  int streams = 0;  // that were opened
  int credit = 8;
  int busy = 0;                // so many batches are too much
  int fail_after = -1;         // calls, from which on streams end
  int64_t lose_answer_of = 0;  // it is stored, then the stream ends once
  std::string language;

 private:
  collection::v1::IngestResponse Take(const Batch& batch) {
    collection::v1::IngestResponse response;
    Session& session = sessions[batch.session()];
    absl::Status wrong;
    if (busy > 0) {
      --busy;
      wrong = Busy("batches", absl::Milliseconds(1));
    } else if (batch.sequence() > session.next_sequence()) {
      wrong = MakeError(absl::StatusCode::kOutOfRange, code::kSequenceGap);
    }
    if (!wrong.ok()) {
      response.mutable_error()->set_sequence(batch.sequence());
      *response.mutable_error()->mutable_status() =
          ToRpcStatus(wrong, Language::kEnglish);
      return response;
    }
    const bool again = batch.sequence() < session.next_sequence();
    Response& own = *response.mutable_answer()->mutable_response();
    response.mutable_answer()->set_sequence(batch.sequence());
    if (again) {
      own = answers_[{batch.session(), batch.sequence()}];
      own.set_replayed(true);
      return response;
    }
    own = InSession(batch, session.row_policy());
    const bool refused =
        own.totals().rejected() > 0 &&
        session.row_policy() != collection::v1::ROW_POLICY_ACCEPT_VALID;
    if (!refused) {
      answers_[{batch.session(), batch.sequence()}] = own;
      session.set_next_sequence(batch.sequence() + 1);
      auto& totals = *session.mutable_totals();
      totals.set_rows(totals.rows() + own.totals().rows());
      totals.set_created(totals.created() + own.totals().created());
      totals.set_replayed(totals.replayed() + own.totals().replayed());
      totals.set_rejected(totals.rejected() + own.totals().rejected());
    }
    return response;
  }

  Response InSession(const Batch& batch, collection::v1::RowPolicy policy) {
    bool refused = false;
    if (policy != collection::v1::ROW_POLICY_ACCEPT_VALID) {
      for (const auto& row : batch.survey_responses().rows()) {
        refused |= row.comment() == "refuse me";
      }
    }
    Response all, own;
    for (const auto& row : batch.survey_responses().rows()) {
      if (refused && row.comment() != "refuse me") {
        all.add_results()->set_outcome(collection::v1::ROW_OUTCOME_HELD_BACK);
      } else {
        Answer(row.name(), row.SerializeAsString(), row.comment(), all);
      }
    }
    for (const auto& row : batch.coordination_records().rows()) {
      Answer(row.name(), row.SerializeAsString(), "", all);
    }
    auto& totals = *own.mutable_totals();
    totals.set_rows(all.results_size());
    for (int i = 0; i < all.results_size(); ++i) {
      auto& run = *own.add_outcomes();
      run.set_outcome(all.results(i).outcome());
      run.set_rows(1);
      switch (run.outcome()) {
        case collection::v1::ROW_OUTCOME_CREATED:
          totals.set_created(totals.created() + 1);
          break;
        case collection::v1::ROW_OUTCOME_REPLAYED:
          totals.set_replayed(totals.replayed() + 1);
          break;
        case collection::v1::ROW_OUTCOME_REJECTED:
          totals.set_rejected(totals.rejected() + 1);
          *own.add_results() = all.results(i);
          own.mutable_results(own.results_size() - 1)->set_index(i);
          break;
        default:
          totals.set_held_back(totals.held_back() + 1);
      }
    }
    return own;
  }

  void Answer(const std::string& name, const std::string& bytes,
              const std::string& comment, Response& reply) {
    collection::v1::RowResult& result = *reply.add_results();
    result.set_name(name);
    if (comment == "refuse me") {
      result.set_outcome(collection::v1::ROW_OUTCOME_REJECTED);
      type::v1::Violation& violation = *result.add_violations();
      violation.set_field("comment");
      violation.set_code("PERSONAL_DATA");
      violation.set_message("from the service");
      return;
    }
    const bool fresh = stored.emplace(name, bytes).second;
    result.set_outcome(fresh ? collection::v1::ROW_OUTCOME_CREATED
                             : collection::v1::ROW_OUTCOME_REPLAYED);
  }

  std::mutex mutex_;
  std::map<std::pair<std::string, int64_t>, Response> answers_;
};

}  // namespace iku::ctl

#endif  // IKU_TESTS_UNIT_IKUCTL_FAKE_INGEST_H_
