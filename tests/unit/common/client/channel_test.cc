#include "common/client/channel.h"

#include <atomic>
#include <fstream>
#include <set>
#include <string>

#include "absl/time/clock.h"
#include "common/rpc/calls.h"
#include "common/server/server.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "iku/collection/v1/audit_service.pb.h"
#include "iku/collection/v1/backup_service.pb.h"
#include "iku/collection/v1/coordination_service.pb.h"
#include "iku/collection/v1/facts_service.pb.h"
#include "iku/collection/v1/ingest_service.pb.h"
#include "iku/collection/v1/quarantine_service.pb.h"
#include "iku/collection/v1/register_service.pb.h"
#include "iku/collection/v1/retention_service.pb.h"
#include "iku/collection/v1/survey_service.pb.h"
#include "iku/collection/v1/village_document_service.pb.h"
#include "iku/indicator/v1/target_service.pb.h"
#include "nlohmann/json.hpp"
#include "tests/support/matchers.h"
#include "tests/unit/common/rpc/test_services.h"

namespace iku {
namespace {

using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::StatusIs;
namespace v1 = ::iku::indicator::v1;

class ChannelTest : public ::testing::Test {
 protected:
  void StartServer(const std::string& listen) {
    auto server = Server::Start({.listen = listen}, {&service_});
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
  }
  grpc::Status Get(v1::DefinitionService::Stub& stub,
                   absl::Duration limit = absl::Seconds(10)) {
    grpc::ClientContext context;
    PrepareCall(context, absl::InfiniteFuture(), limit, Language::kEnglish,
                "caf\xc3\xa9\n");
    v1::Profile reply;
    return stub.GetProfile(&context, {}, &reply);
  }
  // Refuses the first `failures` attempts.
  void FailFirst(int failures, absl::Status status) {
    attempts_ = 0;
    service_.serve = [this, failures, status](const auto&, const auto&, auto&,
                                              Done done) {
      done(++attempts_ <= failures ? status : absl::OkStatus());
      return absl::OkStatus();
    };
  }

  Calls calls_{{}};
  test::ScriptedDefinitions service_{calls_};
  std::unique_ptr<Server> server_;
  std::atomic<int> attempts_{0};
};

const absl::Status kUnavailable =
    MakeError(absl::StatusCode::kUnavailable, code::kStoreUnavailable);

TEST_F(ChannelTest, RetriesUnavailableThreeTimes) {
  StartServer("127.0.0.1:0");
  auto stub = v1::DefinitionService::NewStub(OpenChannel(server_->address()));
  FailFirst(3, kUnavailable);
  EXPECT_THAT(Get(*stub), IsOk());
  EXPECT_EQ(attempts_, 4);

  FailFirst(4, kUnavailable);
  EXPECT_THAT(Get(*stub), HasReason(code::kStoreUnavailable));
  EXPECT_EQ(attempts_, 4);
}

TEST_F(ChannelTest, RetriesNothingElse) {
  StartServer("127.0.0.1:0");
  auto stub = v1::DefinitionService::NewStub(OpenChannel(server_->address()));
  FailFirst(1, Busy("calls"));
  EXPECT_THAT(Get(*stub), HasReason(code::kBusy));
  EXPECT_EQ(attempts_, 1);
}

TEST_F(ChannelTest, ADeadlineEndsACallThatHangs) {
  StartServer("127.0.0.1:0");
  auto stub = v1::DefinitionService::NewStub(OpenChannel(server_->address()));
  Done held;
  service_.serve = [&](const auto&, const auto&, auto&, Done done) {
    held = done;
    return absl::OkStatus();
  };
  EXPECT_THAT(Get(*stub, absl::Milliseconds(200)),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
  held(absl::OkStatus());
  held = nullptr;
}

TEST_F(ChannelTest, FindsAServerAgainSoonAfterARestart) {
  StartServer("127.0.0.1:0");
  const std::string address = server_->address();
  FailFirst(0, kUnavailable);
  auto stub = v1::DefinitionService::NewStub(OpenChannel(address));
  ASSERT_THAT(Get(*stub), IsOk());
  server_->Drain();
  server_.reset();
  const absl::Time down = absl::Now();
  EXPECT_THAT(Get(*stub, absl::Seconds(3)),
              StatusIs(absl::StatusCode::kUnavailable));
  while (absl::Now() < down + absl::Seconds(3)) (void)Get(*stub);
  StartServer(address);
  const absl::Time up = absl::Now();
  while (!Get(*stub).ok()) ASSERT_LT(absl::Now(), up + absl::Seconds(10));
  EXPECT_LT(absl::Now(), up + absl::Seconds(4));
}

TEST(RetryPolicyTest,
     NamesEveryServiceButTheOneThatRetriesItselfAndSetsNoTimeout) {
  std::set<std::string> named;
  for (const char* file : {"collection", "indicator"}) {
    std::ifstream in(std::string(IKU_SOURCE_DIR "/proto/retry/") + file +
                     ".json");
    const nlohmann::json config = nlohmann::json::parse(in);
    for (const auto& method : config["methodConfig"]) {
      EXPECT_FALSE(method.contains("timeout"));
      for (const auto& name : method["name"]) named.insert(name["service"]);
    }
  }
  std::set<std::string> served;
  namespace c = ::iku::collection::v1;
  for (const google::protobuf::FileDescriptor* file :
       {c::ListRegionsRequest::descriptor()->file(),
        c::SubmitBatchRequest::descriptor()->file(),
        c::GetDistrictFactsRequest::descriptor()->file(),
        c::ListChangesRequest::descriptor()->file(),
        c::GetQuarantinedRowRequest::descriptor()->file(),
        c::GetBackupRequest::descriptor()->file(),
        c::GetRetentionRequest::descriptor()->file(),
        c::GetSurveyResponseRequest::descriptor()->file(),
        c::GetCoordinationRecordRequest::descriptor()->file(),
        c::GetVillageDocumentRequest::descriptor()->file(),
        v1::GetProfileRequest::descriptor()->file(),
        v1::GetTargetRequest::descriptor()->file()}) {
    for (int i = 0; i < file->service_count(); ++i) {
      served.insert(file->service(i)->full_name());
    }
  }
  EXPECT_EQ(named, served);
}

}  // namespace
}  // namespace iku
