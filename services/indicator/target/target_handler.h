#ifndef IKU_SERVICES_INDICATOR_TARGET_TARGET_HANDLER_H_
#define IKU_SERVICES_INDICATOR_TARGET_TARGET_HANDLER_H_

#include "common/rpc/calls.h"
#include "iku/indicator/v1/target_service.grpc.pb.h"
#include "services/indicator/definition/rule_book.h"
#include "services/indicator/target/target_store.h"

namespace iku::indicator {

// TargetService: keeps targets. Thread-safe; what it is given outlives it.
class TargetHandler final : public v1::TargetService::CallbackService {
 public:
  TargetHandler(Calls& calls, const RuleBook& rules, TargetStore& store)
      : calls_(calls), rules_(rules), store_(store) {}

  grpc::ServerUnaryReactor* PutTarget(grpc::CallbackServerContext* context,
                                      const v1::PutTargetRequest* request,
                                      v1::Target* reply) override;

  grpc::ServerUnaryReactor* WithdrawTarget(
      grpc::CallbackServerContext* context,
      const v1::WithdrawTargetRequest* request, v1::Target* reply) override;

  grpc::ServerUnaryReactor* GetTarget(grpc::CallbackServerContext* context,
                                      const v1::GetTargetRequest* request,
                                      v1::Target* reply) override;

  grpc::ServerUnaryReactor* ListTargets(
      grpc::CallbackServerContext* context,
      const v1::ListTargetsRequest* request,
      v1::ListTargetsResponse* reply) override;

 private:
  Calls& calls_;
  const RuleBook& rules_;
  TargetStore& store_;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_TARGET_TARGET_HANDLER_H_
