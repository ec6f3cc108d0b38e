#include "services/indicator/definition/definition_handler.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "common/civil/region_code.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/indicator/definition/rules_from_proto.h"
#include "services/indicator/names.h"
#include "services/indicator/timestamp.h"

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

absl::Status FillRuleSet(const RuleBook& rules,
                         const v1::GetRuleSetRequest& request,
                         v1::RuleSet& reply) {
  Violations found;
  const auto version = IdInName(request.name(), kRuleSetPrefix, "", "name",
                                "ruleSets/{version}", found);
  RETURN_IF_ERROR(found.ToStatus());
  ASSIGN_OR_RETURN(reply, rules.Recorded(*version == "-" ? "" : *version));
  return absl::OkStatus();
}

void FillRuleSets(const RuleBook& rules, v1::ListRuleSetsResponse& reply) {
  for (const UsedRuleSet& used : rules.Used()) {
    v1::UsedRuleSet& row = *reply.add_rule_sets();
    row.set_name(absl::StrCat(kRuleSetPrefix, used.version));
    row.set_sha256(used.sha256);
    *row.mutable_first_use_time() = ToProto(used.first_use_time);
    row.set_in_force(used.in_force);
    row.set_origin(used.origin);
  }
}

}  // namespace

grpc::ServerUnaryReactor* DefinitionHandler::GetIkuSheet(
    grpc::CallbackServerContext* context, const v1::GetIkuSheetRequest* request,
    v1::IkuSheet* reply) {
  return calls_.Serve(*context, ReadRpc<v1::DefinitionService>("GetIkuSheet"),
                      *reply, [this, request, reply](const Caller&, Done done) {
                        done(FillSheet(*rules_.InForce(), *request, *reply));
                        return absl::OkStatus();
                      });
}

grpc::ServerUnaryReactor* DefinitionHandler::GetIndicatorDefinition(
    grpc::CallbackServerContext* context,
    const v1::GetIndicatorDefinitionRequest* request,
    v1::IndicatorDefinition* reply) {
  return calls_.Serve(
      *context, ReadRpc<v1::DefinitionService>("GetIndicatorDefinition"),
      *reply, [this, request, reply](const Caller&, Done done) {
        done(FillDefinition(*rules_.InForce(), *request, *reply));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* DefinitionHandler::ListIndicatorDefinitions(
    grpc::CallbackServerContext* context,
    const v1::ListIndicatorDefinitionsRequest* /*request*/,
    v1::ListIndicatorDefinitionsResponse* reply) {
  return calls_.Serve(
      *context, ReadRpc<v1::DefinitionService>("ListIndicatorDefinitions"),
      *reply, [this, reply](const Caller&, Done done) {
        const auto rules = rules_.InForce();
        *reply->mutable_indicator_definitions() = rules->data().indicators();
        reply->set_rules_version(rules->version());
        done(absl::OkStatus());
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* DefinitionHandler::GetProfile(
    grpc::CallbackServerContext* context, const v1::GetProfileRequest* request,
    v1::Profile* reply) {
  return calls_.Serve(*context, ReadRpc<v1::DefinitionService>("GetProfile"),
                      *reply, [this, request, reply](const Caller&, Done done) {
                        done(FillProfile(*rules_.InForce(), *request, *reply));
                        return absl::OkStatus();
                      });
}

grpc::ServerUnaryReactor* DefinitionHandler::ListProfiles(
    grpc::CallbackServerContext* context,
    const v1::ListProfilesRequest* /*request*/,
    v1::ListProfilesResponse* reply) {
  return calls_.Serve(*context, ReadRpc<v1::DefinitionService>("ListProfiles"),
                      *reply, [this, reply](const Caller&, Done done) {
                        const auto rules = rules_.InForce();
                        *reply->mutable_profiles() = rules->data().profiles();
                        reply->set_rules_version(rules->version());
                        done(absl::OkStatus());
                        return absl::OkStatus();
                      });
}

grpc::ServerUnaryReactor* DefinitionHandler::GetRuleSet(
    grpc::CallbackServerContext* context, const v1::GetRuleSetRequest* request,
    v1::RuleSet* reply) {
  return calls_.Serve(*context, ReadRpc<v1::DefinitionService>("GetRuleSet"),
                      *reply, [this, request, reply](const Caller&, Done done) {
                        done(FillRuleSet(rules_, *request, *reply));
                        return absl::OkStatus();
                      });
}

grpc::ServerUnaryReactor* DefinitionHandler::ListRuleSets(
    grpc::CallbackServerContext* context,
    const v1::ListRuleSetsRequest* /*request*/,
    v1::ListRuleSetsResponse* reply) {
  return calls_.Serve(*context, ReadRpc<v1::DefinitionService>("ListRuleSets"),
                      *reply, [this, reply](const Caller&, Done done) {
                        FillRuleSets(rules_, *reply);
                        done(absl::OkStatus());
                        return absl::OkStatus();
                      });
}

}  // namespace iku::indicator
