#ifndef IKU_SERVICES_COLLECTION_AUDIT_AUDIT_HANDLER_H_
#define IKU_SERVICES_COLLECTION_AUDIT_AUDIT_HANDLER_H_

#include <atomic>

#include "common/rpc/calls.h"
#include "iku/collection/v1/audit_service.grpc.pb.h"
#include "services/collection/audit/change_store.h"
#include "services/collection/register/register_view.h"

namespace iku::collection {

// AuditService over a store. Thread-safe; what it is given outlives it.
class AuditHandler final : public v1::AuditService::CallbackService {
 public:
  AuditHandler(Calls& calls, const ChangeStore& store,
               const RegisterView& regions)
      : calls_(calls), store_(store), regions_(regions) {}

  grpc::ServerUnaryReactor* ListChanges(
      grpc::CallbackServerContext* context,
      const v1::ListChangesRequest* request,
      v1::ListChangesResponse* reply) override;
  grpc::ServerWriteReactor<v1::Change>* WatchChanges(
      grpc::CallbackServerContext* context,
      const v1::WatchChangesRequest* request) override;
  grpc::ServerUnaryReactor* VerifyChanges(
      grpc::CallbackServerContext* context,
      const v1::VerifyChangesRequest* request,
      v1::VerifyChangesResponse* reply) override;

 private:
  Calls& calls_;
  const ChangeStore& store_;
  const RegisterView& regions_;
  // Verifying reads whole districts: one at a time, as with tallies.
  std::atomic<bool> verifying_{false};
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_AUDIT_AUDIT_HANDLER_H_
