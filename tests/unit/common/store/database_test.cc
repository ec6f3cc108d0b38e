#include "common/store/sqlite/database.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/sync/work_deadline.h"
#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::sqlite {
namespace {

using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::IsOkAndHolds;
using ::iku::test::StatusIs;

constexpr Migration kSchema = "CREATE TABLE a (x INTEGER PRIMARY KEY) STRICT";

absl::Status Insert(Connection& connection, int64_t x) {
  ASSIGN_OR_RETURN(Statement * insert,
                   connection.Prepare("INSERT INTO a VALUES (?)"));
  insert->Bind(x);
  return insert->Run();
}

absl::StatusOr<int64_t> Number(const Database& database, const char* sql) {
  int64_t number = 0;
  RETURN_IF_ERROR(database.Read([&](Connection& connection) -> absl::Status {
    ASSIGN_OR_RETURN(Statement * get, connection.Prepare(sql));
    RETURN_IF_ERROR(get->Step().status());
    number = get->Int(0);
    return absl::OkStatus();
  }));
  return number;
}

constexpr char kCount[] = "SELECT count(*) FROM a";
constexpr char kVersions[] = "SELECT count(*) FROM commits";
constexpr char kNewest[] = "SELECT max(version) FROM commits";

class DatabaseTest : public ::testing::Test {
 protected:
  void SetUp() override { Open({}); }

  void Open(const Database::Options& options) {
    database_.reset();
    auto opened = Database::Open(path_, {&kSchema, 1}, clock_, options);
    ASSERT_THAT(opened, IsOk());
    database_ = *std::move(opened);
  }

  // Holds the writer thread inside a group of its own until the returned
  // promise is set, so that what is written meanwhile waits.
  std::promise<void> HoldWriter() {
    std::promise<void> release;
    std::promise<void> held;
    database_->Write(
        [&held, wait = release.get_future().share()](Transaction&) {
          held.set_value();
          wait.wait();
          return absl::OkStatus();
        },
        0, [](absl::Status) {});
    held.get_future().wait();
    return release;
  }

  std::future<absl::Status> Queue(Database::Work work, size_t bytes = 0) {
    auto outcome = std::make_shared<std::promise<absl::Status>>();
    std::future<absl::Status> future = outcome->get_future();
    database_->Write(std::move(work), bytes, [outcome](absl::Status status) {
      outcome->set_value(status);
    });
    return future;
  }

  test::TempDir directory_;
  const std::string path_ = directory_.File("facts.db");
  test::FakeClock clock_{absl::FromUnixSeconds(1'000)};
  std::unique_ptr<Database> database_;
};

Database::Work Inserting(int64_t x, absl::Status outcome = absl::OkStatus()) {
  return [x, outcome](Transaction& transaction) -> absl::Status {
    RETURN_IF_ERROR(transaction.data_version().status());
    RETURN_IF_ERROR(Insert(transaction.connection(), x));
    return outcome;
  };
}

TEST_F(DatabaseTest, ACommittedWriteSurvivesReopening) {
  ASSERT_THAT(database_->WriteAndWait(Inserting(1)), IsOk());
  Open({});
  EXPECT_THAT(Number(*database_, kCount), IsOkAndHolds(1));
}

TEST_F(DatabaseTest, AFailedWorkUndoesOnlyItself) {
  std::promise<void> release = HoldWriter();
  auto failed = Queue(Inserting(1, absl::AbortedError("no")));
  auto good = Queue(Inserting(2));
  auto thrown = Queue([](Transaction& transaction) -> absl::Status {
    RETURN_IF_ERROR(Insert(transaction.connection(), 3));
    throw std::runtime_error("bug");
  });
  release.set_value();

  EXPECT_THAT(failed.get(), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(good.get(), IsOk());
  EXPECT_THAT(thrown.get(), StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT(Number(*database_, "SELECT sum(x) FROM a"), IsOkAndHolds(2));
}

TEST_F(DatabaseTest, WorkThatWaitedBeyondItsDeadlineDoesNotBegin) {
  std::promise<void> release = HoldWriter();
  std::future<absl::Status> late, in_time;
  bool begun = false;
  {
    const WorkDeadline deadline(absl::Now() + absl::Milliseconds(20));
    late = Queue([&](Transaction&) {
      begun = true;
      return absl::OkStatus();
    });
  }
  {
    const WorkDeadline deadline(absl::Now() + absl::Hours(1));
    in_time = Queue(Inserting(1));
  }
  auto without = Queue(Inserting(2));
  absl::SleepFor(absl::Milliseconds(30));
  release.set_value();

  EXPECT_THAT(late.get(), HasReason(code::kDeadlineExceeded));
  EXPECT_FALSE(begun);
  EXPECT_THAT(in_time.get(), IsOk());
  EXPECT_THAT(without.get(), IsOk());
  EXPECT_THAT(Number(*database_, kVersions), IsOkAndHolds(2));
}

TEST_F(DatabaseTest, EveryWorkOfAGroupMakesItsOwnVersionWithoutGaps) {
  std::promise<void> release = HoldWriter();
  auto failed = Queue(Inserting(1, absl::AbortedError("no")));
  auto second = Queue(Inserting(2));
  auto third = Queue(Inserting(3, absl::AbortedError("no")));
  auto fourth = Queue(Inserting(4));
  release.set_value();
  EXPECT_FALSE(failed.get().ok());
  EXPECT_THAT(second.get(), IsOk());
  EXPECT_FALSE(third.get().ok());
  EXPECT_THAT(fourth.get(), IsOk());
  EXPECT_THAT(Number(*database_, kVersions), IsOkAndHolds(2));
  EXPECT_THAT(Number(*database_, kNewest), IsOkAndHolds(2));

  clock_.Advance(absl::Seconds(5));
  ASSERT_THAT(database_->WriteAndWait(Inserting(5)), IsOk());
  EXPECT_THAT(Number(*database_, kNewest), IsOkAndHolds(3));
  EXPECT_THAT(Number(*database_,
                     "SELECT committed_us FROM commits ORDER BY version DESC"),
              IsOkAndHolds(absl::ToUnixMicros(clock_.Now())));
}

TEST_F(DatabaseTest, AWorkSeesTheVersionThatItWouldMakeWithoutTakingIt) {
  ASSERT_THAT(database_->WriteAndWait(Inserting(1)), IsOk());
  ASSERT_THAT(database_->WriteAndWait([](Transaction& transaction) {
    EXPECT_THAT(transaction.newest_version(), IsOkAndHolds(1));
    EXPECT_THAT(transaction.next_version(), IsOkAndHolds(2));
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_THAT(Number(*database_, kNewest), IsOkAndHolds(1));
}

// Adds up what the works of a commit say and writes it once.
class Sum final : public Transaction::Shared {
 public:
  void Add(int64_t more) { sum_ += more; }
  absl::Status BeforeCommit(Transaction& transaction) override {
    if (sum_ == kPoison) return absl::AbortedError("poison");
    return Insert(transaction.connection(), sum_);
  }
  static constexpr int64_t kPoison = 13;

 private:
  int64_t sum_ = 0;
};

Database::Work Adding(int64_t x, absl::Status outcome = absl::OkStatus()) {
  return [x, outcome](Transaction& transaction) {
    Sum& sum = transaction.Share<Sum>();
    transaction.OnKept([&sum, x] { sum.Add(x); });
    return outcome;
  };
}

TEST_F(DatabaseTest, WhatTheWorksOfACommitShareIsWrittenOnceWithoutFailedOnes) {
  std::promise<void> release = HoldWriter();
  auto first = Queue(Adding(1));
  auto failed = Queue(Adding(10, absl::AbortedError("no")));
  auto third = Queue(Adding(100));
  release.set_value();
  EXPECT_THAT(first.get(), IsOk());
  EXPECT_FALSE(failed.get().ok());
  EXPECT_THAT(third.get(), IsOk());
  EXPECT_THAT(Number(*database_, "SELECT sum(x) FROM a"), IsOkAndHolds(101));
  EXPECT_THAT(Number(*database_, kCount), IsOkAndHolds(1));

  EXPECT_THAT(database_->WriteAndWait(Adding(5)), IsOk());
  EXPECT_THAT(Number(*database_, "SELECT max(x) + min(x) FROM a"),
              IsOkAndHolds(106));
}

TEST_F(DatabaseTest, WhatCannotBeWrittenBeforeTheCommitLosesTheGroup) {
  std::promise<void> release = HoldWriter();
  auto inserted = Queue(Inserting(1));
  auto poison = Queue(Adding(Sum::kPoison));
  release.set_value();
  EXPECT_THAT(inserted.get(), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(poison.get(), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(Number(*database_, kCount), IsOkAndHolds(0));
}

TEST_F(DatabaseTest, AFailedGroupTakesNoVersion) {
  EXPECT_FALSE(
      database_->WriteAndWait(Inserting(1, absl::AbortedError("no"))).ok());
  EXPECT_THAT(
      database_->WriteAndWait([](Transaction&) { return absl::OkStatus(); }),
      IsOk());
  EXPECT_THAT(Number(*database_, kVersions), IsOkAndHolds(0));
}

TEST_F(DatabaseTest, EveryWorkOfALostTransactionGetsTheError) {
  std::promise<void> release = HoldWriter();
  auto first = Queue(Inserting(1));
  auto breaker = Queue([](Transaction& transaction) {
    transaction.connection().Execute("ROLLBACK").IgnoreError();
    return absl::UnavailableError("lost");
  });
  auto third = Queue(Inserting(3));
  release.set_value();
  EXPECT_THAT(first.get(), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(breaker.get(), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(third.get(), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(Number(*database_, kCount), IsOkAndHolds(0));
  EXPECT_THAT(database_->WriteAndWait(Inserting(4)), IsOk());
}

TEST_F(DatabaseTest, AWorkThatCannotBeUndoneLosesItsGroup) {
  std::promise<void> release = HoldWriter();
  auto good = Queue(Inserting(1));
  auto broken = Queue([](Transaction& transaction) -> absl::Status {
    RETURN_IF_ERROR(Insert(transaction.connection(), 2));
    RETURN_IF_ERROR(transaction.connection().Execute("RELEASE work"));
    return absl::AbortedError("cannot be undone");
  });
  release.set_value();

  EXPECT_THAT(good.get(), StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT(broken.get(), StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT(Number(*database_, kCount), IsOkAndHolds(0));
}

TEST_F(DatabaseTest, AFullDiskIsResourceExhaustedAndKeepsWhatWasThere) {
  ASSERT_THAT(database_->WriteAndWait(Inserting(1)), IsOk());
  const absl::Status full = database_->WriteAndWait([](Transaction& t) {
    RETURN_IF_ERROR(t.connection().Execute("PRAGMA max_page_count = 1"));
    return t.connection().Execute(
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE "
        "i < 50000) INSERT INTO a SELECT i FROM n");
  });
  EXPECT_THAT(full, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(full, HasReason(code::kStoreFull));
  EXPECT_THAT(Number(*database_, kCount), IsOkAndHolds(1));
}

TEST_F(DatabaseTest, AFullQueueRefusesAtOnce) {
  Open({.max_waiting_writes = 2, .max_waiting_bytes = 100});
  std::promise<void> release = HoldWriter();
  auto first = Queue(Inserting(1), 60);
  auto too_large = Queue(Inserting(2), 60);
  ASSERT_EQ(too_large.wait_for(std::chrono::seconds(0)),
            std::future_status::ready);
  EXPECT_THAT(too_large.get(), HasReason(code::kBusy));
  auto second = Queue(Inserting(3), 10);
  auto too_many = Queue(Inserting(4), 1);
  ASSERT_EQ(too_many.wait_for(std::chrono::seconds(0)),
            std::future_status::ready);
  const absl::Status refused = too_many.get();
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_TRUE(RetryAfterOf(refused).has_value());

  release.set_value();
  EXPECT_THAT(first.get(), IsOk());
  EXPECT_THAT(second.get(), IsOk());
  EXPECT_THAT(database_->WriteAndWait(Inserting(5)), IsOk());
}

TEST_F(DatabaseTest, ClosingCommitsWhatWaits) {
  std::promise<void> release = HoldWriter();
  std::vector<std::future<absl::Status>> outcomes;
  for (int i = 0; i < 20; ++i) outcomes.push_back(Queue(Inserting(i)));
  std::thread closer([this] { database_.reset(); });
  release.set_value();
  closer.join();
  for (auto& outcome : outcomes) EXPECT_THAT(outcome.get(), IsOk());
  Open({});
  EXPECT_THAT(Number(*database_, kCount), IsOkAndHolds(20));
}

TEST_F(DatabaseTest, AReaderSeesEveryAcknowledgedWriteAndOneMoment) {
  std::atomic<bool> wrong{false};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 50; ++i) {
        const int64_t x = thread * 1000 + i;
        if (!database_->WriteAndWait(Inserting(x)).ok()) wrong = true;
        const absl::Status read = database_->Read([&](Connection& c) {
          auto find = c.Prepare("SELECT count(*) FROM a WHERE x = ?");
          (*find)->Bind(x);
          if (!(*find)->Step().ok() || (*find)->Int(0) != 1) wrong = true;
          auto all = c.Prepare(kCount);
          if (!(*all)->Step().ok()) wrong = true;
          const int64_t before = (*all)->Int(0);
          std::this_thread::yield();
          auto again = c.Prepare(kCount);
          if (!(*again)->Step().ok() || (*again)->Int(0) != before) {
            wrong = true;
          }
          return absl::OkStatus();
        });
        if (!read.ok()) wrong = true;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_FALSE(wrong);
  EXPECT_THAT(Number(*database_, kCount), IsOkAndHolds(200));
}

TEST_F(DatabaseTest, ReadersThatOverlapDoNotMakeTheLogGrowForEver) {
  Open({.max_log_pages = 500});
  ASSERT_THAT(database_->WriteAndWait([](Transaction& transaction) {
    return transaction.connection().Execute("CREATE TABLE b (y BLOB) STRICT");
  }),
              IsOk());
  std::atomic<bool> stop{false};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        EXPECT_THAT(database_->Read([](Connection&) {
          std::this_thread::sleep_for(std::chrono::milliseconds(3));
          return absl::OkStatus();
        }),
                    IsOk());
      }
    });
  }
  for (int megabyte = 0; megabyte < 20; ++megabyte) {
    EXPECT_THAT(database_->WriteAndWait([](Transaction& transaction) {
      return transaction.connection().Execute(
          "INSERT INTO b VALUES (zeroblob(1000000))");
    }),
                IsOk());
  }
  stop = true;
  for (std::thread& reader : readers) reader.join();

  EXPECT_LT(std::filesystem::file_size(path_ + "-wal"), 6 << 20);
}

TEST_F(DatabaseTest, AReadThatThrowsGivesItsConnectionBack) {
  Open({.read_connections = 1});
  EXPECT_THROW(database_
                   ->Read([](Connection&) -> absl::Status {
                     throw std::runtime_error("bug");
                   })
                   .IgnoreError(),
               std::runtime_error);
  EXPECT_THAT(Number(*database_, kCount), IsOkAndHolds(0));
}

}  // namespace
}  // namespace iku::sqlite
