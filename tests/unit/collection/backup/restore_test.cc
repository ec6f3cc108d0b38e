#include "services/collection/backup/restore.h"

#include "services/collection/backup/backup_files.h"
#include "tests/unit/collection/backup/backup_fixture.h"

namespace iku::collection {
namespace {

using ::iku::test::IsOk;
using ::iku::test::StatusIs;
using ::testing::HasSubstr;

class RestoreTest : public test::BackedUpStore {
 protected:
  void SetUp() override {
    ASSERT_THAT(Insert({"a", "b", "c"}), IsOk());
    ASSERT_THAT(Amend("b", ChangeAction::kVoid, 3), IsOk());
    file_ = BackUp("eve");
  }

  // Refused with these words, and nothing is left of it.
  void ExpectRefused(absl::StatusCode code, const std::string& words) {
    const auto before = FilesIn(directory_.path());
    const auto restored = Restore(file_, store_);
    EXPECT_THAT(restored, StatusIs(code));
    EXPECT_THAT(std::string(restored.status().message()), HasSubstr(words));
    auto after = FilesIn(directory_.path());
    if (before.count("new.db.lock") == 0) after.erase("new.db.lock");
    EXPECT_EQ(after, before);
  }

  void Damage(const std::string& path) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096 * 3);  // the header of a page
    file << "damage";
  }

  std::string file_;
  const std::string store_ = directory_.File("new.db");
};

TEST_F(RestoreTest, TheNewStoreIsWhatTheOldOneWas) {
  ASSERT_THAT(Insert({"later"}), IsOk());
  const auto restored = Restore(file_, store_);
  ASSERT_THAT(restored, IsOk());
  EXPECT_TRUE(restored->had_manifest);
  EXPECT_EQ(restored->records, 3);
  EXPECT_THAT(Told(*restored, file_, store_),
              HasSubstr("3 records, SHA-256 " + restored->sha256));

  const auto opened = sqlite::Database::Open(
      store_, Migrations(), clock_, {.checks = {.query = StoreCheck()}});
  ASSERT_THAT(opened, IsOk());
  const SqliteChangeStore changes(**opened);
  const auto report = changes.Verify(std::nullopt, [] { return true; });
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->mismatches_total, 0);
  EXPECT_EQ(report->data_version, restored->data_version);
}

TEST_F(RestoreTest, NothingIsOverwritten) {
  std::ofstream(store_) << "";
  ExpectRefused(absl::StatusCode::kFailedPrecondition,
                "new.db exists, and a restore overwrites nothing");
  std::filesystem::remove(store_);
  std::ofstream(store_ + "-wal") << "log";
  ExpectRefused(absl::StatusCode::kFailedPrecondition, "new.db-wal exists");
}

TEST_F(RestoreTest, ABackupThatWasDamagedIsRefused) {
  Damage(file_);
  ExpectRefused(absl::StatusCode::kDataLoss, "its manifest says");
}

TEST_F(RestoreTest, WithoutItsManifestABackupIsCheckedInFull) {
  std::filesystem::remove(ManifestPathOf(file_));
  const auto restored = Restore(file_, store_);
  ASSERT_THAT(restored, IsOk());
  EXPECT_FALSE(restored->had_manifest);
  EXPECT_THAT(Told(*restored, file_, store_), HasSubstr("no manifest"));
}

TEST_F(RestoreTest, WithoutItsManifestADamagedOneIsRefusedToo) {
  std::filesystem::remove(ManifestPathOf(file_));
  Damage(file_);
  ExpectRefused(absl::StatusCode::kDataLoss, "did not pass its check");
}

TEST_F(RestoreTest, WithoutItsManifestAFileWithWrongTalliesIsRefused) {
  std::filesystem::remove(ManifestPathOf(file_));
  {
    auto connection =
        *sqlite::Connection::Open(file_, sqlite::Connection::Mode::kReadWrite);
    ASSERT_THAT(connection->Execute(
                    "UPDATE survey_tallies SET responses = responses + 1"),
                IsOk());
  }
  ExpectRefused(absl::StatusCode::kDataLoss, "tallies differ");
}

TEST_F(RestoreTest, AManifestThatIsNoneIsNotPassedOver) {
  std::ofstream(ManifestPathOf(file_)) << "{}";
  ExpectRefused(absl::StatusCode::kDataLoss, "no manifest of a finished");
}

TEST_F(RestoreTest, AnUnfinishedOneIsRepeated) {
  std::ofstream(store_ + ".restoring") << "half of it";
  EXPECT_THAT(sqlite::Database::Open(store_, Migrations(), clock_, {}),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(Restore(file_, store_), IsOk());
  EXPECT_FALSE(std::filesystem::exists(store_ + ".restoring"));
}

TEST_F(RestoreTest, AStoreInUseIsNoBackup) {
  file_ = directory_.File("collection.db");
  ExpectRefused(absl::StatusCode::kFailedPrecondition, "no finished backup");
}

TEST_F(RestoreTest, AFileThatIsNotThereIsNamed) {
  file_ = directory_.File("nothing.db");
  ExpectRefused(absl::StatusCode::kFailedPrecondition,
                "nothing.db is missing or empty");
}

TEST_F(RestoreTest, AFileThatCannotBeWrittenIsNamedWithTheReason) {
  const auto restored = Restore(file_, directory_.File("no/new.db"));
  EXPECT_THAT(restored, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(std::string(restored.status().message()),
              HasSubstr("No such file or directory"));
}

}  // namespace
}  // namespace iku::collection
