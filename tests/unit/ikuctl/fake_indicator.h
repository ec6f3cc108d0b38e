#ifndef IKU_TESTS_UNIT_IKUCTL_FAKE_INDICATOR_H_
#define IKU_TESTS_UNIT_IKUCTL_FAKE_INDICATOR_H_

#include <sstream>
#include <string>
#include <vector>

#include "google/protobuf/text_format.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "iku/indicator/v1/definition_service.grpc.pb.h"
#include "iku/indicator/v1/indicator_service.grpc.pb.h"
#include "iku/indicator/v1/target_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"

namespace iku::ctl {

namespace i1 = indicator::v1;

// A message from its text form; the test fails when it cannot be read.
template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

// An indicator service that answers what the test put in and keeps what it was
// asked last.
class FakeIndicator final : public i1::IndicatorService::Service {
 public:
  grpc::Status Compute(grpc::ServerContext*, const i1::ComputeRequest* request,
                       i1::DistrictIndicators* reply) override {
    asked_compute = *request;
    *reply = computed;
    return grpc::Status::OK;
  }
  grpc::Status BatchCompute(
      grpc::ServerContext*, const i1::BatchComputeRequest* request,
      grpc::ServerWriter<i1::BatchComputeResponse>* writer) override {
    asked_batch = *request;
    for (const i1::BatchComputeResponse& one : streamed) writer->Write(one);
    return grpc::Status::OK;
  }
  grpc::Status Explain(grpc::ServerContext*, const i1::ExplainRequest* request,
                       i1::Explanation* reply) override {
    asked_explain = *request;
    *reply = explained;
    return grpc::Status::OK;
  }
  grpc::Status Simulate(grpc::ServerContext*,
                        const i1::SimulateRequest* request,
                        i1::SimulateResponse* reply) override {
    asked_simulate = *request;
    *reply = simulated;
    return grpc::Status::OK;
  }

  i1::DistrictIndicators computed;
  std::vector<i1::BatchComputeResponse> streamed;
  i1::Explanation explained;
  i1::SimulateResponse simulated;
  i1::ComputeRequest asked_compute;
  i1::BatchComputeRequest asked_batch;
  i1::ExplainRequest asked_explain;
  i1::SimulateRequest asked_simulate;
};

class FakeTargets final : public i1::TargetService::Service {
 public:
  grpc::Status PutTarget(grpc::ServerContext*,
                         const i1::PutTargetRequest* request,
                         i1::Target* reply) override {
    asked_put = *request;
    *reply = request->target();
    return grpc::Status::OK;
  }
  grpc::Status WithdrawTarget(grpc::ServerContext*,
                              const i1::WithdrawTargetRequest* request,
                              i1::Target* reply) override {
    asked_withdraw = *request;
    reply->set_name(request->name());
    reply->set_withdrawn(true);
    return grpc::Status::OK;
  }
  grpc::Status ListTargets(grpc::ServerContext*,
                           const i1::ListTargetsRequest* request,
                           i1::ListTargetsResponse* reply) override {
    asked_list = *request;
    *reply = listed;
    return grpc::Status::OK;
  }

  i1::ListTargetsResponse listed;
  i1::PutTargetRequest asked_put;
  i1::WithdrawTargetRequest asked_withdraw;
  i1::ListTargetsRequest asked_list;
};

class FakeDefinitions final : public i1::DefinitionService::Service {
 public:
  grpc::Status GetIkuSheet(grpc::ServerContext*,
                           const i1::GetIkuSheetRequest* request,
                           i1::IkuSheet* reply) override {
    reply->set_name(request->name());
    reply->mutable_organisation()->set_id("Kecamatan Sumbersuko");
    reply->mutable_organisation()->set_en("Sumbersuko District");
    return grpc::Status::OK;
  }
  grpc::Status GetRuleSet(grpc::ServerContext*,
                          const i1::GetRuleSetRequest* request,
                          i1::RuleSet* reply) override {
    asked_rule_set = request->name();
    reply->set_version("2025.2");
    return grpc::Status::OK;
  }
  grpc::Status ListRuleSets(grpc::ServerContext*,
                            const i1::ListRuleSetsRequest*,
                            i1::ListRuleSetsResponse* reply) override {
    *reply = listed;
    return grpc::Status::OK;
  }

  i1::ListRuleSetsResponse listed;
  std::string asked_rule_set;
};

// ikuctl against those fakes, in process.
class WithFakeIndicator : public ::testing::Test {
 protected:
  WithFakeIndicator() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&indicators_);
    builder.RegisterService(&targets_);
    builder.RegisterService(&definitions_);
    server_ = builder.BuildAndStart();
    connection_.indicator = server_->InProcessChannel({});
    connection_.language = Language::kEnglish;
    options_.language = Language::kEnglish;
    options_.district = "35.08.21";
    options_.period = "2025";
  }
  ~WithFakeIndicator() override { server_->Shutdown(); }

  int Run(const std::vector<std::string>& words) {
    out_.str("");
    err_.str("");
    Console console{.out = out_, .err = err_};
    return ctl::Run(options_, words, {}, connection_, console);
  }

  FakeIndicator indicators_;
  FakeTargets targets_;
  FakeDefinitions definitions_;
  std::unique_ptr<grpc::Server> server_;
  Connection connection_;
  Options options_;
  std::ostringstream out_, err_;
};

}  // namespace iku::ctl

#endif  // IKU_TESTS_UNIT_IKUCTL_FAKE_INDICATOR_H_
