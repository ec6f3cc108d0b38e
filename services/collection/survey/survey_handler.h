#ifndef IKU_SERVICES_COLLECTION_SURVEY_SURVEY_HANDLER_H_
#define IKU_SERVICES_COLLECTION_SURVEY_SURVEY_HANDLER_H_

#include "common/civil/clock.h"
#include "common/rpc/arena_messages.h"
#include "common/rpc/calls.h"
#include "iku/collection/v1/survey_service.grpc.pb.h"
#include "services/collection/register/register_view.h"
#include "services/collection/survey/survey_response.h"

namespace iku::collection {

// SurveyService over a store. What it is given outlives it.
class SurveyHandler final : public v1::SurveyService::CallbackService {
 public:
  SurveyHandler(Calls& calls, SurveyStore& store, const RegisterView& regions,
                const Clock& clock)
      : calls_(calls), store_(store), regions_(regions), clock_(clock) {
    SetMessageAllocatorFor_CreateSurveyResponse(&create_messages_);
  }

  grpc::ServerUnaryReactor* CreateSurveyResponse(
      grpc::CallbackServerContext* context,
      const v1::CreateSurveyResponseRequest* request,
      v1::SurveyResponse* reply) override;
  grpc::ServerUnaryReactor* GetSurveyResponse(
      grpc::CallbackServerContext* context,
      const v1::GetSurveyResponseRequest* request,
      v1::SurveyResponse* reply) override;
  grpc::ServerUnaryReactor* ListSurveyResponses(
      grpc::CallbackServerContext* context,
      const v1::ListSurveyResponsesRequest* request,
      v1::ListSurveyResponsesResponse* reply) override;
  grpc::ServerUnaryReactor* CorrectSurveyResponse(
      grpc::CallbackServerContext* context,
      const v1::CorrectSurveyResponseRequest* request,
      v1::SurveyResponse* reply) override;
  grpc::ServerUnaryReactor* VoidSurveyResponse(
      grpc::CallbackServerContext* context,
      const v1::VoidSurveyResponseRequest* request,
      v1::SurveyResponse* reply) override;

 private:
  ValidationContext Now() const { return {regions_, clock_.Now()}; }

  // A response has a part for each element.
  ArenaMessages<v1::CreateSurveyResponseRequest, v1::SurveyResponse>
      create_messages_;
  Calls& calls_;
  SurveyStore& store_;
  const RegisterView& regions_;
  const Clock& clock_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_SURVEY_SURVEY_HANDLER_H_
