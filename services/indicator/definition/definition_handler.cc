#include "services/indicator/definition/definition_handler.h"

#include <optional>

#include "common/civil/region_code.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/indicator/definition/rules_from_proto.h"
#include "services/indicator/names.h"

namespace iku::indicator {
namespace {

absl::Status FillSheet(const Rules& rules,
                       const v1::GetIkuSheetRequest& request,
                       v1::IkuSheet& reply) {
  Violations found;
  const std::optional<RegionCode> district =
      DistrictInName(request.name(), "/ikuSheet", "name", found);
  RETURN_IF_ERROR(found.ToStatus());
  reply = rules.SheetOf(*district);
  return absl::OkStatus();
}

absl::Status FillDefinition(const Rules& rules,
                            const v1::GetIndicatorDefinitionRequest& request,
                            v1::IndicatorDefinition& reply) {
  Violations found;
  const auto id = IdInName(request.name(), kIndicatorPrefix, "", "name",
                           "indicatorDefinitions/{id}", found);
  RETURN_IF_ERROR(found.ToStatus());
  const v1::IndicatorDefinition* definition = rules.FindIndicator(*id);
  if (definition == nullptr) return NotFound(request.name());
  reply = *definition;
  return absl::OkStatus();
}

absl::Status FillProfile(const Rules& rules,
                         const v1::GetProfileRequest& request,
                         v1::Profile& reply) {
  Violations found;
  const auto id = IdInName(request.name(), kProfilePrefix, "", "name",
                           "profiles/{id}", found);
  RETURN_IF_ERROR(found.ToStatus());
  const Rules::ProfileRule* profile = rules.FindProfile(*id);
  if (profile == nullptr) return NotFound(request.name());
  reply = *profile->text;
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* DefinitionHandler::GetIkuSheet(
    grpc::CallbackServerContext* context, const v1::GetIkuSheetRequest* request,
    v1::IkuSheet* reply) {
  return calls_.Serve(*context, "DefinitionService.GetIkuSheet",
                      [this, request, reply](const Caller&, Done done) {
                        done(FillSheet(rules_, *request, *reply));
                        return absl::OkStatus();
                      });
}

grpc::ServerUnaryReactor* DefinitionHandler::GetIndicatorDefinition(
    grpc::CallbackServerContext* context,
    const v1::GetIndicatorDefinitionRequest* request,
    v1::IndicatorDefinition* reply) {
  return calls_.Serve(*context, "DefinitionService.GetIndicatorDefinition",
                      [this, request, reply](const Caller&, Done done) {
                        done(FillDefinition(rules_, *request, *reply));
                        return absl::OkStatus();
                      });
}

grpc::ServerUnaryReactor* DefinitionHandler::ListIndicatorDefinitions(
    grpc::CallbackServerContext* context,
    const v1::ListIndicatorDefinitionsRequest* /*request*/,
    v1::ListIndicatorDefinitionsResponse* reply) {
  return calls_.Serve(*context, "DefinitionService.ListIndicatorDefinitions",
                      [this, reply](const Caller&, Done done) {
                        *reply->mutable_indicator_definitions() =
                            rules_.data().indicators();
                        reply->set_rules_version(rules_.version());
                        done(absl::OkStatus());
                        return absl::OkStatus();
                      });
}

grpc::ServerUnaryReactor* DefinitionHandler::GetProfile(
    grpc::CallbackServerContext* context, const v1::GetProfileRequest* request,
    v1::Profile* reply) {
  return calls_.Serve(*context, "DefinitionService.GetProfile",
                      [this, request, reply](const Caller&, Done done) {
                        done(FillProfile(rules_, *request, *reply));
                        return absl::OkStatus();
                      });
}

grpc::ServerUnaryReactor* DefinitionHandler::ListProfiles(
    grpc::CallbackServerContext* context,
    const v1::ListProfilesRequest* /*request*/,
    v1::ListProfilesResponse* reply) {
  return calls_.Serve(*context, "DefinitionService.ListProfiles",
                      [this, reply](const Caller&, Done done) {
                        *reply->mutable_profiles() = rules_.data().profiles();
                        reply->set_rules_version(rules_.version());
                        done(absl::OkStatus());
                        return absl::OkStatus();
                      });
}

}  // namespace iku::indicator
