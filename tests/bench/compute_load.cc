// Load: Compute of one district-year, so many in flight, through both services.

#include "iku/indicator/v1/indicator_service.grpc.pb.h"
#include "tests/bench/answers.h"
#include "tests/bench/load_flags.h"

ABSL_FLAG(int64_t, answers, 0, "how many the indicator must have counted");

int main(int argc, char** argv) {
  namespace v1 = iku::indicator::v1;
  using Calls =
      iku::bench::UnaryCalls<v1::ComputeRequest, v1::DistrictIndicators>;
  iku::bench::BeginLoad(argc, argv);
  const auto stub = v1::IndicatorService::NewStub(iku::bench::TargetChannel());
  const iku::bench::LoadOptions options = iku::bench::TimedLoad();
  const int64_t answers = absl::GetFlag(FLAGS_answers);
  Calls calls(
      options.in_flight,
      [&](grpc::ClientContext* context, const auto* request, auto* reply,
          std::function<void(grpc::Status)> done) {
        stub->async()->Compute(context, request, reply, std::move(done));
      },
      [](int64_t, v1::ComputeRequest& request) {
        request.set_district(iku::bench::kDistrict);
        request.set_period(iku::bench::kYear);
      },
      [&](const auto&, const auto& reply) {
        return reply.indicators_size() > 0 &&
                       reply.indicators(0).satisfaction().responses() == answers
                   ? ""
                   : "the index does not count every answer";
      });
  return iku::bench::Report(
      iku::bench::ClosedLoop(options, [&](int slot, int64_t number,
                                          iku::bench::CallDone done) {
        calls.Start(slot, number, std::move(done));
      }).Run());
}
