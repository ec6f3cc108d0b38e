#ifndef IKU_SERVICES_INDICATOR_INDICATOR_HANDLER_H_
#define IKU_SERVICES_INDICATOR_INDICATOR_HANDLER_H_

#include <functional>

#include "common/civil/clock.h"
#include "common/rpc/calls.h"
#include "iku/indicator/v1/indicator_service.grpc.pb.h"
#include "services/indicator/definition/rules.h"
#include "services/indicator/facts_client/facts_source.h"

namespace iku::indicator {

// IndicatorService: asks for facts and computes. Thread-safe; what it is given
// outlives it.
class IndicatorHandler final : public v1::IndicatorService::CallbackService {
 public:
  IndicatorHandler(Calls& calls, const Rules& rules, FactsSource& facts,
                   const Clock& clock)
      : calls_(calls), rules_(rules), facts_(facts), clock_(clock) {}

  grpc::ServerUnaryReactor* Compute(grpc::CallbackServerContext* context,
                                    const v1::ComputeRequest* request,
                                    v1::DistrictIndicators* reply) override;

  grpc::ServerWriteReactor<v1::DistrictIndicators>* BatchCompute(
      grpc::CallbackServerContext* context,
      const v1::BatchComputeRequest* request) override;

 private:
  absl::Status StartCompute(const Caller& caller,
                            const v1::ComputeRequest& request,
                            v1::DistrictIndicators& reply, Done done);
  absl::Status ComputeRegion(
      const Caller& caller, const v1::BatchComputeRequest& request,
      const std::function<bool(const v1::DistrictIndicators&)>& write);

  Calls& calls_;
  const Rules& rules_;
  FactsSource& facts_;
  const Clock& clock_;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_INDICATOR_HANDLER_H_
