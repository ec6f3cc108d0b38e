#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <string>
#include <thread>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "common/store/sqlite/database.h"
#include "common/store/sqlite/run.h"
#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::sqlite {
namespace {

using ::iku::test::IsOk;

constexpr Migration kSchema = "CREATE TABLE notes (text TEXT) STRICT";
constexpr char kSecret[] = "keluhan yang pribadi";

Database::Work Doing(const char* sql, bool clean_log = false) {
  return [sql, clean_log](Transaction& transaction) {
    if (clean_log) transaction.CleanLog();
    return Run(transaction.connection(), sql);
  };
}

constexpr char kInsert[] = "INSERT INTO notes VALUES ('a')";
constexpr char kErase[] = "UPDATE notes SET text = ''";

// What stays readable in the files of a database that is open.
class CleanLogTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(database_->WriteAndWait(
                    Doing("INSERT INTO notes VALUES ('keluhan yang pribadi')")),
                IsOk());
  }

  absl::Status Erase() { return database_->WriteAndWait(Doing(kErase, true)); }

  bool StandsInAFile(absl::string_view text) const {
    for (const auto& file : std::filesystem::directory_iterator(
             std::filesystem::path(path_).parent_path())) {
      std::ifstream stream(file.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
      if (absl::StrContains(bytes, text)) return true;
    }
    return false;
  }

  // Within ten seconds, looking often.
  bool IsGoneSoon() const {
    const absl::Time deadline = absl::Now() + absl::Seconds(10);
    while (StandsInAFile(kSecret)) {
      if (absl::Now() > deadline) return false;
      absl::SleepFor(absl::Milliseconds(20));
    }
    return true;
  }

  test::TempDir directory_;
  std::string path_ = directory_.File("facts.db");
  test::FakeClock clock_{absl::FromUnixSeconds(1'000)};
  std::unique_ptr<Database> database_ =
      *Database::Open(path_, {&kSchema, 1}, clock_, {});
};

TEST_F(CleanLogTest, WhatIsOverwrittenStaysInTheLogUnlessAskedFor) {
  ASSERT_THAT(database_->WriteAndWait(Doing(kErase)), IsOk());
  absl::SleepFor(absl::Seconds(2));
  EXPECT_TRUE(StandsInAFile(kSecret));
}

TEST_F(CleanLogTest, WhatIsErasedLeavesTheFilesSoon) {
  ASSERT_TRUE(StandsInAFile(kSecret));
  ASSERT_THAT(Erase(), IsOk());
  EXPECT_TRUE(IsGoneSoon());
}

TEST_F(CleanLogTest, AReaderOfThePastPutsItOffAndHoldsUpNobody) {
  std::promise<void> begun, release;
  std::thread reader([&] {
    EXPECT_THAT(database_->Read([&](Connection&) {
      begun.set_value();
      release.get_future().wait();
      return absl::OkStatus();
    }),
                IsOk());
  });
  begun.get_future().wait();
  ASSERT_THAT(Erase(), IsOk());
  absl::SleepFor(absl::Seconds(2));  // in which it is tried
  EXPECT_TRUE(StandsInAFile(kSecret));
  const absl::Time asked = absl::Now();
  EXPECT_THAT(database_->WriteAndWait(Doing(kInsert)), IsOk());
  EXPECT_LT(absl::Now() - asked, absl::Seconds(2));

  release.set_value();
  reader.join();

  EXPECT_TRUE(IsGoneSoon());
}

// What a process leaves that is killed before it comes to it.
TEST_F(CleanLogTest, AStartDoesWhatAKilledProcessDidNot) {
  Database::Options later;
  later.clean_log_after = absl::Hours(1);
  database_.reset();
  database_ = *Database::Open(path_, {&kSchema, 1}, clock_, later);
  ASSERT_THAT(database_->WriteAndWait(
                  Doing("INSERT INTO notes VALUES ('keluhan yang pribadi')")),
              IsOk());
  ASSERT_THAT(Erase(), IsOk());
  test::TempDir copy;
  std::filesystem::copy(path_, copy.File("facts.db"));
  std::filesystem::copy(path_ + "-wal", copy.File("facts.db-wal"));
  database_.reset();
  path_ = copy.File("facts.db");
  ASSERT_TRUE(StandsInAFile(kSecret));

  database_ = *Database::Open(path_, {&kSchema, 1}, clock_, later);

  EXPECT_TRUE(IsGoneSoon());
  database_.reset();
}

TEST_F(CleanLogTest, WritesThatGoOnDoNotKeepItFromHappening) {
  std::promise<void> enough;
  std::thread writer([&, end = enough.get_future()] {
    while (end.wait_for(std::chrono::seconds(0)) ==
           std::future_status::timeout) {
      EXPECT_THAT(database_->WriteAndWait(Doing(kInsert)), IsOk());
    }
  });
  ASSERT_THAT(Erase(), IsOk());
  EXPECT_TRUE(IsGoneSoon());
  enough.set_value();
  writer.join();
}

}  // namespace
}  // namespace iku::sqlite
