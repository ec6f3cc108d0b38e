#include "common/server/server.h"

#include <chrono>
#include <future>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/client/channel.h"
#include "common/rpc/calls.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/raw_call.h"
#include "tests/unit/common/rpc/test_services.h"

namespace iku {
namespace {

using ::iku::test::IsOk;
using ::iku::test::IsOkAndHolds;
using ::iku::test::StatusIs;
using ::testing::HasSubstr;
namespace v1 = ::iku::indicator::v1;

constexpr char kService[] = "iku.indicator.v1.DefinitionService";

class ServerTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<Server>> Start(const std::string& listen) {
    return Server::Start({.listen = listen, .drain_timeout = absl::Seconds(5)},
                         {&service_});
  }
  std::string Refusal(const std::string& listen) {
    const auto server = Start(listen);
    EXPECT_FALSE(server.ok()) << listen;
    return std::string(server.status().message());
  }

  Calls calls_{{}};
  test::ScriptedDefinitions service_{calls_};
};

// HealthCheckRequest{service} as bytes.
absl::StatusOr<std::string> Health(Server& server, const std::string& service) {
  std::string request;
  if (!service.empty()) {
    request =
        absl::StrCat("\x0a", std::string(1, char(service.size())), service);
  }
  return test::RawCall(OpenChannel(server.address()),
                       "/grpc.health.v1.Health/Check", request);
}

TEST_F(ServerTest, HealthKnowsTheServerAndEachService) {
  auto server = Start("127.0.0.1:0");
  ASSERT_THAT(server, IsOk());
  constexpr char kServing[] = "\x08\x01";
  EXPECT_THAT(Health(**server, ""), IsOkAndHolds(kServing));
  EXPECT_THAT(Health(**server, kService), IsOkAndHolds(kServing));
  EXPECT_THAT(Health(**server, "no.such.Service"),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(ServerTest, ReflectionListsTheServices) {
  auto server = Start("127.0.0.1:0");
  ASSERT_THAT(server, IsOk());
  // ServerReflectionRequest{list_services: "*"}
  const auto services = test::RawCall(
      OpenChannel((*server)->address()),
      "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
      "\x3a\x01*");
  EXPECT_THAT(services, IsOkAndHolds(HasSubstr(kService)));
}

TEST_F(ServerTest, ATakenPortIsRefusedByName) {
  auto first = Start("127.0.0.1:0");
  ASSERT_THAT(first, IsOk());
  const auto second = Start((*first)->address());
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(std::string(second.status().message()),
              HasSubstr((*first)->address()));
}

TEST_F(ServerTest, AMalformedAddressIsRefusedByName) {
  for (const char* listen :
       {"", "7101", "127.0.0.1", "127.0.0.1:", ":7101", "127.0.0.1:65536",
        "127.0.0.1:99999", "127.0.0.1:-1", "127.0.0.1:+1", "127.0.0.1:http",
        "127.0.0.1:99999999999999999999"}) {
    EXPECT_THAT(Start(listen), StatusIs(absl::StatusCode::kInvalidArgument))
        << listen;
    EXPECT_THAT(Refusal(listen), HasSubstr(absl::StrCat("\"", listen, "\"")));
  }
  EXPECT_THAT(Start("192.0.2.1:0"),
              StatusIs(absl::StatusCode::kFailedPrecondition))
      << "an address that this machine does not have";
}

TEST_F(ServerTest, DrainLetsARunningCallFinishAndTakesNoNewOne) {
  std::promise<void> started;
  service_.read = [&](const Caller&, auto&) {
    started.set_value();
    absl::SleepFor(absl::Milliseconds(300));
    return absl::OkStatus();
  };
  auto server = Start("127.0.0.1:0");
  ASSERT_THAT(server, IsOk());
  const std::string address = (*server)->address();
  auto running = std::async(std::launch::async, [&] {
    auto stub = v1::DefinitionService::NewStub(OpenChannel(address));
    grpc::ClientContext context;
    v1::ListProfilesResponse reply;
    return stub->ListProfiles(&context, {}, &reply);
  });
  started.get_future().wait();

  (*server)->Drain();
  (*server)->Drain();

  EXPECT_THAT(running.get(), IsOk());
  EXPECT_THAT(Health(**server, ""), StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(ServerTest, ATooLargeMessageIsRefused) {
  auto server = Server::Start({.max_message_bytes = 1000}, {&service_});
  ASSERT_THAT(server, IsOk());
  auto stub = v1::DefinitionService::NewStub(OpenChannel((*server)->address()));
  grpc::ClientContext context;
  v1::GetProfileRequest request;
  request.set_name(std::string(2000, 'x'));
  v1::Profile reply;
  EXPECT_THAT(stub->GetProfile(&context, request, &reply),
              StatusIs(absl::StatusCode::kResourceExhausted));
}

TEST_F(ServerTest, ServesInProcess) {
  service_.serve = [](const auto&, const auto&, auto&, Done done) {
    done(absl::OkStatus());
    return absl::OkStatus();
  };
  auto server = Start("127.0.0.1:0");
  ASSERT_THAT(server, IsOk());
  auto stub = v1::DefinitionService::NewStub((*server)->InProcessChannel());
  grpc::ClientContext context;
  v1::Profile reply;
  EXPECT_THAT(stub->GetProfile(&context, {}, &reply), IsOk());
}

}  // namespace
}  // namespace iku
