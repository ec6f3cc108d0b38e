#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "common/store/sqlite/database.h"
#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::sqlite {
namespace {

using ::iku::test::IsOk;
using ::iku::test::StatusIs;
using ::testing::HasSubstr;

constexpr Migration kFirst = "CREATE TABLE a (x INTEGER) STRICT";
constexpr Migration kSecond = "CREATE TABLE b (x INTEGER) STRICT";
constexpr Migration kBroken = "CREATE TABLE c (x INTEGER); SELECT nothing";

class DatabaseOpenTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<Database>> Open(
      const std::vector<Migration>& migrations) {
    return OpenAt(path_, migrations);
  }
  absl::StatusOr<std::unique_ptr<Database>> OpenAt(
      const std::string& path, const std::vector<Migration>& migrations) {
    return Database::Open(path, migrations, clock_, {});
  }
  std::string MessageOf(
      const absl::StatusOr<std::unique_ptr<Database>>& database) {
    return std::string(database.status().message());
  }
  absl::Status Run(Database& database, const char* sql) {
    return database.WriteAndWait([sql](Transaction& transaction) {
      return transaction.connection().Execute(sql);
    });
  }

  test::TempDir directory_;
  const std::string path_ = directory_.File("facts.db");
  test::FakeClock clock_{absl::FromUnixSeconds(1'000)};
};

TEST_F(DatabaseOpenTest, RunsOnlyTheMigrationsThatAreNew) {
  ASSERT_THAT(Open({kFirst}), IsOk());
  auto database = Open({kFirst, kSecond});
  ASSERT_THAT(database, IsOk());
  EXPECT_THAT(Run(**database, "INSERT INTO a SELECT x FROM b"), IsOk());
}

TEST_F(DatabaseOpenTest, ABrokenMigrationLeavesNothingBehind) {
  EXPECT_THAT(Open({kFirst, kBroken}), StatusIs(absl::StatusCode::kInternal));
  auto database = Open({kFirst, kSecond});
  ASSERT_THAT(database, IsOk());
  EXPECT_THAT(Run(**database, "CREATE TABLE c (x INTEGER)"), IsOk());
}

TEST_F(DatabaseOpenTest, RefusesAFileOfANewerProgram) {
  ASSERT_THAT(Open({kFirst, kSecond}), IsOk());
  const auto older = Open({kFirst});
  EXPECT_THAT(older, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(MessageOf(older), HasSubstr("made by a newer program"));
}

TEST_F(DatabaseOpenTest, OneFileIsOpenOnce) {
  auto first = Open({});
  ASSERT_THAT(first, IsOk());
  const auto second = Open({});
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(MessageOf(second), HasSubstr(path_ + " is in use"));

  first->reset();
  EXPECT_THAT(Open({}), IsOk());
}

TEST_F(DatabaseOpenTest, ASecondProcessIsKeptOut) {
  // The child holds the file until the pipe is closed.
  int ready[2];
  int leave[2];
  ASSERT_EQ(pipe(ready), 0);
  ASSERT_EQ(pipe(leave), 0);
  const pid_t child = fork();
  if (child == 0) {
    close(leave[1]);
    auto held = Open({});
    char byte = held.ok() ? 'y' : 'n';
    if (write(ready[1], &byte, 1) != 1) _exit(2);
    if (read(leave[0], &byte, 1) != 0) _exit(3);
    _exit(0);
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  EXPECT_EQ(byte, 'y');
  EXPECT_THAT(Open({}), StatusIs(absl::StatusCode::kFailedPrecondition));

  close(leave[1]);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_THAT(Open({}), IsOk()) << "the lock of a dead process is gone";
}

TEST_F(DatabaseOpenTest, APathThatCannotBeWrittenIsNamedWithTheReason) {
  const auto database = OpenAt(directory_.File("missing/facts.db"), {});
  EXPECT_THAT(database, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(MessageOf(database), HasSubstr("missing/facts.db"));
  EXPECT_THAT(MessageOf(database), HasSubstr("No such file or directory"));
}

TEST_F(DatabaseOpenTest, ADirectoryIsNotAFile) {
  std::filesystem::create_directory(path_);
  const auto database = Open({});
  EXPECT_THAT(database, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(MessageOf(database), HasSubstr("cannot open " + path_));
}

TEST_F(DatabaseOpenTest, ADamagedFileIsDataLoss) {
  std::ofstream(path_) << std::string(8192, 'x');
  const auto database = Open({});
  EXPECT_THAT(database, StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(MessageOf(database), HasSubstr(path_));
}

TEST_F(DatabaseOpenTest, DamageThatIsFoundLaterIsDataLossToo) {
  {
    auto database = Open({kFirst});
    ASSERT_THAT(database, IsOk());
    ASSERT_THAT(Run(**database,
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                    "FROM n WHERE i < 20000) INSERT INTO a SELECT i FROM n"),
                IsOk());
  }
  // A page in the middle, where only reading all of it would find it.
  const auto middle = std::filesystem::file_size(path_) / 8192 * 4096;
  std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(middle));
  file << std::string(4096, 'x');
  file.close();

  const std::vector<Migration> schema = {kFirst};
  auto database = Database::Open(path_, schema, clock_,
                                 {.checks = {.fully_checked_bytes = 0}});
  ASSERT_THAT(database, IsOk());
  EXPECT_THAT((*database)->Read([](Connection& connection) {
    return connection.Execute("SELECT sum(x) FROM a");
  }),
              StatusIs(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace iku::sqlite
