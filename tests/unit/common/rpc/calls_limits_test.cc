#include <future>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/client/channel.h"
#include "common/status/errors.h"
#include "common/sync/work_deadline.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/common/rpc/each_class.h"
#include "tests/unit/common/rpc/test_services.h"

namespace iku {
namespace {

using ::iku::test::HasReason;
using ::iku::test::IsOk;
namespace v1 = ::iku::indicator::v1;

// One writing call in flight by "greedy", and what others are told meanwhile.
class CallsLimitsTest : public ::testing::Test {
 protected:
  void Start(const Admission::Limits& limits) {
    calls_ = std::make_unique<Calls>(Calls::Options{.limits = limits});
    service_ = std::make_unique<test::ScriptedDefinitions>(*calls_);
    service_->serve = [this](const auto&, const auto&, auto&, Done done) {
      held_.push_back(std::move(done));
      taken_.set_value();
      return absl::OkStatus();
    };
    service_->read = [](const auto&, auto&) { return absl::OkStatus(); };
    auto server = Server::Start({}, {service_.get()});
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
    stub_ = v1::DefinitionService::NewStub(OpenChannel(server_->address()));
    hold_ = std::async(std::launch::async, [this] { return Write("greedy"); });
    taken_.get_future().wait();
  }
  void TearDown() override {
    for (Done& done : held_) done(absl::OkStatus());
    held_.clear();
    EXPECT_THAT(hold_.get(), IsOk());
  }

  grpc::Status Write(const std::string& caller) {
    grpc::ClientContext context;
    PrepareCall(context, absl::InfiniteFuture(), absl::Seconds(10),
                Language::kEnglish, caller);
    v1::Profile reply;
    return stub_->GetProfile(&context, {}, &reply);
  }
  grpc::Status Read(const std::string& caller) {
    grpc::ClientContext context;
    PrepareCall(context, absl::InfiniteFuture(), absl::Seconds(10), {}, caller);
    v1::ListProfilesResponse reply;
    return stub_->ListProfiles(&context, {}, &reply);
  }

  std::vector<Done> held_;
  std::promise<void> taken_;
  std::unique_ptr<Calls> calls_;
  std::unique_ptr<test::ScriptedDefinitions> service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<v1::DefinitionService::Stub> stub_;
  std::future<grpc::Status> hold_;
};

TEST_F(CallsLimitsTest, ACallerIsToldThatItsOwnCallsAreTooMany) {
  Start(test::EachClass(10, 1));
  const grpc::Status refusal = Write("greedy");
  EXPECT_THAT(refusal, HasReason(code::kBusy));
  EXPECT_EQ(refusal.error_message(),
            "There are too many writes of yours just now. Wait a moment and "
            "send again.");
  EXPECT_EQ(ArgumentsOf(FromGrpcStatus(refusal))["limit"], "caller");
  EXPECT_TRUE(RetryAfterOf(FromGrpcStatus(refusal)).has_value());
}

TEST_F(CallsLimitsTest, AnotherConnectionIsNoOtherCaller) {
  Start(test::EachClass(10, 1));
  grpc::ChannelArguments own_connection;
  own_connection.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  stub_ = v1::DefinitionService::NewStub(grpc::CreateCustomChannel(
      server_->address(), grpc::InsecureChannelCredentials(), own_connection));
  EXPECT_THAT(Write("greedy"), HasReason(code::kBusy));
}

TEST_F(CallsLimitsTest, AnotherCallerIsServed) {
  Start(test::EachClass(10, 1));
  service_->serve = [](const auto&, const auto&, auto&, Done done) {
    done(absl::OkStatus());
    return absl::OkStatus();
  };
  EXPECT_THAT(Write("modest"), IsOk());
}

TEST_F(CallsLimitsTest, AnotherClassIsServedWhenOneIsFull) {
  Start(test::EachClass(1, 1));
  const grpc::Status refusal = Write("modest");
  EXPECT_THAT(refusal, HasReason(code::kBusy));
  EXPECT_EQ(ArgumentsOf(FromGrpcStatus(refusal))["limit"], "service");
  EXPECT_THAT(Read("greedy"), IsOk());
}

TEST(WorkDeadlineTest, AHandlerRunsUnderTheDeadlineOfItsCaller) {
  Calls calls({});
  test::ScriptedDefinitions service(calls);
  absl::Time said, current;
  service.serve = [&](const Caller& caller, const auto&, auto&, Done done) {
    said = caller.deadline;
    current = WorkDeadline::Current();
    done(absl::OkStatus());
    return absl::OkStatus();
  };
  auto server = Server::Start({}, {&service});
  ASSERT_THAT(server, IsOk());
  auto stub = v1::DefinitionService::NewStub(OpenChannel((*server)->address()));
  grpc::ClientContext context;
  v1::Profile reply;
  ASSERT_THAT(stub->GetProfile(&context, {}, &reply), IsOk());
  EXPECT_EQ(current, said);
  EXPECT_LT(current, absl::InfiniteFuture());
}

TEST(WorkDeadlineTest, IsThatOfTheInnermostScope) {
  EXPECT_EQ(WorkDeadline::Current(), absl::InfiniteFuture());
  {
    const WorkDeadline outer(absl::UnixEpoch() + absl::Seconds(2));
    {
      const WorkDeadline inner(absl::UnixEpoch() + absl::Seconds(1));
      EXPECT_EQ(WorkDeadline::Current(), absl::UnixEpoch() + absl::Seconds(1));
    }
    EXPECT_EQ(WorkDeadline::Current(), absl::UnixEpoch() + absl::Seconds(2));
  }
  EXPECT_EQ(WorkDeadline::Current(), absl::InfiniteFuture());
}

}  // namespace
}  // namespace iku
