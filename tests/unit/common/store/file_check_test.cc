#include "common/store/sqlite/file_check.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "common/store/sqlite/database.h"
#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::sqlite {
namespace {

using ::iku::test::IsOk;
using ::iku::test::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr size_t kPage = 4096;

// Tables with and without row numbers, an index, inner pages, a text that
// overflows into other pages, and free pages.
constexpr Migration kSchema =
    "CREATE TABLE a (x INTEGER PRIMARY KEY, t TEXT NOT NULL) STRICT;"
    "CREATE INDEX a_by_t ON a (t);"
    "CREATE TABLE w (k TEXT PRIMARY KEY, v TEXT) STRICT, WITHOUT ROWID;"
    "CREATE TABLE e (y INTEGER) STRICT";
constexpr char kFill[] =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
    "i < 900) INSERT INTO a SELECT i, 'text number ' || i FROM n;"
    "INSERT INTO w SELECT 'key ' || x, t FROM a;"
    "INSERT INTO a VALUES (5000, hex(zeroblob(9000)));"
    "DELETE FROM w WHERE k > 'key 5'";

std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class FileCheckTest : public ::testing::Test {
 protected:
  void SetUp() override {
    {
      auto database = Open({});
      ASSERT_THAT(database, IsOk());
      Fill(**database);
    }
    whole_ = Content(path_);
    ASSERT_GT(whole_.size(), 20 * kPage);
  }

  static void Fill(Database& database) {
    ASSERT_THAT(database.WriteAndWait([](Transaction& transaction) {
      return transaction.connection().Execute(kFill);
    }),
                IsOk());
  }

  absl::StatusOr<std::unique_ptr<Database>> Open(const FileChecks& checks) {
    return Database::Open(path_, {&kSchema, 1}, clock_,
                          {.read_connections = 1, .checks = checks});
  }

  void Put(const std::string& content) {
    std::filesystem::remove(path_ + "-wal");
    std::filesystem::remove(path_ + "-shm");
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << content;
  }

  // Either it is refused in the right words and nothing was touched, or it can
  // be used, though not all of it may be readable. True when it is refused.
  bool IsRefused(const std::string& content, const FileChecks& checks = {}) {
    Put(content);
    auto database = Open(checks);
    if (!database.ok()) {
      EXPECT_THAT(database, StatusIs(absl::StatusCode::kDataLoss));
      EXPECT_THAT(std::string(database.status().message()),
                  AllOf(HasSubstr(path_ + " is damaged: "),
                        HasSubstr("Nothing was changed"),
                        HasSubstr("deploy/README.md")));
      EXPECT_EQ(Content(path_), content);
      return true;
    }
    (*database)
        ->Read([](Connection& connection) {
          return connection.Execute(
              "SELECT sum(length(t)) FROM a; SELECT count(v) FROM w;"
              "SELECT max(t) FROM a; SELECT count(y) FROM e");
        })
        .IgnoreError();
    (*database)
        ->WriteAndWait([](Transaction& transaction) {
          return transaction.connection().Execute(
              "INSERT INTO a (t) VALUES ('more'); INSERT INTO e VALUES (1)");
        })
        .IgnoreError();
    return false;
  }

  std::string With(size_t at, const std::string& bytes) const {
    std::string content = whole_;
    content.replace(at, bytes.size(), bytes);
    return content;
  }

  test::TempDir directory_;
  const std::string path_ = directory_.File("facts.db");
  test::FakeClock clock_{absl::FromUnixSeconds(1'000)};
  std::string whole_;
};

TEST_F(FileCheckTest, AWholeFileAndAnEmptyOneAreNotRefused) {
  EXPECT_FALSE(IsRefused(whole_));
  EXPECT_FALSE(IsRefused(""));
}

TEST_F(FileCheckTest, NoFlippedByteEndsTheProgram) {
  std::minstd_rand random(1);
  int refused = 0;
  int tried = 0;
  for (size_t page = 0; page < whole_.size(); page += kPage) {
    for (const size_t at : {size_t{0}, size_t{1}, size_t{3}, size_t{6},
                            size_t{9}, random() % 100, random() % kPage}) {
      const char flipped =
          static_cast<char>(whole_[page + at] ^ (1 + random() % 255));
      if (IsRefused(With(page + at, std::string(1, flipped)))) ++refused;
      ++tried;
    }
  }
  EXPECT_GT(refused, tried / 3);
}

TEST_F(FileCheckTest, AFileThatIsCutOffIsRefused) {
  for (size_t length = 1; length < whole_.size(); length += kPage / 2 + 7) {
    EXPECT_TRUE(IsRefused(whole_.substr(0, length), {0})) << length;
  }
  EXPECT_TRUE(IsRefused(whole_.substr(0, whole_.size() - 1), {0}));
}

TEST_F(FileCheckTest, AFileThatIsCutOffInTheMiddleOfAPageSaysHowMuchIsMissing) {
  Put(whole_.substr(0, whole_.size() - kPage - 1));
  EXPECT_THAT(std::string(Open({}).status().message()),
              HasSubstr("its end is missing, 2 of "));
}

TEST_F(FileCheckTest, NoiseIsRefused) {
  std::minstd_rand random(7);
  for (const size_t length : {1UL, 15UL, 99UL, 512UL, 5'000UL, 70'000UL}) {
    std::string noise(length, '\0');
    std::generate(noise.begin(), noise.end(), random);
    EXPECT_TRUE(IsRefused(noise)) << length;
    // Behind a header that is right.
    std::string headed = whole_.substr(0, 100) + noise;
    EXPECT_TRUE(IsRefused(headed)) << length;
  }
}

TEST_F(FileCheckTest, ALargeFileIsRefusedForTheRootOfAnyTableOrIndex) {
  std::vector<std::pair<std::string, size_t>> roots;
  {
    Put(whole_);
    auto database = Open({});
    ASSERT_THAT(database, IsOk());
    ASSERT_THAT((*database)->Read([&](Connection& connection) {
      auto rows = connection.Prepare(
          "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0");
      while (*(*rows)->Step()) {
        roots.emplace_back((*rows)->Text(0), (*rows)->Int(1));
      }
      return absl::OkStatus();
    }),
                IsOk());
  }
  ASSERT_EQ(roots.size(), 5);
  std::minstd_rand random(3);
  std::string noise(kPage, '\0');
  std::generate(noise.begin(), noise.end(), random);
  for (const auto& [name, root] : roots) {
    for (const std::string& page : {std::string(kPage, '\0'), noise}) {
      EXPECT_TRUE(IsRefused(With((root - 1) * kPage, page), {0})) << name;
      EXPECT_THAT(std::string(Open({0}).status().message()),
                  HasSubstr(name + " is broken: page "));
    }
  }
}

TEST_F(FileCheckTest, OnlyASmallFileIsReadWhole) {
  // The leaf in the middle of the table.
  const size_t leaf = whole_.find("text number 450") / kPage * kPage;
  const std::string content = With(leaf, std::string(kPage, '\0'));
  EXPECT_TRUE(IsRefused(content, {1 << 20}));
  EXPECT_FALSE(IsRefused(content, {1 << 10}));
}

TEST_F(FileCheckTest, ASchemaThatRefersToItselfIsRefused) {
  // Page 1 as an inner page whose only child is page 1, or 2 that leads back.
  std::string header("\x05\0\0\0\0\x10\0\0\0\0\0\x01", 12);
  EXPECT_TRUE(IsRefused(With(100, header), {0}));
  header[11] = 2;
  std::string content = With(100, header);
  content.replace(kPage, header.size(), header);
  EXPECT_TRUE(IsRefused(content, {0}));
}

// What a program leaves that was ended in the middle.
class FileCheckLogTest : public FileCheckTest {
 protected:
  void SetUp() override {
    auto database = Open({});
    ASSERT_THAT(database, IsOk());
    Fill(**database);
    file_ = Content(path_);
    log_ = Content(path_ + "-wal");
    database->reset();
    ASSERT_GT(log_.size(), 20 * kPage);
  }
  absl::Status OpenWith(const std::string& file, const std::string& log) {
    Put(file);
    std::ofstream(path_ + "-wal", std::ios::binary) << log;
    auto database = Open({0});
    if (!database.ok()) {
      EXPECT_EQ(Content(path_), file);
      EXPECT_EQ(Content(path_ + "-wal"), log);
    }
    return database.status();
  }
  std::string file_;
  std::string log_;
};

TEST_F(FileCheckLogTest, WhatIsOnlyInTheLogIsNotMissed) {
  EXPECT_THAT(OpenWith(file_, log_), IsOk());
  auto database = Open({});
  ASSERT_THAT(database, IsOk());
  EXPECT_THAT((*database)->Read([](Connection& connection) {
    auto count = connection.Prepare("SELECT count(*) FROM a");
    EXPECT_TRUE((*count)->Step().ok());
    EXPECT_EQ((*count)->Int(0), 901);
    return absl::OkStatus();
  }),
              IsOk());
}

TEST_F(FileCheckLogTest, ALogThatWasCutOffInACommitIsNoDamage) {
  EXPECT_THAT(OpenWith(file_, log_.substr(0, log_.size() - 100)), IsOk());
  EXPECT_THAT(OpenWith(file_, ""), IsOk());
}

TEST_F(FileCheckLogTest, ALogWithoutItsFileIsRefused) {
  EXPECT_THAT(OpenWith("", log_), StatusIs(absl::StatusCode::kDataLoss));
  std::filesystem::remove(path_);
  EXPECT_THAT(Open({}), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_FALSE(std::filesystem::exists(path_));
  EXPECT_EQ(Content(path_ + "-wal"), log_);
}

TEST_F(FileCheckTest, ARestoreThatWasNotFinishedIsNotAnEmptyStore) {
  std::filesystem::rename(path_, path_ + ".restoring");
  const auto database = Open({});
  EXPECT_THAT(database, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(std::string(database.status().message()),
              HasSubstr("was not finished; repeat it"));
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(FileCheckTest, WhatTheProgramItselfKnowsToBeWrongIsRefused) {
  FileChecks checks;
  checks.query = "SELECT 'no answers' WHERE (SELECT count(*) FROM a) = 0";
  EXPECT_THAT(Open(checks), IsOk());
  checks.query = "SELECT 'some answers' WHERE (SELECT count(*) FROM a) > 0";
  const auto database = Open(checks);
  EXPECT_THAT(database, StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(std::string(database.status().message()),
              HasSubstr("damaged: some answers. Nothing"));
}

}  // namespace
}  // namespace iku::sqlite
