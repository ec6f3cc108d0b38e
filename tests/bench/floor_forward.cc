// Floor: a server that passes each call on to another one.
//
//   floor_forward ADDRESS

#include <memory>

#include "iku/collection/v1/survey_service.grpc.pb.h"
#include "tests/bench/floor_server.h"

namespace {

namespace v1 = iku::collection::v1;

class Forward final : public v1::SurveyService::CallbackService {
 public:
  explicit Forward(const std::string& address)
      : next_(v1::SurveyService::NewStub(grpc::CreateChannel(
            address, grpc::InsecureChannelCredentials()))) {}

 private:
  grpc::ServerUnaryReactor* CreateSurveyResponse(
      grpc::CallbackServerContext* context,
      const v1::CreateSurveyResponseRequest* request,
      v1::SurveyResponse* reply) override {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    auto onward = std::make_shared<grpc::ClientContext>();
    onward->set_deadline(context->deadline());
    next_->async()->CreateSurveyResponse(
        onward.get(), request, reply,
        [reactor, onward](const grpc::Status& status) {
          reactor->Finish(status);
        });
    return reactor;
  }

  const std::unique_ptr<v1::SurveyService::Stub> next_;
};

}  // namespace

int main(int argc, char** argv) {
  iku::bench::BeginFloor();
  if (argc != 2) return EXIT_FAILURE;
  Forward service(argv[1]);
  return iku::bench::ServeFloor("floor_forward", service);
}
