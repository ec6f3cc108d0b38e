// Load: CreateSurveyResponse, so many in flight. Also of the floors, which
// serve the same method.

#include "iku/collection/v1/survey_service.grpc.pb.h"
#include "tests/bench/answers.h"
#include "tests/bench/load_flags.h"

int main(int argc, char** argv) {
  namespace v1 = iku::collection::v1;
  using Calls = iku::bench::UnaryCalls<v1::CreateSurveyResponseRequest,
                                       v1::SurveyResponse>;
  iku::bench::BeginLoad(argc, argv);
  const auto stub = v1::SurveyService::NewStub(iku::bench::TargetChannel());
  const iku::bench::LoadOptions options = iku::bench::TimedLoad();
  Calls calls(
      options.in_flight,
      [&](grpc::ClientContext* context, const auto* request, auto* reply,
          std::function<void(grpc::Status)> done) {
        stub->async()->CreateSurveyResponse(context, request, reply,
                                            std::move(done));
      },
      [](int64_t number, v1::CreateSurveyResponseRequest& request) {
        iku::bench::FillAnswer(number, iku::bench::Ids::kAscending,
                               iku::bench::Days::kAsTheyCome,
                               *request.mutable_survey_response());
      },
      [](const auto& request, const auto& reply) {
        return reply.name() == request.survey_response().name()
                   ? ""
                   : "the reply is about another response";
      });
  return iku::bench::Report(
      iku::bench::ClosedLoop(options, [&](int slot, int64_t number,
                                          iku::bench::CallDone done) {
        calls.Start(slot, number, std::move(done));
      }).Run());
}
