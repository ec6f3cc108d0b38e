#ifndef IKU_TESTS_UNIT_INDICATOR_RUNNING_INDICATORS_H_
#define IKU_TESTS_UNIT_INDICATOR_RUNNING_INDICATORS_H_

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "common/client/channel.h"
#include "common/rpc/calls.h"
#include "common/server/server.h"
#include "common/status/grpc_status.h"
#include "gtest/gtest.h"
#include "services/indicator/indicator_handler.h"
#include "services/indicator/target/sqlite_target_store.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/rule_books.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {

// Facts from memory.
class FakeFactsSource final : public indicator::FactsSource {
 public:
  absl::StatusOr<indicator::DistrictFacts> facts = Sumbersuko();
  std::vector<indicator::FactsPage> pages;
  absl::Status error_after_pages;
  int asked = 0;
  int told = 0;  // how often the facts themselves were
  indicator::FactsSelection asked_for;
  // Happens while the facts are asked for.
  std::function<void()> meanwhile = [] {};

  void GetDistrictFacts(const RegionCode& /*district*/,
                        const indicator::FactsSelection& selection,
                        const std::string& known_etag,
                        const indicator::FactsCaller& /*caller*/,
                        Callback callback) override {
    ++asked;
    asked_for = selection;
    meanwhile();
    if (facts.ok() && !known_etag.empty() && facts->etag == known_etag) {
      indicator::DistrictFacts same(facts->district);
      same.data_version = facts->data_version;
      same.read_time = facts->read_time;
      same.etag = known_etag;
      same.unchanged = true;
      return callback(std::move(same));
    }
    ++told;
    callback(facts);
  }

  absl::StatusOr<indicator::FactsPage> ListDistrictFacts(
      const RegionCode& /*region*/,
      const indicator::FactsSelection& /*selection*/,
      absl::string_view page_token,
      const indicator::FactsCaller& /*caller*/) override {
    ++asked;
    const size_t page =
        page_token.empty() ? 0 : std::stoul(std::string(page_token));
    if (page < pages.size()) return pages[page];
    return error_after_pages;
  }
};

// A running IndicatorService and a client of it.
class RunningIndicators {
 public:
  explicit RunningIndicators(indicator::FactsSource& facts)
      : handler_(calls_, *rules_, facts, *targets_, clock_),
        server_(Server::Start({}, {&handler_}).value()),
        stub_(indicator::v1::IndicatorService::NewStub(
            server_->InProcessChannel())) {}
  ~RunningIndicators() { server_->Drain(); }

  // Sets the target of the year 2025 of Sumbersuko's satisfaction index.
  void SetTarget(const std::string& value) { ReplaceTarget("2025", value); }
  // The same for any period, whatever it was before.
  void ReplaceTarget(const std::string& period, const std::string& value) {
    const indicator::TargetKey key{Region("35.08.21"), "ikm", PeriodOf(period)};
    const auto newest = targets_->Get(key);
    std::promise<absl::Status> stored;
    targets_->Put({.target = {.key = key,
                              .value = Decimal::Parse(value).value(),
                              .source = "Perjanjian Kinerja"},
                   .etag = newest.ok() ? newest->Etag() : "",
                   .changed_by = "test",
                   .check_only = false},
                  [&stored](absl::StatusOr<indicator::StoredTarget> target) {
                    stored.set_value(target.status());
                  });
    EXPECT_THAT(stored.get_future().get(), IsOk());
  }

  struct Answer {
    absl::Status status;
    indicator::v1::DistrictIndicators indicators;
    absl::Duration took;
    std::string message;
  };
  Answer Compute(const indicator::v1::ComputeRequest& request,
                 absl::Duration time = absl::Seconds(5),
                 Language language = Language::kIndonesian) {
    grpc::ClientContext context;
    PrepareCall(context, absl::InfiniteFuture(), time, language, "test");
    Answer answer;
    const absl::Time start = absl::Now();
    const grpc::Status status =
        stub_->Compute(&context, request, &answer.indicators);
    answer.took = absl::Now() - start;
    answer.status = FromGrpcStatus(status);
    answer.message = status.error_message();
    return answer;
  }

  struct Batch {
    absl::Status status;
    std::vector<indicator::v1::DistrictIndicators> districts;
    std::vector<indicator::v1::RegionIndicators> roll_ups;
  };
  Batch BatchCompute(const indicator::v1::BatchComputeRequest& request) {
    grpc::ClientContext context;
    PrepareCall(context, absl::InfiniteFuture(), absl::Seconds(5),
                Language::kEnglish, "test");
    Batch batch;
    const auto reader = stub_->BatchCompute(&context, request);
    indicator::v1::BatchComputeResponse one;
    while (reader->Read(&one)) {
      if (one.has_district()) batch.districts.push_back(one.district());
      if (one.has_roll_up()) batch.roll_ups.push_back(one.roll_up());
    }
    batch.status = FromGrpcStatus(reader->Finish());
    return batch;
  }

  FakeClock& clock() { return clock_; }
  FreshRuleBook& rules() { return rules_; }
  indicator::v1::IndicatorService::Stub& stub() { return *stub_; }

 private:
  FakeClock clock_{NoonOf("2026-01-10")};
  FreshRuleBook rules_{clock_};
  std::unique_ptr<indicator::SqliteTargetStore> targets_ =
      indicator::SqliteTargetStore::Open(rules_.database()).value();
  Calls calls_{{}};
  indicator::IndicatorHandler handler_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<indicator::v1::IndicatorService::Stub> stub_;
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_INDICATOR_RUNNING_INDICATORS_H_
