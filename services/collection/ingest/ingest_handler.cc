#include "services/collection/ingest/ingest_handler.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "common/status/grpc_status.h"
#include "common/status/macros.h"
#include "services/collection/ingest/batch.h"
#include "services/collection/ingest/quarantine_row.h"
#include "services/collection/ingest/row_report.h"
#include "services/collection/record/record_handling.h"

namespace iku::collection {
namespace {

using v1::SubmitBatchRequest;
using v1::SubmitBatchResponse;

// A batch on its way through the store.
template <typename Content>
struct Passage {
  CheckedBatch<Content> checked;
  const SubmitBatchRequest* request;
  bool refused_before;  // by a rule, whatever the store says
  Language language;
  RowCounts& counts;
};

// What the session keeps: the answer with the rejected rows only, and these
// rows for quarantine.
template <typename Content>
BatchEntry EntryOf(const Passage<Content>& passage,
                   const InsertResult<Content>& result) {
  const std::vector<RowReport> reports =
      ReportRows(passage.checked, result, true);
  SubmitBatchResponse answer =
      ToReply(passage.checked.names, reports, RowsShown::kRejected,
              result.data_version, passage.language);
  BatchEntry entry{"", CountsOf(answer.totals()), {}};
  for (v1::RowResult& row : *answer.mutable_results()) {
    const v1::QuarantinedRow kept = RowForQuarantine(*passage.request, row);
    entry.refused.push_back({row.index(), kept.SerializeAsString(),
                             NameOfRecord(*passage.request, kept)});
    TakeOutPersonalData(row);
  }
  entry.answer = answer.SerializeAsString();
  return entry;
}

// Answers a batch with what the store made of it.
template <typename Content>
void Answer(const Passage<Content>& passage,
            const InsertResult<Content>& result, SubmitBatchResponse* reply) {
  if (result.replayed_answer) {
    reply->ParseFromString(*result.replayed_answer);
    reply->set_replayed(true);
    passage.counts.Add(reply->totals(), true);
    return;
  }
  const bool in_session = !passage.request->session().empty();
  *reply = ToReply(passage.checked.names,
                   ReportRows(passage.checked, result, result.stored),
                   in_session ? RowsShown::kRejected : RowsShown::kAll,
                   result.data_version, passage.language);
  if (!passage.request->validate_only()) {
    passage.counts.Add(reply->totals(), false);
  }
}

// Stores the good rows, or only looks what would become of them when the batch
// is refused already, and finishes the call with what became of each row.
template <typename Content, typename Filter>
void StoreBatch(RecordStore<Content, Filter>& store,
                CheckedBatch<Content> checked, RowCounts& counts,
                const SubmitBatchRequest& request, const Caller& caller,
                SubmitBatchResponse* reply, Done done) {
  auto passage = std::make_shared<Passage<Content>>(Passage<Content>{
      std::move(checked), &request, false, caller.language, counts});
  passage->refused_before = !passage->checked.AllGood();
  NewRecords<Content> records{
      .rows = passage->checked.TakeGood(),
      .policy = request.row_policy() == v1::ROW_POLICY_ACCEPT_VALID
                    ? RowPolicy::kAcceptValid
                    : RowPolicy::kAllOrNothing,
      .changed_by = caller.name,
      .intent = IntentOf(request.validate_only()),
      .place = PlaceOf(request),
      .entry_of =
          [passage](const InsertResult<Content>& result) {
            return EntryOf(*passage, result);
          },
      .others_refused = passage->refused_before};
  store.Insert(std::move(records),
               [passage, reply, done = std::move(done)](
                   absl::StatusOr<InsertResult<Content>> result) {
                 if (!result.ok()) return done(result.status());
                 Answer(*passage, *result, reply);
                 done(absl::OkStatus());
               });
}

// The number that the session waits for, when an error says so.
int64_t NextSequenceOf(const absl::Status& status) {
  int64_t next = 0;
  const Arguments arguments = ArgumentsOf(status);
  const auto found = arguments.find("next_sequence");
  if (found == arguments.end() || !absl::SimpleAtoi(found->second, &next)) {
    return 0;
  }
  return next;
}

}  // namespace

absl::Status IngestHandler::Submit(const SubmitBatchRequest& request,
                                   const Caller& caller,
                                   SubmitBatchResponse* reply, Done done) {
  RETURN_IF_ERROR(CheckBatch(request, regions_));
  const ValidationContext now{regions_, clock_.Now()};
  const std::string& parent = request.parent();
  if (request.has_survey_responses()) {
    StoreBatch(surveys_, CheckRows(request.survey_responses(), parent, now),
               survey_rows_, request, caller, reply, std::move(done));
  } else if (request.has_survey_sheet()) {
    StoreBatch(surveys_, CheckRows(request.survey_sheet(), parent, now),
               survey_rows_, request, caller, reply, std::move(done));
  } else if (request.has_coordination_records()) {
    StoreBatch(coordination_,
               CheckRows(request.coordination_records(), parent, now),
               coordination_rows_, request, caller, reply, std::move(done));
  } else {
    StoreBatch(village_documents_,
               CheckRows(request.village_documents(), parent, now),
               village_document_rows_, request, caller, reply, std::move(done));
  }
  return absl::OkStatus();
}

void IngestHandler::Tell(MetricWriter& writer) const {
  survey_rows_.Tell("survey_responses", writer);
  coordination_rows_.Tell("coordination_records", writer);
  village_document_rows_.Tell("village_documents", writer);
}

grpc::ServerUnaryReactor* IngestHandler::SubmitBatch(
    grpc::CallbackServerContext* context, const SubmitBatchRequest* request,
    SubmitBatchResponse* reply) {
  return calls_.Serve(*context, BulkRpc<v1::IngestService>("SubmitBatch"),
                      *reply, [=, this](const Caller& caller, Done done) {
                        return Submit(*request, caller, reply, std::move(done));
                      });
}

// One stream of one caller.
class IngestHandler::IngestStream final
    : public Session<v1::IngestRequest, v1::IngestResponse> {
 public:
  IngestStream(IngestHandler& handler, Caller caller)
      : handler_(handler), caller_(std::move(caller)) {}

  std::optional<v1::IngestResponse> Greeting() override {
    v1::IngestResponse greeting;
    greeting.mutable_credit()->set_max_in_flight_batches(kMostInFlightBatches);
    return greeting;
  }

  void Take(std::shared_ptr<const v1::IngestRequest> message,
            absl::Time deadline, Answer answer) override {
    const SubmitBatchRequest& batch = message->batch();
    auto response = std::make_shared<v1::IngestResponse>();
    v1::IngestAnswer& good = *response->mutable_answer();
    good.set_session(batch.session());
    good.set_sequence(batch.sequence());
    const Done done = [message, response, answer = std::move(answer),
                       language = caller_.language](absl::Status status) {
      if (!status.ok()) SetError(message->batch(), status, language, *response);
      answer(std::move(*response));
    };
    Caller caller = caller_;
    caller.deadline = deadline;
    const absl::Status status =
        batch.session().empty()
            ? SessionMissing()
            : handler_.Submit(batch, caller, good.mutable_response(), done);
    if (!status.ok()) done(status);
  }

 private:
  static absl::Status SessionMissing() {
    Violations found;
    found.Add("session", code::kRequired);
    return found.ToStatus();
  }

  static void SetError(const SubmitBatchRequest& batch,
                       const absl::Status& status, Language language,
                       v1::IngestResponse& response) {
    v1::IngestError& error = *response.mutable_error();
    error.set_session(batch.session());
    error.set_sequence(batch.sequence());
    *error.mutable_status() = ToRpcStatus(status, language);
    error.set_next_sequence(NextSequenceOf(status));
  }

  IngestHandler& handler_;
  const Caller caller_;
};

grpc::ServerBidiReactor<v1::IngestRequest, v1::IngestResponse>*
IngestHandler::Ingest(grpc::CallbackServerContext* context) {
  using Stream = Session<v1::IngestRequest, v1::IngestResponse>;
  return calls_.Converse<v1::IngestRequest, v1::IngestResponse>(
      *context, BulkRpc<v1::IngestService>("Ingest"),
      [this](const Caller& caller) -> absl::StatusOr<std::unique_ptr<Stream>> {
        return std::make_unique<IngestStream>(*this, caller);
      },
      {.max_unanswered = kMostInFlightBatches});
}

}  // namespace iku::collection
