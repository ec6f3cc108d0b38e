#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "common/server/server.h"
#include "gtest/gtest.h"
#include "services/collection/facts/facts_handler.h"
#include "services/collection/facts/pace.h"

namespace iku::test {
namespace {

namespace v1 = collection::v1;

// A store with so many records that no verification ever comes to its end.
class EndlessStore final : public collection::FactsStore {
 public:
  absl::StatusOr<int64_t> NewestVersion() const override { return 1; }
  absl::Time Now() const override { return absl::Now(); }
  absl::StatusOr<int64_t> VersionAt(absl::Time) const override { return 1; }
  absl::StatusOr<absl::Time> CommittedAt(int64_t) const override {
    return absl::UnixEpoch();
  }
  absl::StatusOr<collection::DistrictFacts> FactsOf(
      const RegionCode&, const collection::FactsSelection&,
      absl::FunctionRef<bool()>) const override {
    return absl::UnimplementedError("not asked for");
  }
  collection::FactsMark MarkOf(const RegionCode&) const override { return {}; }
  absl::StatusOr<std::vector<std::string>> DistrictsWithin(
      const RegionCode&, const collection::FactsMoment&, absl::string_view,
      int) const override {
    return absl::UnimplementedError("not asked for");
  }
  absl::StatusOr<collection::TallyReport> VerifyTallies(
      const std::optional<RegionCode>&,
      absl::FunctionRef<bool()> go_on) const override {
    running = true;
    const collection::Pace pace(go_on);
    while (pace.Check().ok()) absl::SleepFor(absl::Milliseconds(1));
    running = false;
    return pace.Check();
  }

  mutable std::atomic<bool> running{false};
};

class AbandonedVerificationTest : public ::testing::Test {
 protected:
  bool BecomesRunning(bool running) const {
    const absl::Time deadline = absl::Now() + absl::Seconds(10);
    while (store_.running != running && absl::Now() < deadline) {
      absl::SleepFor(absl::Milliseconds(1));
    }
    return store_.running == running;
  }

  grpc::Status Verify(grpc::ClientContext& context) {
    v1::VerifyTalliesRequest request;
    request.set_name("districts/35.08.21");
    v1::VerifyTalliesResponse reply;
    return stub_->VerifyTallies(&context, request, &reply);
  }

  EndlessStore store_;
  Calls calls_{{}};
  collection::FactsHandler handler_{calls_, store_};
  std::unique_ptr<Server> server_ = *Server::Start({}, {&handler_});
  std::unique_ptr<v1::FactsService::Stub> stub_ =
      v1::FactsService::NewStub(server_->InProcessChannel());
};

TEST_F(AbandonedVerificationTest, EndsWhenItsCallerHasGone) {
  grpc::ClientContext context;
  std::thread caller([&] {
    EXPECT_EQ(Verify(context).error_code(), grpc::StatusCode::CANCELLED);
  });
  EXPECT_TRUE(BecomesRunning(true));

  context.TryCancel();

  EXPECT_TRUE(BecomesRunning(false));
  caller.join();
  server_->Drain();
}

TEST_F(AbandonedVerificationTest, EndsAtItsDeadline) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::milliseconds(300));
  EXPECT_EQ(Verify(context).error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_TRUE(BecomesRunning(false));
  server_->Drain();
}

}  // namespace
}  // namespace iku::test
