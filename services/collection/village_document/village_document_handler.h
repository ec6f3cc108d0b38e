#ifndef IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_HANDLER_H_
#define IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_HANDLER_H_

#include "common/civil/clock.h"
#include "common/rpc/calls.h"
#include "iku/collection/v1/village_document_service.grpc.pb.h"
#include "services/collection/register/register_view.h"
#include "services/collection/village_document/village_document_store.h"

namespace iku::collection {

// VillageDocumentService. Everything given to it outlives it. Thread-safe.
class VillageDocumentHandler final
    : public v1::VillageDocumentService::CallbackService {
 public:
  VillageDocumentHandler(Calls& calls, VillageDocumentStore& store,
                         const RegisterView& regions, const Clock& clock)
      : calls_(calls), store_(store), regions_(regions), clock_(clock) {}

  grpc::ServerUnaryReactor* CreateVillageDocument(
      grpc::CallbackServerContext* context,
      const v1::CreateVillageDocumentRequest* request,
      v1::VillageDocument* reply) override;

  grpc::ServerUnaryReactor* GetVillageDocument(
      grpc::CallbackServerContext* context,
      const v1::GetVillageDocumentRequest* request,
      v1::VillageDocument* reply) override;

  grpc::ServerUnaryReactor* ListVillageDocuments(
      grpc::CallbackServerContext* context,
      const v1::ListVillageDocumentsRequest* request,
      v1::ListVillageDocumentsResponse* reply) override;

  grpc::ServerUnaryReactor* CorrectVillageDocument(
      grpc::CallbackServerContext* context,
      const v1::CorrectVillageDocumentRequest* request,
      v1::VillageDocument* reply) override;

  grpc::ServerUnaryReactor* VoidVillageDocument(
      grpc::CallbackServerContext* context,
      const v1::VoidVillageDocumentRequest* request,
      v1::VillageDocument* reply) override;

 private:
  Calls& calls_;
  VillageDocumentStore& store_;
  const RegisterView& regions_;
  const Clock& clock_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_HANDLER_H_
