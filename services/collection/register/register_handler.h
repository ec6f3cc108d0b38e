#ifndef IKU_SERVICES_COLLECTION_REGISTER_REGISTER_HANDLER_H_
#define IKU_SERVICES_COLLECTION_REGISTER_REGISTER_HANDLER_H_

#include "common/rpc/calls.h"
#include "iku/collection/v1/register_service.grpc.pb.h"
#include "services/collection/register/register_store.h"
#include "services/collection/register/register_view.h"

namespace iku::collection {

// RegisterService over a store and the view of what it holds. Thread-safe;
// outlives every call.
class RegisterHandler final : public v1::RegisterService::CallbackService {
 public:
  RegisterHandler(Calls& calls, RegisterStore& store, const RegisterView& known)
      : calls_(calls), store_(store), known_(known) {}

  grpc::ServerUnaryReactor* CreateRegion(grpc::CallbackServerContext* context,
                                         const v1::CreateRegionRequest* request,
                                         v1::Region* reply) override;
  grpc::ServerUnaryReactor* BatchCreateRegions(
      grpc::CallbackServerContext* context,
      const v1::BatchCreateRegionsRequest* request,
      v1::BatchCreateRegionsResponse* reply) override;
  grpc::ServerUnaryReactor* GetRegion(grpc::CallbackServerContext* context,
                                      const v1::GetRegionRequest* request,
                                      v1::Region* reply) override;
  grpc::ServerUnaryReactor* ListRegions(
      grpc::CallbackServerContext* context,
      const v1::ListRegionsRequest* request,
      v1::ListRegionsResponse* reply) override;
  grpc::ServerUnaryReactor* UpdateRegion(grpc::CallbackServerContext* context,
                                         const v1::UpdateRegionRequest* request,
                                         v1::Region* reply) override;
  grpc::ServerUnaryReactor* PutOfferedService(
      grpc::CallbackServerContext* context,
      const v1::PutOfferedServiceRequest* request,
      v1::OfferedService* reply) override;
  grpc::ServerUnaryReactor* ListOfferedServices(
      grpc::CallbackServerContext* context,
      const v1::ListOfferedServicesRequest* request,
      v1::ListOfferedServicesResponse* reply) override;
  grpc::ServerUnaryReactor* PutServedPopulation(
      grpc::CallbackServerContext* context,
      const v1::PutServedPopulationRequest* request,
      v1::ServedPopulation* reply) override;
  grpc::ServerUnaryReactor* ListServedPopulations(
      grpc::CallbackServerContext* context,
      const v1::ListServedPopulationsRequest* request,
      v1::ListServedPopulationsResponse* reply) override;

 private:
  Calls& calls_;
  RegisterStore& store_;
  const RegisterView& known_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_REGISTER_REGISTER_HANDLER_H_
