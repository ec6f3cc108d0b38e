#include "common/store/sqlite/safe_log.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/crash/disk.h"
#include "tests/crash/fault_vfs.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::sqlite {
namespace {

using ::iku::test::Disk;
using ::iku::test::IsOk;
using ::iku::test::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

class SafeLogTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { test::FaultVfs::Install(); }

  // A log that can be read and of which nothing is durable, not even its name.
  void WriteLog(const std::string& content) {
    std::ofstream(path_, std::ios::app) << "x";
    std::ofstream(path_ + "-wal", std::ios::binary) << content;
    disk_.Open("facts.db-wal");
  }

  Disk::Files AfterPowerCut() { return disk_.AfterPowerCut(random_); }

  test::TempDir directory_;
  const std::string path_ = directory_.File("facts.db");
  Disk disk_{directory_.path(), 1};
  test::Random random_{1};
};

TEST_F(SafeLogTest, ALogIsDurableAsItCanBeRead) {
  std::string content;
  for (int i = 0; i < 100'000; ++i) content += std::to_string(i);
  WriteLog(content);
  EXPECT_THAT(AfterPowerCut()["facts.db-wal"], IsEmpty());

  ASSERT_THAT(MakeLogDurable(path_), IsOk());

  for (int i = 0; i < 20; ++i) {
    EXPECT_THAT(AfterPowerCut(), ElementsAre(Pair("facts.db-wal", content)));
  }
}

TEST_F(SafeLogTest, TheLogLiesBesideTheFileThatALinkLeadsTo) {
  WriteLog("content");
  const test::TempDir elsewhere;
  const std::string link = elsewhere.File("link.db");
  std::filesystem::create_symlink(path_, link);

  ASSERT_THAT(MakeLogDurable(link), IsOk());

  EXPECT_EQ(AfterPowerCut()["facts.db-wal"], "content");
}

TEST_F(SafeLogTest, WithoutALogNothingIsDone) {
  EXPECT_THAT(MakeLogDurable(path_), IsOk());
  EXPECT_EQ(disk_.calls(), 0);
  EXPECT_TRUE(std::filesystem::is_empty(directory_.path()));
}

TEST_F(SafeLogTest, ALogWithoutItsFileIsNotRead) {
  std::ofstream(path_ + "-wal") << "content";
  EXPECT_THAT(MakeLogDurable(path_), IsOk());
  EXPECT_EQ(disk_.calls(), 0);
}

TEST_F(SafeLogTest, AFailureNamesTheLogAndTheReason) {
  WriteLog("content");
  for (const int64_t call : {0, 1}) {
    disk_.FailAt(disk_.calls() + call, Disk::Failure::kIoError, false);
    const absl::Status status = MakeLogDurable(path_).status();
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
    EXPECT_THAT(std::string(status.message()), HasSubstr(path_ + "-wal"));
    EXPECT_THAT(std::string(status.message()), HasSubstr("disk I/O error"));
  }
  EXPECT_THAT(MakeLogDurable(path_), IsOk());
}

}  // namespace
}  // namespace iku::sqlite
