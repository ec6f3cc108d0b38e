#include "common/store/sqlite/database_copy.h"

#include <filesystem>
#include <fstream>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "common/status/macros.h"
#include "common/store/sqlite/database.h"
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
using ::testing::HasSubstr;

constexpr Migration kSchema =
    "CREATE TABLE a (x INTEGER PRIMARY KEY) STRICT;"
    "CREATE TABLE b (y BLOB) STRICT";

bool GoOn(const CopyProgress&) { return true; }

// Every work that is told OK adds a version and a row of `a`.
Database::Work Inserting(absl::Status outcome = absl::OkStatus()) {
  return [outcome](Transaction& transaction) -> absl::Status {
    RETURN_IF_ERROR(transaction.data_version().status());
    RETURN_IF_ERROR(
        transaction.connection().Execute("INSERT INTO a DEFAULT VALUES"));
    return outcome;
  };
}

// Changes every page, more than the cache holds, before it fails or, with
// `all`, takes the whole transaction with it.
Database::Work ChangingAllInVain(bool all) {
  return [all](Transaction& transaction) -> absl::Status {
    Connection& connection = transaction.connection();
    RETURN_IF_ERROR(connection.Execute("PRAGMA cache_size = 10"));
    RETURN_IF_ERROR(connection.Execute("UPDATE b SET y = randomblob(200000)"));
    RETURN_IF_ERROR(connection.Execute("DELETE FROM a"));
    if (all) RETURN_IF_ERROR(connection.Execute("ROLLBACK"));
    return absl::AbortedError("in vain");
  };
}

int64_t NumberIn(const std::string& path, const char* sql) {
  auto connection = Connection::Open(path, Connection::Mode::kReadWrite);
  if (!connection.ok()) return -1;
  auto get = (*connection)->Prepare(sql);
  if (!get.ok() || !(*get)->Step().ok()) return -2;
  const int64_t number = (*get)->Int(0);
  (*get)->Reset();
  return number;
}

std::string Integrity(const std::string& path) {
  auto connection = Connection::Open(path, Connection::Mode::kReadWrite);
  if (!connection.ok()) return std::string(connection.status().message());
  auto check = (*connection)->Prepare("PRAGMA integrity_check");
  if (!check.ok() || !(*check)->Step().ok()) return "cannot be checked";
  std::string found = (*check)->Text(0);
  (*check)->Reset();
  return found;
}

class DatabaseCopyTest : public ::testing::Test {
 protected:
  // With one write a commit the writer copies a slice behind every write.
  void Open(Database::Options options = {.max_writes_per_commit = 1}) {
    auto opened = Database::Open(path_, {&kSchema, 1}, clock_, options);
    ASSERT_THAT(opened, IsOk());
    database_ = *std::move(opened);
    ASSERT_THAT(database_->WriteAndWait([](Transaction& transaction) {
      return transaction.connection().Execute(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
          "WHERE i < 100) INSERT INTO b SELECT randomblob(200000) FROM n");
    }),
                IsOk());
  }
  void SetUp() override { Open(); }

  // Starts a copy behind `works`, all of which wait before its first slice.
  absl::StatusOr<int64_t> CopyAmong(std::vector<Database::Work> works) {
    std::promise<void> release;
    HoldWriterUntil(release);
    for (Database::Work& work : works) {
      database_->Write(std::move(work), 0, [](absl::Status) {});
    }
    auto copied = std::async(std::launch::async, [this] {
      return database_->CopyTo(copy_, [](const CopyProgress&) { return true; });
    });
    release.set_value();
    return copied.get();
  }

  // Holds the writer thread, and with it every copy.
  void HoldWriterUntil(std::promise<void>& release) {
    std::promise<void> held;
    database_->Write(
        [&held, wait = release.get_future().share()](Transaction&) {
          held.set_value();
          wait.wait();
          return absl::OkStatus();
        },
        0, [](absl::Status) {});
    held.get_future().wait();
  }

  std::vector<Database::Work> Inserts(int count) {
    std::vector<Database::Work> works;
    for (int i = 0; i < count; ++i) works.push_back(Inserting());
    return works;
  }

  test::TempDir directory_;
  const std::string path_ = directory_.File("facts.db");
  const std::string copy_ = directory_.File("copy.db");
  test::FakeClock clock_{absl::FromUnixSeconds(1'000)};
  std::unique_ptr<Database> database_;
};

TEST_F(DatabaseCopyTest, HoldsWhatWasCommittedAlsoWhenNobodyWrites) {
  ASSERT_THAT(database_->WriteAndWait(Inserting()), IsOk());
  EXPECT_THAT(database_->CopyTo(copy_, GoOn), IsOkAndHolds(1));
  EXPECT_EQ(Integrity(copy_), "ok");
  EXPECT_EQ(NumberIn(copy_, "SELECT count(*) FROM b"), 100);
  EXPECT_EQ(NumberIn(copy_, "SELECT max(version) FROM commits"), 1);
}

TEST_F(DatabaseCopyTest, IsOneMomentOfAStoreThatIsWrittenTo) {
  const auto version = CopyAmong(Inserts(400));
  ASSERT_THAT(version, IsOk());
  EXPECT_GT(*version, 15) << "a write is held up by one slice, not by all";
  EXPECT_EQ(Integrity(copy_), "ok");
  EXPECT_EQ(NumberIn(copy_, "SELECT count(*) FROM a"), *version);
  EXPECT_EQ(NumberIn(copy_, "SELECT max(version) FROM commits"), *version);
}

TEST_F(DatabaseCopyTest, AWorkThatIsUndoneMeanwhileIsNotInIt) {
  std::vector<Database::Work> works = Inserts(12);
  works[6] = ChangingAllInVain(false);
  const auto version = CopyAmong(std::move(works));
  ASSERT_THAT(version, IsOk());
  EXPECT_EQ(*version, 11);
  EXPECT_EQ(Integrity(copy_), "ok");
  EXPECT_EQ(NumberIn(copy_, "SELECT count(*) FROM a"), 11);
  EXPECT_THAT(database_->WriteAndWait(Inserting()), IsOk());
}

TEST_F(DatabaseCopyTest, AGroupThatIsUndoneMeanwhileIsNotInIt) {
  std::vector<Database::Work> works = Inserts(12);
  works[6] = ChangingAllInVain(true);
  const auto version = CopyAmong(std::move(works));
  ASSERT_THAT(version, IsOk());
  EXPECT_EQ(*version, 11);
  EXPECT_EQ(Integrity(copy_), "ok");
  EXPECT_EQ(NumberIn(copy_, "SELECT count(*) FROM a"), 11);
  EXPECT_EQ(NumberIn(copy_, "SELECT sum(length(y)) FROM b"), 20'000'000);
}

TEST_F(DatabaseCopyTest, DoesNotMakeTheLogGrow) {
  database_.reset();
  std::filesystem::remove(path_);
  Open({.max_log_pages = 500, .max_writes_per_commit = 1});
  std::vector<Database::Work> works;
  for (int i = 0; i < 60; ++i) {
    works.push_back([](Transaction& transaction) {
      return transaction.connection().Execute(
          "UPDATE b SET y = randomblob(200000) WHERE rowid < 5");
    });
  }
  database_->CopyTo(directory_.File("first.db"), GoOn).IgnoreError();
  const auto before = std::filesystem::file_size(path_ + "-wal");
  ASSERT_THAT(CopyAmong(std::move(works)), IsOk());
  EXPECT_LT(std::filesystem::file_size(path_ + "-wal"), before + (8 << 20));
}

TEST_F(DatabaseCopyTest, OneIsMadeAtATime) {
  std::promise<void> asked;
  HoldWriterUntil(asked);
  absl::Status second;
  bool first = true;
  const auto copied = database_->CopyTo(copy_, [&](const CopyProgress&) {
    if (!first) return true;
    first = false;
    second = database_->CopyTo(directory_.File("2.db"), GoOn).status();
    asked.set_value();
    return true;
  });
  EXPECT_THAT(copied, IsOk());
  EXPECT_THAT(second, HasReason(code::kBusy));
  EXPECT_THAT(database_->CopyTo(directory_.File("3.db"), GoOn), IsOk());
}

TEST_F(DatabaseCopyTest, EndsWhenItShallNotGoOn) {
  std::promise<void> asked;
  HoldWriterUntil(asked);
  bool first = true;
  const auto copied = database_->CopyTo(copy_, [&](const CopyProgress&) {
    if (first) asked.set_value();
    first = false;
    return false;
  });
  EXPECT_THAT(copied, StatusIs(absl::StatusCode::kCancelled));
  EXPECT_THAT(database_->WriteAndWait(Inserting()), IsOk());
}

TEST_F(DatabaseCopyTest, EndsWhenTheDatabaseCloses) {
  std::promise<void> release;
  HoldWriterUntil(release);
  std::promise<void> begun;
  auto copied = std::async(std::launch::async, [&] {
    bool first = true;
    return database_->CopyTo(copy_, [&](const CopyProgress&) {
      if (first) begun.set_value();
      first = false;
      return true;
    });
  });
  begun.get_future().wait();
  std::thread closer([this] { database_.reset(); });
  // Long enough for the closer to say so; the writer is held.
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  release.set_value();
  EXPECT_THAT(copied.get(), HasReason(code::kStopping));
  closer.join();
}

TEST_F(DatabaseCopyTest, AFullDiskEndsTheCopyAndNotTheStore) {
  const auto copied = database_->CopyTo("/dev/full", GoOn);
  EXPECT_THAT(copied, HasReason(code::kStoreFull));
  EXPECT_THAT(database_->WriteAndWait(Inserting()), IsOk());
  EXPECT_THAT(database_->CopyTo(copy_, GoOn), IsOkAndHolds(1));
}

TEST_F(DatabaseCopyTest, ADirectoryThatIsNotThereIsNamedWithTheReason) {
  const auto copied = database_->CopyTo(directory_.File("no/copy.db"), GoOn);
  EXPECT_THAT(copied, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(std::string(copied.status().message()),
              HasSubstr("no/copy.db: No such file or directory"));
}

TEST_F(DatabaseCopyTest, AFileThatIsThereIsNotOverwritten) {
  std::ofstream(copy_) << "mine";
  EXPECT_THAT(database_->CopyTo(copy_, GoOn),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(std::filesystem::file_size(copy_), 4);
}

}  // namespace
}  // namespace iku::sqlite
