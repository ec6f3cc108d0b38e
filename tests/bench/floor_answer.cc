// Floor: a server that passes each call on to another one and then answers with
// the bytes of a file, whatever was asked.
//
//   floor_answer ADDRESS FILE

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/generic/generic_stub.h"
#include "iku/collection/v1/survey_service.grpc.pb.h"
#include "tests/bench/floor_server.h"

namespace {

namespace v1 = iku::collection::v1;

class Answer final : public grpc::CallbackGenericService {
 public:
  Answer(const std::string& address, const std::string& bytes)
      : next_(v1::SurveyService::NewStub(
            grpc::CreateChannel(address, grpc::InsecureChannelCredentials()))) {
    const grpc::Slice slice(bytes);
    answer_ = grpc::ByteBuffer(&slice, 1);
  }

 private:
  class Call final : public grpc::ServerGenericBidiReactor {
   public:
    explicit Call(Answer& service) : service_(service) { StartRead(&asked_); }

    void OnReadDone(bool ok) override {
      if (!ok) return Finish(grpc::Status::CANCELLED);
      service_.next_->async()->CreateSurveyResponse(
          &onward_, &request_, &response_, [this](const grpc::Status& status) {
            StartWriteAndFinish(&service_.answer_, grpc::WriteOptions(),
                                status);
          });
    }
    void OnDone() override { delete this; }

   private:
    Answer& service_;
    grpc::ByteBuffer asked_;
    grpc::ClientContext onward_;
    v1::CreateSurveyResponseRequest request_;
    v1::SurveyResponse response_;
  };

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext*) override {
    return new Call(*this);
  }

  const std::unique_ptr<v1::SurveyService::Stub> next_;
  grpc::ByteBuffer answer_;
};

}  // namespace

int main(int argc, char** argv) {
  iku::bench::BeginFloor();
  if (argc != 3) return EXIT_FAILURE;
  std::ifstream file(argv[2], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (bytes.empty()) return EXIT_FAILURE;
  Answer service(argv[1], bytes);
  grpc::ServerBuilder builder;
  builder.RegisterCallbackGenericService(&service);
  return iku::bench::ServeFloor("floor_answer", builder);
}
