#ifndef IKU_TESTS_UNIT_COLLECTION_BACKUP_BACKUP_FIXTURE_H_
#define IKU_TESTS_UNIT_COLLECTION_BACKUP_BACKUP_FIXTURE_H_

#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <set>
#include <string>
#include <thread>

#include "services/collection/backup/sqlite_backups.h"
#include "tests/unit/collection/audit/audited_store.h"

namespace iku::test {

// A store with a log of changes and a folder for its backups.
class BackedUpStore : public AuditedStore {
 protected:
  static constexpr auto kStore = collection::Intent::kStore;

  BackedUpStore() { std::filesystem::create_directory(folder_); }

  std::unique_ptr<collection::SqliteBackups> Open() {
    auto backups = collection::SqliteBackups::Open(
        *database_, directory_.File("collection.db"), folder_, clock_);
    EXPECT_THAT(backups, IsOk());
    return *std::move(backups);
  }

  // The backup when it is ready or failed.
  static collection::Backup Finished(const collection::Backups& backups,
                                     const std::string& id) {
    while (true) {
      const auto backup = backups.Get(id);
      if (!backup.ok()) {
        ADD_FAILURE() << backup.status();
        return {};
      }
      if (backup->finished()) return *backup;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  // Makes a backup and returns the path of its file.
  std::string BackUp(const std::string& id) {
    const auto backups = Open();
    EXPECT_THAT(backups->Create(id, kStore), IsOk());
    const collection::Backup backup = Finished(*backups, id);
    EXPECT_EQ(backup.state, collection::BackupState::kReady) << backup.error;
    return backup.file;
  }

  std::set<std::string> FilesIn(const std::string& folder) const {
    std::set<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
      names.insert(file.path().filename().string());
    }
    return names;
  }

  // Holds the writer thread, and with it every copy.
  void HoldWriterUntil(std::promise<void>& release) {
    std::promise<void> held;
    database_->Write(
        [&held, wait = release.get_future().share()](sqlite::Transaction&) {
          held.set_value();
          wait.wait();
          return absl::OkStatus();
        },
        0, [](absl::Status) {});
    held.get_future().wait();
  }

  const std::string folder_ = directory_.File("backups");
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COLLECTION_BACKUP_BACKUP_FIXTURE_H_
