#include "services/collection/backup/sqlite_backups.h"

#include "common/metrics/metrics.h"
#include "services/collection/backup/copy_check.h"
#include "tests/unit/collection/backup/backup_fixture.h"

namespace iku::collection {
namespace {

using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::IsOkAndHolds;
using ::iku::test::StatusIs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class SqliteBackupsTest : public test::BackedUpStore {
 protected:
  // What becomes of a backup of the store as it is.
  absl::Status ErrorOfBackup(const std::string& id) {
    const auto backups = Open();
    EXPECT_THAT(backups->Create(id, kStore), IsOk());
    const Backup backup = Finished(*backups, id);
    EXPECT_EQ(backup.state, BackupState::kFailed);
    return backup.error;
  }
};

TEST_F(SqliteBackupsTest, AReadyBackupWasCheckedAndIsAFileWithItsManifest) {
  ASSERT_THAT(Insert({"a", "b", "c"}), IsOk());
  ASSERT_THAT(Amend("b", ChangeAction::kCorrect, 4), IsOk());
  const auto backups = Open();
  const auto begun = backups->Create("eve", kStore);
  ASSERT_THAT(begun, IsOk());
  EXPECT_EQ(begun->state, BackupState::kCopying);
  EXPECT_EQ(begun->create_time, clock_.Now());

  const Backup backup = Finished(*backups, "eve");
  ASSERT_EQ(backup.state, BackupState::kReady) << backup.error;
  EXPECT_EQ(backup.file, folder_ + "/eve.db");
  EXPECT_EQ(backup.pages_done, backup.pages_total);
  EXPECT_EQ(backup.size_bytes, std::filesystem::file_size(backup.file));
  EXPECT_THAT(Sha256OfFile(backup.file, [] { return true; }),
              IsOkAndHolds(backup.sha256));
  EXPECT_GT(backup.data_version, 2);
  EXPECT_EQ(backup.verification.records, 3);
  EXPECT_GT(backup.verification.tallies, 0);
  EXPECT_EQ(backup.verification.chains, 2) << "the district's, the register's";
  EXPECT_EQ(backup.verification.changes, backup.data_version);
  EXPECT_THAT(FilesIn(folder_), ElementsAre("eve.db", "eve.json"));
}

TEST_F(SqliteBackupsTest, TheSameIdIsTheSameBackup) {
  const auto backups = Open();
  ASSERT_THAT(backups->Create("eve", kStore), IsOk());
  const Backup first = Finished(*backups, "eve");
  clock_.Advance(absl::Minutes(1));
  ASSERT_THAT(Insert({"later"}), IsOk());
  const auto again = backups->Create("eve", kStore);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->create_time, first.create_time);
  EXPECT_EQ(again->sha256, first.sha256);
}

TEST_F(SqliteBackupsTest, FinishedOnesAreListedAfterARestartTheNewestFirst) {
  BackUp("b");
  clock_.Advance(absl::Minutes(1));
  BackUp("a");
  const auto backups = Open()->List();
  ASSERT_THAT(backups, IsOk());
  ASSERT_EQ(backups->size(), 2);
  EXPECT_EQ((*backups)[0].id, "a");
  EXPECT_EQ((*backups)[1].id, "b");
  EXPECT_EQ((*backups)[1].state, BackupState::kReady);
  EXPECT_EQ((*backups)[1].verification.chains, 1);
}

TEST_F(SqliteBackupsTest, OneIsMadeAtATimeAndItsOwnIdGoesOn) {
  std::promise<void> release;
  HoldWriterUntil(release);
  const auto backups = Open();
  ASSERT_THAT(backups->Create("first", kStore), IsOk());
  EXPECT_THAT(backups->Create("second", kStore), HasReason(code::kBusy));
  const auto again = backups->Create("first", kStore);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->state, BackupState::kCopying);
  release.set_value();
  EXPECT_EQ(Finished(*backups, "first").state, BackupState::kReady);
  EXPECT_THAT(backups->Create("second", kStore), IsOk());
}

TEST_F(SqliteBackupsTest, OnlyCheckingMakesNothing) {
  const auto backups = Open();
  ASSERT_THAT(backups->Create("eve", Intent::kCheckOnly), IsOk());
  EXPECT_THAT(backups->Get("eve"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_TRUE(FilesIn(folder_).empty());
}

TEST_F(SqliteBackupsTest,
       WhatAnEarlierProcessLeftUnfinishedIsRemovedAndFailed) {
  Backup unfinished;
  unfinished.id = "eve";
  unfinished.state = BackupState::kVerifying;
  const BackupFiles files(folder_);
  ASSERT_THAT(files.Write(unfinished), IsOk());
  std::ofstream(files.PartOf("eve")) << "half of it";
  const auto backups = Open();
  const Backup backup = Finished(*backups, "eve");
  EXPECT_EQ(backup.state, BackupState::kFailed);
  EXPECT_THAT(backup.error, HasReason(code::kBackupInterrupted));
  EXPECT_THAT(FilesIn(folder_), ElementsAre("eve.json"));
}

TEST_F(SqliteBackupsTest, AStopEndsABackupAndSaysSo) {
  std::promise<void> release;
  HoldWriterUntil(release);
  auto backups = Open();
  ASSERT_THAT(backups->Create("eve", kStore), IsOk());
  std::thread stopper([&] { backups.reset(); });
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  release.set_value();
  stopper.join();
  EXPECT_THAT(Finished(*Open(), "eve").error,
              HasReason(code::kBackupInterrupted));
  EXPECT_THAT(FilesIn(folder_), ElementsAre("eve.json"));
}

TEST_F(SqliteBackupsTest, ACopyWhoseTalliesAreWrongIsNoBackup) {
  ASSERT_THAT(Insert({"a", "b"}), IsOk());
  Tamper("UPDATE survey_tallies SET responses = responses + 1");
  const absl::Status error = ErrorOfBackup("eve");
  EXPECT_THAT(error, HasReason(code::kBackupUnsound));
  EXPECT_THAT(std::string(error.message()), HasSubstr("tallies differ"));
  EXPECT_THAT(FilesIn(folder_), ElementsAre("eve.json"));
}

TEST_F(SqliteBackupsTest, ACopyWhoseChainsAreBrokenIsNoBackup) {
  ASSERT_THAT(Insert({"a"}), IsOk());
  Tamper("UPDATE changes SET actor = 'nobody' WHERE district_code <> '-'");
  const absl::Status error = ErrorOfBackup("eve");
  EXPECT_THAT(error, StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(std::string(error.message()), HasSubstr("chains of changes"));
}

TEST_F(SqliteBackupsTest, ABackupWhoseFileIsGoneIsNotReady) {
  std::filesystem::remove(BackUp("eve"));
  const Backup backup = Finished(*Open(), "eve");
  EXPECT_EQ(backup.state, BackupState::kFailed);
  EXPECT_THAT(backup.error, HasReason(code::kBackupFileGone));
}

TEST_F(SqliteBackupsTest, AFileOfSomeoneElseIsNotOverwritten) {
  std::ofstream(folder_ + "/eve.db") << "mine";
  EXPECT_THAT(Open()->Create("eve", kStore),
              HasReason(code::kBackupNotWritten));
  EXPECT_EQ(std::filesystem::file_size(folder_ + "/eve.db"), 4);
}

TEST_F(SqliteBackupsTest, AFolderThatIsNotThereIsSaidAtTheStart) {
  const auto backups = SqliteBackups::Open(
      *database_, directory_.File("collection.db"), folder_ + "/no", clock_);
  EXPECT_THAT(backups, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(std::string(backups.status().message()),
              HasSubstr("/no: No such file or directory"));
}

TEST_F(SqliteBackupsTest, AFolderThatGoesAwayFailsTheBackupOnly) {
  const auto backups = Open();
  std::filesystem::remove(folder_);
  EXPECT_THAT(backups->Create("eve", kStore),
              HasReason(code::kBackupNotWritten));
  EXPECT_THAT(Insert({"a"}), IsOk());
}

TEST_F(SqliteBackupsTest, MetricsTellOfTheNewestBackupAlsoAfterARestart) {
  ASSERT_THAT(Insert({"a"}), IsOk());
  const auto told = [](const Backups& backups) {
    Metrics metrics;
    metrics.Add([&](MetricWriter& writer) { backups.Tell(writer); });
    return metrics.Text();
  };
  std::promise<void> release;
  HoldWriterUntil(release);
  auto backups = Open();
  EXPECT_THAT(
      told(*backups),
      AllOf(HasSubstr("iku_backup_running 0\n"),
            HasSubstr("iku_backup_last_success_timestamp_seconds 0\n")));
  ASSERT_THAT(backups->Create("eve", kStore), IsOk());
  EXPECT_THAT(told(*backups), HasSubstr("iku_backup_running 1\n"));
  clock_.Advance(absl::Seconds(7));
  release.set_value();
  const Backup backup = Finished(*backups, "eve");

  const auto last =
      AllOf(HasSubstr("iku_backup_last_success_timestamp_seconds 1763614807\n"),
            HasSubstr("iku_backup_last_duration_seconds 7\n"),
            HasSubstr(absl::StrCat("iku_backup_last_size_bytes ",
                                   backup.size_bytes, "\n")));
  EXPECT_THAT(told(*backups),
              AllOf(last, HasSubstr("iku_backup_running 0\n"),
                    HasSubstr("iku_backup_runs_total{result=\"ready\"} 1\n"),
                    HasSubstr("iku_backup_runs_total{result=\"failed\"} 0\n")));

  clock_.Advance(absl::Hours(1));
  Tamper("UPDATE survey_tallies SET responses = responses + 1");
  backups = Open();
  ASSERT_THAT(backups->Create("morning", kStore), IsOk());
  ASSERT_EQ(Finished(*backups, "morning").state, BackupState::kFailed);
  EXPECT_THAT(
      told(*backups),
      AllOf(last, HasSubstr("iku_backup_runs_total{result=\"failed\"} 1\n")));
}

TEST_F(SqliteBackupsTest, ADiskWithoutRoomIsRefusedBeforeAnythingIsWritten) {
  const BackupFiles files(folder_);
  EXPECT_THAT(files.CheckSpace(int64_t{1} << 60),
              HasReason(code::kBackupNoSpace));
  EXPECT_THAT(files.CheckSpace(1), IsOk());
}

TEST(BackupManifestTest, AFailedBackupKeepsItsReasonAndNumbers) {
  Backup backup;
  backup.id = "eve";
  backup.state = BackupState::kFailed;
  backup.error =
      MakeError(absl::StatusCode::kResourceExhausted, code::kBackupNoSpace,
                {{"needed", "70"}, {"free", "3"}});
  const auto read = ParseManifest(ManifestOf(backup));
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(read->error, HasReason(code::kBackupNoSpace));
  EXPECT_EQ(read->error.message(), backup.error.message());
  EXPECT_EQ(ArgumentsOf(read->error), ArgumentsOf(backup.error));
}

TEST(BackupManifestTest, OtherTextIsNoManifest) {
  for (const char* text :
       {"", "{", "[]", "{}", "{\"id\": 5}", "\xff\xfe",
        "{\"id\": \"a\", \"state\": \"ready\", \"create_time\": \"today\"}"}) {
    EXPECT_THAT(ParseManifest(text), StatusIs(absl::StatusCode::kDataLoss))
        << text;
  }
}

}  // namespace
}  // namespace iku::collection
