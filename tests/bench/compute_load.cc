// Load: Compute of one district-year, so many in flight, through both services.

#include <chrono>
#include <fstream>

#include "iku/indicator/v1/indicator_service.grpc.pb.h"
#include "tests/bench/answers.h"
#include "tests/bench/load_flags.h"

ABSL_FLAG(bool, anew, false,
          "ask in other words each time, so that no answer is remembered");
ABSL_FLAG(std::string, keep, "", "file for the bytes of the last answer");
ABSL_FLAG(int64_t, answers, 0, "how many the indicator must have counted");

namespace {

// Where the numbers of this run begin: an earlier run may have asked the same
// service. Below the 3^17 that a question has room for.
int64_t FirstNumber() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
             .count() %
         100'000'000;
}

// Names the three indicators in an order and number of its own.
void AskAnew(int64_t number, iku::indicator::v1::ComputeRequest& request) {
  constexpr const char* kIndicators[] = {"ikm", "coordination-follow-up",
                                         "village-documents-on-time"};
  for (const char* indicator : kIndicators) request.add_indicators(indicator);
  for (; number > 0; number /= 3) {
    request.add_indicators(kIndicators[number % 3]);
  }
}

}  // namespace

int main(int argc, char** argv) {
  namespace v1 = iku::indicator::v1;
  using Calls =
      iku::bench::UnaryCalls<v1::ComputeRequest, v1::DistrictIndicators>;
  iku::bench::BeginLoad(argc, argv);
  const auto stub = v1::IndicatorService::NewStub(iku::bench::TargetChannel());
  const iku::bench::LoadOptions options = iku::bench::TimedLoad();
  const int64_t answers = absl::GetFlag(FLAGS_answers);
  const std::string keep = absl::GetFlag(FLAGS_keep);
  Calls calls(
      options.in_flight,
      [&](grpc::ClientContext* context, const auto* request, auto* reply,
          std::function<void(grpc::Status)> done) {
        stub->async()->Compute(context, request, reply, std::move(done));
      },
      [anew = absl::GetFlag(FLAGS_anew), first = FirstNumber()](
          int64_t number, v1::ComputeRequest& request) {
        request.Clear();
        request.set_district(iku::bench::kDistrict);
        request.set_period(iku::bench::kYear);
        if (anew) AskAnew(first + number, request);
      },
      [&](const auto&, const auto& reply) {
        if (!keep.empty()) {
          std::ofstream(keep, std::ios::binary) << reply.SerializeAsString();
        }
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
