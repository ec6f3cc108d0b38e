#include <future>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/client/channel.h"
#include "common/metrics/metrics.h"
#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/common/rpc/each_class.h"
#include "tests/unit/common/rpc/test_services.h"

namespace iku {
namespace {

using ::iku::test::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
namespace v1 = ::iku::indicator::v1;

constexpr char kGetProfile[] =
    "{grpc_service=\"iku.indicator.v1.DefinitionService\","
    "grpc_method=\"GetProfile\"";

class CallCountsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    metrics_.Add([this](MetricWriter& to) { calls_.Tell(to); });
    auto server = Server::Start({}, {&service_});
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
    stub_ = v1::DefinitionService::NewStub(OpenChannel(server_->address()));
  }

  grpc::Status Get() {
    grpc::ClientContext context;
    v1::Profile reply;
    return stub_->GetProfile(&context, {}, &reply);
  }
  void AnswerWith(absl::Status status) {
    service_.serve = [status](const auto&, const auto&, auto&, Done done) {
      done(status);
      return absl::OkStatus();
    };
  }

  Calls calls_{{.limits = test::EachClass(1, 1)}};
  test::ScriptedDefinitions service_{calls_};
  Metrics metrics_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<v1::DefinitionService::Stub> stub_;
};

TEST_F(CallCountsTest, CallsAreCountedByHowTheyEnded) {
  AnswerWith(absl::OkStatus());
  ASSERT_THAT(Get(), IsOk());
  server_->Drain();
  EXPECT_THAT(
      metrics_.Text(),
      AllOf(HasSubstr(absl::StrCat("grpc_server_started_total", kGetProfile,
                                   "} 1\n")),
            HasSubstr(absl::StrCat("grpc_server_handled_total", kGetProfile,
                                   ",grpc_code=\"OK\"} 1\n")),
            HasSubstr(absl::StrCat("grpc_server_handling_seconds_count",
                                   kGetProfile, "} 1\n")),
            HasSubstr("iku_calls_in_flight{class=\"writes\"} 0\n")));
}

TEST_F(CallCountsTest, ARefusedCallIsCountedWithItsReason) {
  std::promise<void> taken;
  Done held;
  service_.serve = [&](const auto&, const auto&, auto&, Done done) {
    held = std::move(done);
    taken.set_value();
    return absl::OkStatus();
  };
  auto first = std::async(std::launch::async, [this] { return Get(); });
  taken.get_future().wait();
  EXPECT_FALSE(Get().ok());
  EXPECT_THAT(
      metrics_.Text(),
      AllOf(HasSubstr(absl::StrCat("grpc_server_handled_total", kGetProfile,
                                   ",grpc_code=\"ResourceExhausted\"} 1\n")),
            HasSubstr("iku_calls_in_flight{class=\"writes\"} 1\n"),
            HasSubstr("iku_calls_refused_total{class=\"writes\","
                      "limit=\"service\"} 1\n"),
            HasSubstr("iku_calls_refused_total{class=\"writes\","
                      "limit=\"caller\"} 0\n")));
  held(absl::OkStatus());
  held = nullptr;
  EXPECT_THAT(first.get(), IsOk());
}

TEST_F(CallCountsTest, WhatACallerWritesIsNoLabel) {
  AnswerWith(NotFound("profiles/secret"));
  EXPECT_FALSE(Get().ok());
  EXPECT_THAT(metrics_.Text(), AllOf(HasSubstr("grpc_code=\"NotFound\"} 1\n"),
                                     Not(HasSubstr("secret"))));
}

}  // namespace
}  // namespace iku
