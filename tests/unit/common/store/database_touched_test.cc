#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "absl/time/clock.h"
#include "common/status/macros.h"
#include "common/store/sqlite/database.h"
#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::sqlite {
namespace {

using ::iku::test::IsOk;
using ::iku::test::StatusIs;

class DatabaseTouchedTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }

  void Open() {
    database_.reset();
    auto opened = Database::Open(path_, {}, clock_, {});
    ASSERT_THAT(opened, IsOk());
    database_ = *std::move(opened);
  }

  absl::Status Touch(const std::string& topic,
                     absl::Status outcome = absl::OkStatus()) {
    return database_->WriteAndWait([&](Transaction& transaction) {
      EXPECT_THAT(transaction.data_version(), IsOk());
      transaction.Touch(topic);
      return outcome;
    });
  }

  test::FakeClock clock_{absl::FromUnixSeconds(1'750'000'000)};
  test::TempDir dir_;
  std::string path_ = dir_.File("a.db");
  std::unique_ptr<Database> database_;
};

TEST_F(DatabaseTouchedTest, EachTopicKnowsTheVersionThatTouchedItLast) {
  ASSERT_THAT(Touch("a"), IsOk());
  ASSERT_THAT(Touch("b"), IsOk());
  ASSERT_THAT(Touch("b"), IsOk());
  EXPECT_EQ(database_->LastTouched("a").topic, 1);
  EXPECT_EQ(database_->LastTouched("b").topic, 3);
  EXPECT_EQ(database_->LastTouched("a").newest, 3);
}

TEST_F(DatabaseTouchedTest, AWorkThatFailsTouchesNothing) {
  ASSERT_THAT(Touch("a"), IsOk());
  EXPECT_THAT(Touch("a", absl::AbortedError("no")),
              StatusIs(absl::StatusCode::kAborted));
  EXPECT_EQ(database_->LastTouched("a").topic, 1);
  EXPECT_EQ(database_->LastTouched("a").newest, 1);
}

class CommitInstantTest : public DatabaseTouchedTest {
 protected:
  absl::Time Committed(int64_t version) {
    std::optional<absl::Time> time;
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      ASSIGN_OR_RETURN(time, Database::CommittedAt(connection, version));
      return absl::OkStatus();
    }),
                IsOk());
    return time.value_or(absl::InfinitePast());
  }
};

TEST_F(CommitInstantTest, NeverGoesBackWhenTheClockDoes) {
  ASSERT_THAT(Touch("a"), IsOk());
  clock_.Advance(-absl::Seconds(30));
  ASSERT_THAT(Touch("a"), IsOk());
  Open();
  ASSERT_THAT(Touch("a"), IsOk());
  EXPECT_GE(Committed(2), Committed(1));
  EXPECT_GT(Committed(3), Committed(2))
      << "an earlier process may have answered";
  clock_.Advance(absl::Minutes(1));
  ASSERT_THAT(Touch("a"), IsOk());
  EXPECT_EQ(Committed(4), clock_.Now()) << "it has caught up";
}

TEST_F(CommitInstantTest, OfAWorkThatKeptNothingHoldsNoLaterOne) {
  clock_.Advance(absl::Hours(1));
  EXPECT_THAT(Touch("a", absl::AbortedError("no")),
              StatusIs(absl::StatusCode::kAborted));
  clock_.Advance(-absl::Hours(1));
  ASSERT_THAT(Touch("a"), IsOk());
  EXPECT_EQ(Committed(1), clock_.Now());
}

TEST_F(CommitInstantTest, IsBehindWhatWasSettled) {
  const absl::Time settled = clock_.Now();
  database_->Settle(settled);
  ASSERT_THAT(Touch("a"), IsOk());
  EXPECT_GT(Committed(1), settled);
  EXPECT_EQ(database_->SettleBefore(Committed(1)), clock_.Now())
      << "what is still to come is not settled";
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(database_->SettleBefore(Committed(1)), Committed(1));
  ASSERT_THAT(Touch("a"), IsOk());
  EXPECT_GT(Committed(2), Committed(1));
}

TEST_F(CommitInstantTest, SettlingWaitsForACommitThatIsOnItsWay) {
  std::promise<void> begun, may_end;
  std::thread writer([&] {
    EXPECT_THAT(database_->WriteAndWait([&](Transaction& transaction) {
      begun.set_value();
      may_end.get_future().wait();
      return transaction.data_version().status();
    }),
                IsOk());
  });
  begun.get_future().wait();
  EXPECT_LT(database_->SettleBefore(clock_.Now()), clock_.Now());
  std::thread end([&] {
    absl::SleepFor(absl::Milliseconds(20));
    may_end.set_value();
  });
  database_->Settle(clock_.Now());
  EXPECT_EQ(Committed(1), clock_.Now());
  writer.join();
  end.join();
}

TEST_F(DatabaseTouchedTest, AfterAnOpenEveryTopicMayHaveChangedUpToThere) {
  EXPECT_EQ(database_->LastTouched("a").topic, 0);
  ASSERT_THAT(Touch("a"), IsOk());
  ASSERT_THAT(Touch("b"), IsOk());
  Open();
  EXPECT_EQ(database_->LastTouched("a").topic, 2);
  EXPECT_EQ(database_->LastTouched("c").topic, 2);
  EXPECT_EQ(database_->LastTouched("c").newest, 2);
}

}  // namespace
}  // namespace iku::sqlite
