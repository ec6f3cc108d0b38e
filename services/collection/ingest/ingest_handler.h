#ifndef IKU_SERVICES_COLLECTION_INGEST_INGEST_HANDLER_H_
#define IKU_SERVICES_COLLECTION_INGEST_INGEST_HANDLER_H_

#include "common/civil/clock.h"
#include "common/rpc/calls.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"
#include "services/collection/coordination/coordination_store.h"
#include "services/collection/ingest/row_counts.h"
#include "services/collection/ingest/session_store.h"
#include "services/collection/register/register_view.h"
#include "services/collection/survey/survey_response.h"
#include "services/collection/village_document/village_document_store.h"

namespace iku::collection {

// Batches of a stream that are taken in and not answered yet.
inline constexpr int kMostInFlightBatches = 8;

// IngestService over the stores of all kinds. What it is given outlives it. Its
// methods about batches are in ingest_handler.cc, those about sessions in
// ingest_sessions.cc.
class IngestHandler final : public v1::IngestService::CallbackService {
 public:
  IngestHandler(Calls& calls, SurveyStore& surveys,
                CoordinationStore& coordination,
                VillageDocumentStore& village_documents, SessionStore& sessions,
                const RegisterView& regions, const Clock& clock)
      : calls_(calls),
        surveys_(surveys),
        coordination_(coordination),
        village_documents_(village_documents),
        sessions_(sessions),
        regions_(regions),
        clock_(clock) {}

  // Tells what became of the rows that were sent.
  void Tell(MetricWriter& writer) const;

  grpc::ServerUnaryReactor* SubmitBatch(
      grpc::CallbackServerContext* context,
      const v1::SubmitBatchRequest* request,
      v1::SubmitBatchResponse* reply) override;
  grpc::ServerBidiReactor<v1::IngestRequest, v1::IngestResponse>* Ingest(
      grpc::CallbackServerContext* context) override;

  grpc::ServerUnaryReactor* CreateIngestSession(
      grpc::CallbackServerContext* context,
      const v1::CreateIngestSessionRequest* request,
      v1::IngestSession* reply) override;
  grpc::ServerUnaryReactor* GetIngestSession(
      grpc::CallbackServerContext* context,
      const v1::GetIngestSessionRequest* request,
      v1::IngestSession* reply) override;
  grpc::ServerUnaryReactor* ListIngestSessions(
      grpc::CallbackServerContext* context,
      const v1::ListIngestSessionsRequest* request,
      v1::ListIngestSessionsResponse* reply) override;
  grpc::ServerUnaryReactor* CloseIngestSession(
      grpc::CallbackServerContext* context,
      const v1::CloseIngestSessionRequest* request,
      v1::IngestSession* reply) override;

 private:
  class IngestStream;

  // Checks and stores a batch; `request` and `reply` live until `done`.
  absl::Status Submit(const v1::SubmitBatchRequest& request,
                      const Caller& caller, v1::SubmitBatchResponse* reply,
                      Done done);

  Calls& calls_;
  SurveyStore& surveys_;
  CoordinationStore& coordination_;
  VillageDocumentStore& village_documents_;
  SessionStore& sessions_;
  const RegisterView& regions_;
  const Clock& clock_;
  RowCounts survey_rows_;
  RowCounts coordination_rows_;
  RowCounts village_document_rows_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_INGEST_HANDLER_H_
