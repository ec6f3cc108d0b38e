#ifndef IKU_SERVICES_INDICATOR_DEFINITION_DEFINITION_HANDLER_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_DEFINITION_HANDLER_H_

#include "common/rpc/calls.h"
#include "iku/indicator/v1/definition_service.grpc.pb.h"
#include "services/indicator/definition/rule_book.h"

namespace iku::indicator {

// DefinitionService: shows the rules, most of it of those in force.
// Thread-safe; `calls` and `rules` outlive it.
class DefinitionHandler final : public v1::DefinitionService::CallbackService {
 public:
  DefinitionHandler(Calls& calls, const RuleBook& rules)
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

  grpc::ServerUnaryReactor* GetRuleSet(grpc::CallbackServerContext* context,
                                       const v1::GetRuleSetRequest* request,
                                       v1::RuleSet* reply) override;

  grpc::ServerUnaryReactor* ListRuleSets(
      grpc::CallbackServerContext* context,
      const v1::ListRuleSetsRequest* request,
      v1::ListRuleSetsResponse* reply) override;

 private:
  Calls& calls_;
  const RuleBook& rules_;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_DEFINITION_HANDLER_H_
