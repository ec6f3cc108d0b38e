#include "common/rpc/calls.h"

#include <chrono>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "common/client/channel.h"
#include "common/status/errors.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/common/rpc/each_class.h"
#include "tests/unit/common/rpc/test_services.h"

namespace iku {
namespace {

using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::StatusIs;
using ::iku::test::ViolatesField;
namespace v1 = ::iku::indicator::v1;

class CallsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto server =
        Server::Start({.drain_timeout = absl::Seconds(2)}, {&service_});
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
    stub_ = v1::DefinitionService::NewStub(OpenChannel(server_->address()));
  }

  // The outcome of GetProfile, which goes through Serve.
  grpc::Status Get(v1::Profile* reply = nullptr, Language language = {}) {
    grpc::ClientContext context;
    PrepareCall(context, absl::InfiniteFuture(), absl::Seconds(10), language,
                "test office");
    v1::Profile ignored;
    return stub_->GetProfile(&context, {}, reply ? reply : &ignored);
  }

  // The outcome of ListProfiles, which goes through Read.
  grpc::Status List(absl::Duration limit = absl::Seconds(10)) {
    grpc::ClientContext context;
    PrepareCall(context, absl::InfiniteFuture(), limit, {}, "");
    v1::ListProfilesResponse reply;
    return stub_->ListProfiles(&context, {}, &reply);
  }

  void ServeWith(absl::Status status) {
    service_.serve = [status](const auto&, const auto&, auto&, Done done) {
      done(status);
      return absl::OkStatus();
    };
  }

  Calls calls_{{.limits = test::EachClass(2, 2),
                .reader_threads = 1,
                .max_waiting_reads = 0}};
  test::ScriptedDefinitions service_{calls_};
  std::unique_ptr<Server> server_;
  std::unique_ptr<v1::DefinitionService::Stub> stub_;
};

TEST_F(CallsTest, AnswersFromAnotherThread) {
  std::thread worker;
  service_.serve = [&](const Caller&, const auto&, auto& reply, Done done) {
    worker = std::thread([&reply, done] {
      reply.set_name("profiles/exact");
      done(absl::OkStatus());
    });
    return absl::OkStatus();
  };
  v1::Profile reply;
  EXPECT_THAT(Get(&reply), IsOk());
  EXPECT_EQ(reply.name(), "profiles/exact");
  worker.join();
}

TEST_F(CallsTest, AStatusKeepsAllItsPartsOnTheWay) {
  Violations found;
  found.Add("name", code::kUnknownProfile,
            {{"value", "x"}, {"allowed", "exact"}});
  ServeWith(found.ToStatus());
  const grpc::Status status = Get();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(status, ViolatesField("name", code::kUnknownProfile));
  EXPECT_EQ(ViolationsOf(FromGrpcStatus(status)), found.all());
}

TEST_F(CallsTest, TenThousandViolationsStillArrive) {
  std::string value;
  for (int i = 0; i < 150; ++i) value += "ß";
  Violations found;
  for (int i = 0; i < 10'000; ++i) {
    found.Add("rows[" + std::to_string(i) + "].text", code::kTextMalformed,
              {{"value", value}, {"pattern", "äöü"}});
  }
  ServeWith(found.ToStatus());
  const grpc::Status status = Get();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status, HasReason(code::kInvalidInput));
  EXPECT_EQ(ArgumentsOf(FromGrpcStatus(status)).at("count"), "10000");
}

TEST_F(CallsTest, SpeaksTheLanguageOfTheCaller) {
  ServeWith(NotFound("profiles/x"));
  EXPECT_EQ(Get(nullptr, Language::kIndonesian).error_message(),
            "profiles/x tidak ditemukan. Periksa kembali namanya.");
  EXPECT_EQ(Get(nullptr, Language::kEnglish).error_message(),
            "profiles/x was not found. Check the name.");
}

TEST_F(CallsTest, KnowsWhoCallsAndUntilWhen) {
  Caller seen;
  service_.serve = [&](const Caller& caller, const auto&, auto&, Done done) {
    seen = caller;
    done(absl::OkStatus());
    return absl::OkStatus();
  };
  ASSERT_THAT(Get(nullptr, Language::kEnglish), IsOk());
  EXPECT_EQ(seen.name, "test office");
  EXPECT_EQ(seen.language, Language::kEnglish);
  // gRPC's clock and Abseil's may differ by a part of a second.
  EXPECT_LE(seen.deadline, absl::Now() + absl::Seconds(11));

  grpc::ClientContext bare;
  bare.AddMetadata("iku-actor", "  " + std::string(300, 'a'));
  v1::Profile reply;
  ASSERT_THAT(stub_->GetProfile(&bare, {}, &reply), IsOk());
  EXPECT_EQ(seen.name, std::string(100, 'a'));
  EXPECT_EQ(seen.language, Language::kIndonesian);
  EXPECT_LE(seen.deadline, absl::Now() + absl::Seconds(60));

  grpc::ClientContext anonymous;
  ASSERT_THAT(stub_->GetProfile(&anonymous, {}, &reply), IsOk());
  EXPECT_EQ(seen.name, "unknown");
}

TEST_F(CallsTest, AnExceptionIsAnInternalErrorWithoutItsText) {
  service_.serve = [](const auto&, const auto&, auto&, Done) -> absl::Status {
    throw std::runtime_error("secret");
  };
  service_.read = [](const auto&, auto&) -> absl::Status { throw 42; };
  ::testing::internal::CaptureStderr();
  const grpc::Status served = Get();
  const grpc::Status read = List();
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(served, StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT(served, HasReason(code::kInternal));
  EXPECT_EQ(served.error_message().find("secret"), std::string::npos);
  EXPECT_THAT(read, StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT(log, ::testing::HasSubstr("exception: secret"));
  EXPECT_THAT(log, ::testing::HasSubstr("\"method\":\"ListProfiles\""));
}

TEST_F(CallsTest, OnlyTheFirstDoneCounts) {
  service_.serve = [](const auto&, const auto&, auto&, Done done) {
    done(NotFound("x"));
    done(absl::OkStatus());
    return absl::AbortedError("late");
  };
  EXPECT_THAT(Get(), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(CallsTest, ADroppedDoneDoesNotHangTheCall) {
  service_.serve = [](const auto&, const auto&, auto&, Done) {
    return absl::OkStatus();
  };
  EXPECT_THAT(Get(), StatusIs(absl::StatusCode::kInternal));
}

TEST_F(CallsTest, OneCallTooManyIsRefusedAtOnceAndToldWhenToComeBack) {
  // At most one handler runs at a time: the second call starts after the first
  // was taken in.
  std::promise<void> taken[2];
  std::vector<Done> held;
  service_.serve = [&](const auto&, const auto&, auto&, Done done) {
    held.push_back(done);
    taken[held.size() - 1].set_value();
    return absl::OkStatus();
  };
  auto first = std::async(std::launch::async, [&] { return Get(); });
  taken[0].get_future().wait();
  auto second = std::async(std::launch::async, [&] { return Get(); });
  taken[1].get_future().wait();

  const grpc::Status third = Get();
  EXPECT_THAT(third, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(third, HasReason(code::kBusy));
  EXPECT_TRUE(RetryAfterOf(FromGrpcStatus(third)).has_value());

  for (Done& done : held) done(absl::OkStatus());
  held.clear();
  EXPECT_THAT(first.get(), IsOk());
  EXPECT_THAT(second.get(), IsOk());
  ServeWith(absl::OkStatus());
  EXPECT_THAT(Get(), IsOk()) << "the places are free again";
}

TEST_F(CallsTest, AFullReaderPoolRefuses) {
  std::promise<void> started;
  std::promise<void> release;
  service_.read = [&](const auto&, auto&) {
    started.set_value();
    release.get_future().wait();
    return absl::OkStatus();
  };
  auto first = std::async(std::launch::async, [&] { return List(); });
  started.get_future().wait();
  EXPECT_THAT(List(), HasReason(code::kBusy));
  release.set_value();
  EXPECT_THAT(first.get(), IsOk());
}

TEST(CallsDeadlineTest, WorkThatWaitedTooLongDoesNotBegin) {
  Calls calls({.reader_threads = 1, .longest_call = absl::Milliseconds(100)});
  test::ScriptedDefinitions service(calls);
  std::atomic<int> begun{0};
  service.read = [&](const auto&, auto&) {
    ++begun;
    absl::SleepFor(absl::Milliseconds(300));
    return absl::OkStatus();
  };
  auto server = Server::Start({}, {&service});
  ASSERT_THAT(server, IsOk());
  auto stub = v1::DefinitionService::NewStub(OpenChannel((*server)->address()));
  const auto list = [&] {
    grpc::ClientContext context;
    v1::ListProfilesResponse reply;
    return stub->ListProfiles(&context, {}, &reply);
  };
  auto first = std::async(std::launch::async, list);
  while (begun == 0) absl::SleepFor(absl::Milliseconds(1));
  const grpc::Status second = list();
  EXPECT_THAT(second, HasReason(code::kDeadlineExceeded));
  EXPECT_THAT(first.get(), IsOk());
  EXPECT_EQ(begun, 1);
}

}  // namespace
}  // namespace iku
