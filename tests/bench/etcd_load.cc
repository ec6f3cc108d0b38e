// Load: etcd's Put of one survey response under its name, so many in flight.

#include "iku/collection/v1/survey.pb.h"
#include "tests/bench/answers.h"
#include "tests/bench/etcd.grpc.pb.h"
#include "tests/bench/load_flags.h"

int main(int argc, char** argv) {
  using Calls = iku::bench::UnaryCalls<etcdserverpb::PutRequest,
                                       etcdserverpb::PutResponse>;
  iku::bench::BeginLoad(argc, argv);
  const auto stub = etcdserverpb::KV::NewStub(iku::bench::TargetChannel());
  const iku::bench::LoadOptions options = iku::bench::TimedLoad();
  Calls calls(
      options.in_flight,
      [&](grpc::ClientContext* context, const auto* request, auto* reply,
          std::function<void(grpc::Status)> done) {
        stub->async()->Put(context, request, reply, std::move(done));
      },
      [](int64_t number, etcdserverpb::PutRequest& request) {
        iku::collection::v1::SurveyResponse response;
        iku::bench::FillAnswer(number, iku::bench::Ids::kAscending,
                               iku::bench::Days::kAsTheyCome, response);
        request.set_key(response.name());
        request.set_value(response.SerializeAsString());
      },
      [](const auto&, const auto&) { return ""; });
  return iku::bench::Report(
      iku::bench::ClosedLoop(options, [&](int slot, int64_t number,
                                          iku::bench::CallDone done) {
        calls.Start(slot, number, std::move(done));
      }).Run());
}
