#ifndef IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_HANDLER_H_
#define IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_HANDLER_H_

#include "common/civil/clock.h"
#include "common/rpc/calls.h"
#include "iku/collection/v1/coordination_service.grpc.pb.h"
#include "services/collection/coordination/coordination_store.h"
#include "services/collection/register/register_view.h"

namespace iku::collection {

// CoordinationService. Everything given to it outlives it. Thread-safe.
class CoordinationHandler final
    : public v1::CoordinationService::CallbackService {
 public:
  CoordinationHandler(Calls& calls, CoordinationStore& store,
                      const RegisterView& regions, const Clock& clock)
      : calls_(calls), store_(store), regions_(regions), clock_(clock) {}

  grpc::ServerUnaryReactor* CreateCoordinationRecord(
      grpc::CallbackServerContext* context,
      const v1::CreateCoordinationRecordRequest* request,
      v1::CoordinationRecord* reply) override;

  grpc::ServerUnaryReactor* GetCoordinationRecord(
      grpc::CallbackServerContext* context,
      const v1::GetCoordinationRecordRequest* request,
      v1::CoordinationRecord* reply) override;

  grpc::ServerUnaryReactor* ListCoordinationRecords(
      grpc::CallbackServerContext* context,
      const v1::ListCoordinationRecordsRequest* request,
      v1::ListCoordinationRecordsResponse* reply) override;

  grpc::ServerUnaryReactor* CorrectCoordinationRecord(
      grpc::CallbackServerContext* context,
      const v1::CorrectCoordinationRecordRequest* request,
      v1::CoordinationRecord* reply) override;

  grpc::ServerUnaryReactor* VoidCoordinationRecord(
      grpc::CallbackServerContext* context,
      const v1::VoidCoordinationRecordRequest* request,
      v1::CoordinationRecord* reply) override;

  grpc::ServerUnaryReactor* AddFollowUp(grpc::CallbackServerContext* context,
                                        const v1::AddFollowUpRequest* request,
                                        v1::CoordinationRecord* reply) override;

 private:
  Calls& calls_;
  CoordinationStore& store_;
  const RegisterView& regions_;
  const Clock& clock_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_HANDLER_H_
