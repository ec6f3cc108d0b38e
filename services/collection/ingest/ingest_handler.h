#ifndef IKU_SERVICES_COLLECTION_INGEST_INGEST_HANDLER_H_
#define IKU_SERVICES_COLLECTION_INGEST_INGEST_HANDLER_H_

#include "common/civil/clock.h"
#include "common/rpc/calls.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"
#include "services/collection/coordination/coordination_store.h"
#include "services/collection/register/register_view.h"
#include "services/collection/survey/survey_response.h"
#include "services/collection/village_document/village_document_store.h"

namespace iku::collection {

// IngestService over the stores of all kinds. What it is given outlives it.
class IngestHandler final : public v1::IngestService::CallbackService {
 public:
  IngestHandler(Calls& calls, SurveyStore& surveys,
                CoordinationStore& coordination,
                VillageDocumentStore& village_documents,
                const RegisterView& regions, const Clock& clock)
      : calls_(calls),
        surveys_(surveys),
        coordination_(coordination),
        village_documents_(village_documents),
        regions_(regions),
        clock_(clock) {}

  grpc::ServerUnaryReactor* SubmitBatch(
      grpc::CallbackServerContext* context,
      const v1::SubmitBatchRequest* request,
      v1::SubmitBatchResponse* reply) override;

 private:
  absl::Status Submit(const v1::SubmitBatchRequest& request,
                      const Caller& caller, v1::SubmitBatchResponse* reply,
                      Done done);

  Calls& calls_;
  SurveyStore& surveys_;
  CoordinationStore& coordination_;
  VillageDocumentStore& village_documents_;
  const RegisterView& regions_;
  const Clock& clock_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_INGEST_HANDLER_H_
