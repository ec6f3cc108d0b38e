#ifndef IKU_SERVICES_COLLECTION_BACKUP_SQLITE_BACKUPS_H_
#define IKU_SERVICES_COLLECTION_BACKUP_SQLITE_BACKUPS_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "common/civil/clock.h"
#include "common/store/sqlite/database.h"
#include "common/sync/mutex.h"
#include "services/collection/backup/backup_files.h"
#include "services/collection/backup/backups.h"

namespace iku::collection {

// Backups of a SQLite store into a folder: the writer thread of the database
// copies, a thread of its own with the lowest priority checks the copy, and the
// file gets its name when it was found right.
class SqliteBackups final : public Backups {
 public:
  // `store` is the file that `database` has open. What an earlier process left
  // unfinished in `directory` is removed and becomes FAILED.
  // FAILED_PRECONDITION when the folder cannot be used. What it is given
  // outlives it.
  static absl::StatusOr<std::unique_ptr<SqliteBackups>> Open(
      sqlite::Database& database, std::string store, std::string directory,
      const Clock& clock);

  // Ends the backup that is being made.
  ~SqliteBackups() override;

  absl::StatusOr<Backup> Create(const std::string& id, Intent intent) override;
  absl::StatusOr<Backup> Get(const std::string& id) const override;
  absl::StatusOr<std::vector<Backup>> List() const override;
  void Tell(MetricWriter& writer) const override;

 private:
  SqliteBackups(sqlite::Database& database, std::string store,
                std::string directory, const Clock& clock);
  // Takes up what earlier processes left in the folder.
  absl::Status TakeUp();
  void Run();
  absl::Status Make(Backup& backup);
  absl::Status ErrorOf(const absl::Status& status) const;
  void Publish(const Backup& backup);

  sqlite::Database& database_;
  const std::string store_;
  const BackupFiles files_;
  const Clock& clock_;

  std::atomic<bool> stopping_{false};
  mutable Mutex mutex_;
  // The one that is being made, or the last one that was.
  std::optional<Backup> current_ ABSL_GUARDED_BY(mutex_);
  bool running_ ABSL_GUARDED_BY(mutex_) = false;
  // The newest that is ready, also of an earlier process.
  std::optional<Backup> last_ready_ ABSL_GUARDED_BY(mutex_);
  int64_t ready_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t failed_ ABSL_GUARDED_BY(mutex_) = 0;
  std::thread worker_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_BACKUP_SQLITE_BACKUPS_H_
