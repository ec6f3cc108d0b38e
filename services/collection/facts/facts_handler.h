#ifndef IKU_SERVICES_COLLECTION_FACTS_FACTS_HANDLER_H_
#define IKU_SERVICES_COLLECTION_FACTS_FACTS_HANDLER_H_

#include <atomic>

#include "common/rpc/calls.h"
#include "iku/collection/v1/facts_service.grpc.pb.h"
#include "services/collection/facts/facts_store.h"

namespace iku::collection {

// FactsService over a store. Thread-safe; what it is given outlives it.
class FactsHandler final : public v1::FactsService::CallbackService {
 public:
  FactsHandler(Calls& calls, const FactsStore& store)
      : calls_(calls), store_(store) {}

  grpc::ServerUnaryReactor* GetDistrictFacts(
      grpc::CallbackServerContext* context,
      const v1::GetDistrictFactsRequest* request,
      v1::DistrictFacts* reply) override;
  grpc::ServerUnaryReactor* ListDistrictFacts(
      grpc::CallbackServerContext* context,
      const v1::ListDistrictFactsRequest* request,
      v1::ListDistrictFactsResponse* reply) override;
  grpc::ServerUnaryReactor* VerifyTallies(
      grpc::CallbackServerContext* context,
      const v1::VerifyTalliesRequest* request,
      v1::VerifyTalliesResponse* reply) override;

 private:
  Calls& calls_;
  const FactsStore& store_;
  // Verifying reads whole districts and takes long: one at a time, so that the
  // other threads stay free for short reads.
  std::atomic<bool> verifying_{false};
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_FACTS_HANDLER_H_
