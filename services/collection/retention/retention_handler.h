#ifndef IKU_SERVICES_COLLECTION_RETENTION_RETENTION_HANDLER_H_
#define IKU_SERVICES_COLLECTION_RETENTION_RETENTION_HANDLER_H_

#include "common/rpc/calls.h"
#include "iku/collection/v1/retention_service.grpc.pb.h"
#include "services/collection/coordination/coordination_store.h"
#include "services/collection/register/register_view.h"
#include "services/collection/retention/retention_run.h"
#include "services/collection/survey/survey_response.h"
#include "services/collection/village_document/village_document_store.h"

namespace iku::collection {

// RetentionService over the stores of all kinds. What it is given outlives it.
class RetentionHandler final : public v1::RetentionService::CallbackService {
 public:
  RetentionHandler(Calls& calls, SurveyStore& surveys,
                   CoordinationStore& coordination,
                   VillageDocumentStore& village_documents,
                   const RetentionRun& run, const RegisterView& regions)
      : calls_(calls),
        surveys_(surveys),
        coordination_(coordination),
        village_documents_(village_documents),
        run_(run),
        regions_(regions) {}

  grpc::ServerUnaryReactor* EraseRecord(
      grpc::CallbackServerContext* context,
      const v1::EraseRecordRequest* request,
      v1::EraseRecordResponse* reply) override;
  grpc::ServerUnaryReactor* GetRetention(grpc::CallbackServerContext* context,
                                         const v1::GetRetentionRequest* request,
                                         v1::Retention* reply) override;
  grpc::ServerUnaryReactor* PreviewRetention(
      grpc::CallbackServerContext* context,
      const v1::PreviewRetentionRequest* request,
      v1::PreviewRetentionResponse* reply) override;

 private:
  Calls& calls_;
  SurveyStore& surveys_;
  CoordinationStore& coordination_;
  VillageDocumentStore& village_documents_;
  const RetentionRun& run_;
  const RegisterView& regions_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RETENTION_RETENTION_HANDLER_H_
