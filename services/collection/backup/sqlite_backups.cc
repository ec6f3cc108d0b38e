#include "services/collection/backup/sqlite_backups.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/sqlite/file_bytes.h"
#include "common/store/sqlite/file_sync.h"
#include "common/store/sqlite/run.h"
#include "services/collection/backup/copy_check.h"

namespace iku::collection {
namespace {

constexpr int kLowestPriority = 19;

absl::Status Interrupted() {
  return MakeError(absl::StatusCode::kAborted, code::kBackupInterrupted);
}

std::string NameOf(const std::string& id) {
  return absl::StrCat("backups/", id);
}

}  // namespace

SqliteBackups::SqliteBackups(sqlite::Database& database, std::string store,
                             std::string directory, const Clock& clock)
    : database_(database),
      store_(std::move(store)),
      files_(std::move(directory)),
      clock_(clock) {}

absl::StatusOr<std::unique_ptr<SqliteBackups>> SqliteBackups::Open(
    sqlite::Database& database, std::string store, std::string directory,
    const Clock& clock) {
  if (access(directory.c_str(), W_OK | X_OK) != 0) {
    return sqlite::SystemError("write backups to", directory);
  }
  std::error_code ignored;
  directory = std::filesystem::canonical(directory, ignored).string();
  std::unique_ptr<SqliteBackups> backups(new SqliteBackups(
      database, std::move(store), std::move(directory), clock));
  RETURN_IF_ERROR(backups->TakeUp());
  return backups;
}

SqliteBackups::~SqliteBackups() {
  stopping_ = true;
  std::thread worker;
  {
    MutexLock lock(mutex_);
    worker = std::move(worker_);
  }
  if (worker.joinable()) worker.join();
}

absl::Status SqliteBackups::TakeUp() {
  ASSIGN_OR_RETURN(std::vector<Backup> backups, files_.List());
  MutexLock lock(mutex_);
  for (Backup& backup : backups) {
    if (backup.state == BackupState::kReady &&
        (!last_ready_ || backup.complete_time > last_ready_->complete_time)) {
      last_ready_ = backup;
    }
    if (backup.finished()) continue;
    files_.RemoveUnfinished(backup.id);
    backup.state = BackupState::kFailed;
    backup.complete_time = clock_.Now();
    backup.error = Interrupted();
    RETURN_IF_ERROR(files_.Write(backup));
  }
  return absl::OkStatus();
}

absl::StatusOr<Backup> SqliteBackups::Create(const std::string& id,
                                             Intent intent) {
  MutexLock lock(mutex_);
  if (running_ && current_->id == id) return *current_;
  ASSIGN_OR_RETURN(std::optional<Backup> found, files_.Read(id));
  if (found) return *std::move(found);
  if (running_) return Busy("backups", absl::Seconds(5));
  RETURN_IF_ERROR(files_.CheckUnused(id));
  RETURN_IF_ERROR(files_.CheckSpace(sqlite::SizeOf(store_) +
                                    sqlite::SizeOf(store_ + "-wal")));
  Backup backup;
  backup.id = id;
  backup.create_time = clock_.Now();
  if (intent == Intent::kCheckOnly) return backup;
  files_.RemoveUnfinished(id);
  RETURN_IF_ERROR(files_.Write(backup));
  if (worker_.joinable()) worker_.join();  // it has done its work
  current_ = backup;
  running_ = true;
  worker_ = std::thread([this] { Run(); });
  return backup;
}

absl::StatusOr<Backup> SqliteBackups::Get(const std::string& id) const {
  {
    MutexLock lock(mutex_);
    if (running_ && current_->id == id) return *current_;
  }
  ASSIGN_OR_RETURN(std::optional<Backup> found, files_.Read(id));
  if (!found) return NotFound(NameOf(id));
  return *std::move(found);
}

absl::StatusOr<std::vector<Backup>> SqliteBackups::List() const {
  std::optional<Backup> running;
  {
    MutexLock lock(mutex_);
    if (running_) running = current_;
  }
  ASSIGN_OR_RETURN(std::vector<Backup> backups, files_.List());
  for (Backup& backup : backups) {
    if (running && backup.id == running->id && !backup.finished()) {
      backup = *running;
    }
  }
  std::sort(
      backups.begin(), backups.end(), [](const Backup& a, const Backup& b) {
        return std::pair(a.create_time, a.id) > std::pair(b.create_time, b.id);
      });
  return backups;
}

void SqliteBackups::Tell(MetricWriter& writer) const {
  MutexLock lock(mutex_);
  const char kRuns[] = "iku_backup_runs_total";
  const char kHelp[] = "Backups since the start, by what became of them.";
  writer.Counter(kRuns, kHelp, {{"result", "ready"}},
                 static_cast<double>(ready_));
  writer.Counter(kRuns, kHelp, {{"result", "failed"}},
                 static_cast<double>(failed_));
  writer.Gauge("iku_backup_running", "1 while a backup is made.", {},
               running_ ? 1 : 0);
  const Backup last = last_ready_.value_or(Backup{});
  const auto seconds = [](absl::Duration duration) {
    return absl::ToDoubleSeconds(duration);
  };
  writer.Gauge("iku_backup_last_success_timestamp_seconds",
               "When the newest backup was ready; 0: there is none.", {},
               seconds(last.complete_time - absl::UnixEpoch()));
  writer.Gauge("iku_backup_last_duration_seconds",
               "How long the newest backup that is ready took.", {},
               seconds(last.complete_time - last.create_time));
  writer.Gauge("iku_backup_last_size_bytes",
               "Size of the newest backup that is ready.", {},
               static_cast<double>(last.size_bytes));
}

void SqliteBackups::Run() {
  // Of this thread only, on Linux: checking has all the time in the world.
  setpriority(PRIO_PROCESS, 0, kLowestPriority);
  Backup backup;
  {
    MutexLock lock(mutex_);
    backup = *current_;
  }
  LogInfo("backup begun", {{"id", backup.id}});
  const absl::Status made = sqlite::Guarded([&] { return Make(backup); });
  backup.complete_time = clock_.Now();
  backup.state = made.ok() ? BackupState::kReady : BackupState::kFailed;
  if (!made.ok()) {
    backup.error = ErrorOf(made);
    files_.RemoveUnfinished(backup.id);
    LogError("backup failed",
             {{"id", backup.id}, {"error", backup.error.message()}});
  } else {
    LogInfo("backup ready", {{"id", backup.id}, {"sha256", backup.sha256}});
  }
  if (absl::Status written = files_.Write(backup); !written.ok()) {
    LogError("backup manifest not written",
             {{"id", backup.id}, {"error", written.message()}});
  }
  MutexLock lock(mutex_);
  ++(made.ok() ? ready_ : failed_);
  if (made.ok()) last_ready_ = backup;
  current_ = std::move(backup);
  running_ = false;
}

absl::Status SqliteBackups::Make(Backup& backup) {
  const std::string part = files_.PartOf(backup.id);
  ASSIGN_OR_RETURN(
      backup.data_version,
      database_.CopyTo(part, [&](const sqlite::CopyProgress& progress) {
        backup.pages_done = progress.pages_done;
        backup.pages_total = progress.pages_total;
        Publish(backup);
        return !stopping_;
      }));
  backup.state = BackupState::kVerifying;
  Publish(backup);
  ASSIGN_OR_RETURN(const CopyContent content,
                   CheckCopy(part, [this] { return !stopping_; }));
  backup.size_bytes = content.size_bytes;
  backup.sha256 = content.sha256;
  backup.data_version = content.data_version;
  backup.verification = content.verification;
  backup.file = files_.FileOf(backup.id);
  return files_.Finish(backup.id);
}

void SqliteBackups::Publish(const Backup& backup) {
  MutexLock lock(mutex_);
  current_ = backup;
}

absl::Status SqliteBackups::ErrorOf(const absl::Status& status) const {
  const std::string reason = ReasonOf(status);
  if (stopping_ || reason == code::kStopping) return Interrupted();
  if (reason == code::kStoreFull) {
    // The disk is full, so this says how much there is.
    const absl::Status space = files_.CheckSpace(sqlite::SizeOf(store_));
    return space.ok() ? status : space;
  }
  return reason.empty() ? NotWritten(status) : status;
}

}  // namespace iku::collection
