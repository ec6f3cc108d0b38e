#ifndef IKU_SERVICES_INDICATOR_DEFINITION_DEFINITION_HANDLER_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_DEFINITION_HANDLER_H_

#include "common/rpc/calls.h"
#include "iku/indicator/v1/definition_service.grpc.pb.h"
#include "services/indicator/definition/rules.h"

namespace iku::indicator {

// DefinitionService: shows the rules. Thread-safe; `calls` and `rules` outlive
// it.
class DefinitionHandler final : public v1::DefinitionService::CallbackService {
 public:
  DefinitionHandler(Calls& calls, const Rules& rules)
      : calls_(calls), rules_(rules) {}

  grpc::ServerUnaryReactor* GetIkuSheet(grpc::CallbackServerContext* context,
                                        const v1::GetIkuSheetRequest* request,
                                        v1::IkuSheet* reply) override;

  grpc::ServerUnaryReactor* GetIndicatorDefinition(
      grpc::CallbackServerContext* context,
      const v1::GetIndicatorDefinitionRequest* request,
      v1::IndicatorDefinition* reply) override;

  grpc::ServerUnaryReactor* ListIndicatorDefinitions(
      grpc::CallbackServerContext* context,
      const v1::ListIndicatorDefinitionsRequest* request,
      v1::ListIndicatorDefinitionsResponse* reply) override;

  grpc::ServerUnaryReactor* GetProfile(grpc::CallbackServerContext* context,
                                       const v1::GetProfileRequest* request,
                                       v1::Profile* reply) override;

  grpc::ServerUnaryReactor* ListProfiles(
      grpc::CallbackServerContext* context,
      const v1::ListProfilesRequest* request,
      v1::ListProfilesResponse* reply) override;

 private:
  Calls& calls_;
  const Rules& rules_;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_DEFINITION_HANDLER_H_
