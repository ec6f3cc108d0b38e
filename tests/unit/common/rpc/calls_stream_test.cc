#include <atomic>
#include <future>
#include <stdexcept>
#include <string>

#include "absl/time/clock.h"
#include "common/client/channel.h"
#include "common/rpc/calls.h"
#include "common/status/errors.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/common/rpc/test_services.h"

namespace iku {
namespace {

using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::StatusIs;
using ::iku::test::Write;
namespace v1 = ::iku::indicator::v1;

class StreamTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto server =
        Server::Start({.drain_timeout = absl::Seconds(2)}, {&service_});
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
    stub_ = v1::IndicatorService::NewStub(OpenChannel(server_->address()));
  }

  static v1::BatchComputeResponse Large() {
    v1::BatchComputeResponse message;
    message.mutable_district()->set_district(std::string(256 << 10, 'x'));
    return message;
  }

  Calls calls_{{.max_streams = 1, .longest_call = absl::Seconds(1)}};
  test::ScriptedIndicators service_{calls_};
  std::unique_ptr<Server> server_;
  std::unique_ptr<v1::IndicatorService::Stub> stub_;
};

TEST_F(StreamTest, MessagesArriveInOrderAndThenTheStatus) {
  service_.stream = [](const Caller&, const Write& write) {
    v1::BatchComputeResponse message;
    for (int i = 0; i < 1000; ++i) {
      message.mutable_district()->set_district(std::to_string(i));
      EXPECT_TRUE(write(message));
    }
    return NotFound("the rest");
  };
  grpc::ClientContext context;
  auto reader = stub_->BatchCompute(&context, {});
  v1::BatchComputeResponse message;
  int count = 0;
  while (reader->Read(&message)) {
    EXPECT_EQ(message.district().district(), std::to_string(count++));
  }
  EXPECT_EQ(count, 1000);
  EXPECT_THAT(reader->Finish(), HasReason(code::kNotFound));
}

TEST_F(StreamTest, ACallerThatGoesStopsTheWork) {
  std::promise<int> written;
  service_.stream = [&](const Caller&, const Write& write) {
    int count = 0;
    while (write(Large())) ++count;
    written.set_value(count);
    return absl::OkStatus();
  };
  grpc::ClientContext context;
  auto reader = stub_->BatchCompute(&context, {});
  v1::BatchComputeResponse message;
  ASSERT_TRUE(reader->Read(&message));
  context.TryCancel();
  EXPECT_LT(written.get_future().get(), 1000);
  EXPECT_THAT(reader->Finish(), StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(StreamTest, ACallerThatDoesNotReadIsCutOffAtTheLongestCall) {
  std::promise<void> ended;
  service_.stream = [&](const Caller&, const Write& write) {
    while (write(Large())) {
    }
    ended.set_value();
    return absl::OkStatus();
  };
  grpc::ClientContext context;
  auto reader = stub_->BatchCompute(&context, {});
  EXPECT_EQ(ended.get_future().wait_for(std::chrono::seconds(10)),
            std::future_status::ready);
  context.TryCancel();
  v1::BatchComputeResponse message;
  while (reader->Read(&message)) {
  }
  EXPECT_FALSE(reader->Finish().ok());
}

TEST_F(StreamTest, OneStreamTooManyIsRefused) {
  std::promise<void> release;
  std::promise<void> started;
  service_.stream = [&](const Caller&, const Write&) {
    started.set_value();
    release.get_future().wait();
    return absl::OkStatus();
  };
  grpc::ClientContext first_context;
  auto first = stub_->BatchCompute(&first_context, {});
  started.get_future().wait();

  grpc::ClientContext context;
  auto second = stub_->BatchCompute(&context, {});
  v1::BatchComputeResponse message;
  EXPECT_FALSE(second->Read(&message));
  const grpc::Status refused = second->Finish();
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(refused, HasReason(code::kBusy));

  release.set_value();
  EXPECT_FALSE(first->Read(&message));
  EXPECT_THAT(first->Finish(), IsOk());
}

TEST_F(StreamTest, AnExceptionIsAnInternalError) {
  service_.stream = [](const Caller&, const Write& write) -> absl::Status {
    write({});
    throw std::runtime_error("bug");
  };
  grpc::ClientContext context;
  auto reader = stub_->BatchCompute(&context, {});
  v1::BatchComputeResponse message;
  EXPECT_TRUE(reader->Read(&message));
  EXPECT_FALSE(reader->Read(&message));
  EXPECT_THAT(reader->Finish(), HasReason(code::kInternal));
}

}  // namespace
}  // namespace iku
