#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iku/collection/v1/coordination_service.grpc.pb.h"
#include "iku/collection/v1/register_service.grpc.pb.h"
#include "iku/collection/v1/survey_service.grpc.pb.h"
#include "iku/collection/v1/village_document_service.grpc.pb.h"
#include "iku/indicator/v1/definition_service.grpc.pb.h"
#include "iku/indicator/v1/target_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/output/json.h"

namespace iku::ctl {
namespace {

namespace c1 = collection::v1;
namespace i1 = indicator::v1;

// Gets one resource of the service `Service` by name and prints it.
template <typename Service, typename Request, typename Reply>
int Show(const Work& work, bool of_collection,
         grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                               const Request&, Reply*)) {
  Request request;
  request.set_name(work.words[0]);
  const auto stub = Service::NewStub(of_collection ? work.connection.collection
                                                   : work.connection.indicator);
  const absl::StatusOr<Reply> reply =
      Call(work.connection, *stub, method, request);
  if (!reply.ok()) {
    return of_collection ? RefuseCollection(work, reply.status())
                         : RefuseIndicator(work, reply.status());
  }
  work.console.out << ToJson(*reply, true) << "\n";
  return kDone;
}

}  // namespace

int Get(const Work& work) {
  if (work.words.size() != 1) return Refuse(work, {{"name_missing", {}}});
  const std::string& name = work.words[0];
  if (absl::StrContains(name, "/surveyResponses/")) {
    return Show<c1::SurveyService>(work, true,
                                   &c1::SurveyService::Stub::GetSurveyResponse);
  }
  if (absl::StrContains(name, "/coordinationRecords/")) {
    return Show<c1::CoordinationService>(
        work, true, &c1::CoordinationService::Stub::GetCoordinationRecord);
  }
  if (absl::StrContains(name, "/villageDocuments/")) {
    return Show<c1::VillageDocumentService>(
        work, true, &c1::VillageDocumentService::Stub::GetVillageDocument);
  }
  if (absl::StartsWith(name, "regions/")) {
    return Show<c1::RegisterService>(work, true,
                                     &c1::RegisterService::Stub::GetRegion);
  }
  if (absl::EndsWith(name, "/ikuSheet")) {
    return Show<i1::DefinitionService>(
        work, false, &i1::DefinitionService::Stub::GetIkuSheet);
  }
  if (absl::StartsWith(name, "indicatorDefinitions/")) {
    return Show<i1::DefinitionService>(
        work, false, &i1::DefinitionService::Stub::GetIndicatorDefinition);
  }
  if (absl::StrContains(name, "/targets/")) {
    return Show<i1::TargetService>(work, false,
                                   &i1::TargetService::Stub::GetTarget);
  }
  if (absl::StartsWith(name, "ruleSets/")) {
    return Show<i1::DefinitionService>(
        work, false, &i1::DefinitionService::Stub::GetRuleSet);
  }
  if (absl::StartsWith(name, "profiles/")) {
    return Show<i1::DefinitionService>(
        work, false, &i1::DefinitionService::Stub::GetProfile);
  }
  return Refuse(work, {{"name_unknown", {{"value", name}}}});
}

}  // namespace iku::ctl
