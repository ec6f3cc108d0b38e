#ifndef IKU_SERVICES_COLLECTION_INGEST_QUARANTINE_HANDLER_H_
#define IKU_SERVICES_COLLECTION_INGEST_QUARANTINE_HANDLER_H_

#include "common/civil/clock.h"
#include "common/rpc/calls.h"
#include "iku/collection/v1/quarantine_service.grpc.pb.h"
#include "services/collection/coordination/coordination_store.h"
#include "services/collection/ingest/session_store.h"
#include "services/collection/register/register_view.h"
#include "services/collection/survey/survey_response.h"
#include "services/collection/village_document/village_document_store.h"

namespace iku::collection {

// QuarantineService over the stores of all kinds. What it is given outlives it.
class QuarantineHandler final : public v1::QuarantineService::CallbackService {
 public:
  QuarantineHandler(Calls& calls, SurveyStore& surveys,
                    CoordinationStore& coordination,
                    VillageDocumentStore& village_documents,
                    SessionStore& sessions, const RegisterView& regions,
                    const Clock& clock)
      : calls_(calls),
        surveys_(surveys),
        coordination_(coordination),
        village_documents_(village_documents),
        sessions_(sessions),
        regions_(regions),
        clock_(clock) {}

  grpc::ServerUnaryReactor* GetQuarantinedRow(
      grpc::CallbackServerContext* context,
      const v1::GetQuarantinedRowRequest* request,
      v1::QuarantinedRow* reply) override;
  grpc::ServerUnaryReactor* ListQuarantinedRows(
      grpc::CallbackServerContext* context,
      const v1::ListQuarantinedRowsRequest* request,
      v1::ListQuarantinedRowsResponse* reply) override;
  grpc::ServerUnaryReactor* ResubmitQuarantinedRow(
      grpc::CallbackServerContext* context,
      const v1::ResubmitQuarantinedRowRequest* request,
      v1::QuarantinedRow* reply) override;
  grpc::ServerUnaryReactor* DiscardQuarantinedRow(
      grpc::CallbackServerContext* context,
      const v1::DiscardQuarantinedRowRequest* request,
      v1::QuarantinedRow* reply) override;

 private:
  absl::Status Resubmit(const v1::ResubmitQuarantinedRowRequest& request,
                        const Caller& caller, v1::QuarantinedRow* reply,
                        Done done);

  Calls& calls_;
  SurveyStore& surveys_;
  CoordinationStore& coordination_;
  VillageDocumentStore& village_documents_;
  SessionStore& sessions_;
  const RegisterView& regions_;
  const Clock& clock_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_QUARANTINE_HANDLER_H_
