#include "common/store/sqlite/database_copy.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/sqlite/database.h"
#include "common/store/sqlite/file_sync.h"

namespace iku::sqlite {
namespace {

// A writer that comes in the middle of a slice waits for its end.
constexpr int kPagesAStep = 32;
constexpr int kStepsASlice = 8;
constexpr absl::Duration kLongestSlice = absl::Milliseconds(4);
// How soon a waiting thread notices that it shall not go on.
constexpr absl::Duration kLookUp = absl::Milliseconds(100);
// What is written goes to the disk bit by bit. Otherwise the system would write
// all of it at once, and the commits of that time would wait for it.
constexpr int64_t kPagesBetweenSyncs = 8192;

// The copy needs no journal: a copy that was not finished is thrown away.
constexpr char kDestinationPragmas[] =
    "PRAGMA journal_mode = OFF;"
    "PRAGMA synchronous = OFF;"
    "PRAGMA locking_mode = EXCLUSIVE;";

absl::Status CheckUnused(const std::string& path) {
  struct stat found = {};
  if (stat(path.c_str(), &found) != 0 || found.st_size == 0) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(absl::StrCat(path, " exists"));
}

}  // namespace

DatabaseCopy::~DatabaseCopy() {
  sqlite3_backup_finish(backup_);
  sqlite3_close(destination_);
}

absl::Status DatabaseCopy::Start(Connection& source) {
  RETURN_IF_ERROR(CheckUnused(path_));
  const int opened = sqlite3_open_v2(
      path_.c_str(), &destination_,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
      nullptr);
  if (opened != SQLITE_OK) {
    const int error = sqlite3_system_errno(destination_);
    return absl::FailedPreconditionError(absl::StrCat(
        "cannot write ", path_, ": ",
        error != 0 ? std::strerror(error) : sqlite3_errstr(opened)));
  }
  sqlite3_extended_result_codes(destination_, 1);
  const int set = sqlite3_exec(destination_, kDestinationPragmas, nullptr,
                               nullptr, nullptr);
  if (set != SQLITE_OK) return StatusOf(destination_, set, "copy: settings");
  backup_ = sqlite3_backup_init(destination_, "main", source.handle(), "main");
  if (backup_ == nullptr) {
    return StatusOf(destination_, sqlite3_errcode(destination_), "copy: start");
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> DatabaseCopy::Step(Connection& source) {
  if (cancelled_) return absl::CancelledError("the copy was cancelled");
  if (backup_ == nullptr) RETURN_IF_ERROR(Start(source));
  const absl::Time end = absl::Now() + kLongestSlice;
  int result = SQLITE_OK;
  for (int i = 0; i < kStepsASlice && result == SQLITE_OK; ++i) {
    result = sqlite3_backup_step(backup_, kPagesAStep);
    if (absl::Now() >= end) break;
  }
  if (result != SQLITE_OK && result != SQLITE_DONE) {
    return StatusOf(destination_, result, "copy");
  }
  const int64_t total = sqlite3_backup_pagecount(backup_);
  MutexLock lock(mutex_);
  progress_ = {total - sqlite3_backup_remaining(backup_), total};
  return result == SQLITE_DONE;
}

void DatabaseCopy::End(absl::StatusOr<int64_t> outcome) {
  sqlite3_backup_finish(std::exchange(backup_, nullptr));
  const int closed = sqlite3_close(std::exchange(destination_, nullptr));
  if (outcome.ok() && closed != SQLITE_OK) {
    outcome = StatusOf(nullptr, closed, "copy: close");
  }
  // Told under the lock: what is told about ends with the waiting.
  MutexLock lock(mutex_);
  outcome_ = std::move(outcome);
  ended_.NotifyAll();
}

absl::StatusOr<int64_t> DatabaseCopy::Wait(
    absl::FunctionRef<bool(const CopyProgress&)> go_on) {
  FileToSync file(path_);
  int64_t synced = 0;
  while (true) {
    CopyProgress progress;
    std::optional<absl::StatusOr<int64_t>> outcome;
    {
      MutexLock lock(mutex_);
      if (!outcome_) ended_.WaitUntil(mutex_, absl::Now() + kLookUp);
      progress = progress_;
      outcome = outcome_;
    }
    if (!go_on(progress)) cancelled_ = true;
    if (outcome) {
      RETURN_IF_ERROR(outcome->status());
      RETURN_IF_ERROR(file.Sync());
      return *outcome;
    }
    if (progress.pages_done - synced >= kPagesBetweenSyncs) {
      RETURN_IF_ERROR(file.Sync());
      synced = progress.pages_done;
    }
    synced = std::min(synced, progress.pages_done);
  }
}

absl::StatusOr<int64_t> Database::CopyTo(
    const std::string& path,
    absl::FunctionRef<bool(const CopyProgress&)> go_on) {
  DatabaseCopy copy(path);
  {
    MutexLock lock(mutex_);
    if (stopping_) return Stopping();
    if (copy_ != nullptr) return Busy("copies", absl::Seconds(5));
    copy_ = &copy;
    changed_.NotifyOne();
  }
  return copy.Wait(go_on);
}

void Database::GoOnCopying(DatabaseCopy& copy) {
  const absl::StatusOr<bool> whole = copy.Step(*write_connection_);
  if (whole.ok() && !*whole) return;
  EndCopy(whole.ok() ? NewestVersion(*write_connection_)
                     : absl::StatusOr<int64_t>(whole.status()));
}

void Database::EndCopy(absl::StatusOr<int64_t> outcome) {
  DatabaseCopy* copy = nullptr;
  {
    MutexLock lock(mutex_);
    copy = std::exchange(copy_, nullptr);
  }
  if (copy != nullptr) copy->End(std::move(outcome));
}

}  // namespace iku::sqlite
