#include "services/collection/verify/background_check.h"

#include "common/metrics/metrics.h"
#include "gmock/gmock.h"
#include "services/collection/facts/sqlite_facts.h"
#include "tests/unit/collection/audit/audited_store.h"

namespace iku::collection {
namespace {

using ::iku::test::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class BackgroundCheckTest : public test::AuditedStore {
 protected:
  void SetUp() override {
    ASSERT_THAT(Insert({"a", "b"}), IsOk());
    metrics_.Add([this](MetricWriter& writer) { check_.Tell(writer); });
  }

  // The metrics behind a run; what it logged is in log_.
  std::string Run(bool go_on = true) {
    ::testing::internal::CaptureStderr();
    check_.Run([go_on] { return go_on; });
    log_ = ::testing::internal::GetCapturedStderr();
    return metrics_.Text();
  }

  const SqliteFacts facts_{*database_, clock_};
  BackgroundCheck check_{facts_, changes_, clock_};
  Metrics metrics_;
  std::string log_;
};

TEST_F(BackgroundCheckTest, BeforeTheFirstRunThereIsNoSuccess) {
  EXPECT_THAT(metrics_.Text(),
              AllOf(HasSubstr("iku_verify_last_success_timestamp_seconds 0\n"),
                    HasSubstr("iku_verify_runs_total{result=\"equal\"} 0\n")));
}

TEST_F(BackgroundCheckTest, AStoreThatHoldsIsASuccess) {
  EXPECT_THAT(
      Run(),
      AllOf(Not(HasSubstr("iku_verify_last_success_timestamp_seconds 0\n")),
            HasSubstr("iku_verify_runs_total{result=\"equal\"} 1\n"),
            HasSubstr("iku_verify_differences{what=\"tallies\"} 0\n"),
            HasSubstr("iku_verify_differences{what=\"changes\"} 0\n")));
  EXPECT_THAT(log_, Not(HasSubstr("error")));
}

TEST_F(BackgroundCheckTest, ATallyThatWasTamperedWithIsToldUntilItIsMended) {
  Run();
  const std::string success = Run();
  Tamper(
      "UPDATE survey_tallies SET responses = responses + 1"
      " WHERE dimension = 0");
  clock_.Advance(absl::Hours(24));
  const std::string found = Run();
  EXPECT_THAT(found,
              AllOf(HasSubstr("iku_verify_runs_total{result=\"equal\"} 2\n"),
                    HasSubstr("iku_verify_runs_total{result=\"different\"} 1"),
                    HasSubstr("iku_verify_differences{what=\"tallies\"} 1\n"),
                    HasSubstr("iku_verify_differences{what=\"changes\"} 0\n")));
  EXPECT_THAT(log_, AllOf(HasSubstr("\"level\":\"error\""),
                          HasSubstr("tallies differ from the records"),
                          HasSubstr("35.08.21")));
  Tamper(
      "UPDATE survey_tallies SET responses = responses - 1"
      " WHERE dimension = 0");
  EXPECT_THAT(Run(), HasSubstr("iku_verify_differences{what=\"tallies\"} 0\n"));
}

TEST_F(BackgroundCheckTest, ARecordThatWasTamperedWithBreaksItsChain) {
  Tamper("UPDATE survey_responses SET comment = 'lain'");
  EXPECT_THAT(Run(), AllOf(HasSubstr("iku_verify_differences{what=\"changes\"}"
                                     " 1\n"),
                           HasSubstr("last_success_timestamp_seconds 0\n")));
  EXPECT_THAT(log_, HasSubstr("the log of changes does not hold"));
}

TEST_F(BackgroundCheckTest, ARunThatIsStoppedSaysNothingOfTheStore) {
  EXPECT_THAT(Run(false),
              AllOf(HasSubstr("iku_verify_runs_total{result=\"stopped\"} 1\n"),
                    HasSubstr("iku_verify_runs_total{result=\"failed\"} 0\n"),
                    HasSubstr("last_success_timestamp_seconds 0\n")));
  EXPECT_THAT(log_, Not(HasSubstr("\"level\":\"error\"")));
}

}  // namespace
}  // namespace iku::collection
