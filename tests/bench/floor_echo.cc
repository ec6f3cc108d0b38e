// Floor: a server that answers at once with the survey response it was sent.

#include "iku/collection/v1/survey_service.grpc.pb.h"
#include "tests/bench/floor_server.h"

namespace {

namespace v1 = iku::collection::v1;

class Echo final : public v1::SurveyService::CallbackService {
  grpc::ServerUnaryReactor* CreateSurveyResponse(
      grpc::CallbackServerContext* context,
      const v1::CreateSurveyResponseRequest* request,
      v1::SurveyResponse* reply) override {
    *reply = request->survey_response();
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

}  // namespace

int main() {
  iku::bench::BeginFloor();
  Echo service;
  return iku::bench::ServeFloor("floor_echo", service);
}
