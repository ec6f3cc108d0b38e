#ifndef IKU_COMMON_STORE_SQLITE_DATABASE_COPY_H_
#define IKU_COMMON_STORE_SQLITE_DATABASE_COPY_H_

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/sqlite/connection.h"
#include "common/sync/mutex.h"

struct sqlite3_backup;

namespace iku::sqlite {

// How far a copy is. `pages_done` goes back to the beginning when SQLite has to
// start anew, because a transaction that was large was undone.
struct CopyProgress {
  int64_t pages_done = 0;
  int64_t pages_total = 0;  // grows with the file; 0 before the first page
};

// A copy of a whole database that is made a slice at a time by the connection
// that writes it, so that it holds no reader open between the slices, and what
// is written meanwhile goes into the copy by itself. What comes out is the
// database as it is behind the last slice.
//
// The writer thread calls Step until it says that the copy is whole, then End.
// The thread that wants the copy calls Wait.
class DatabaseCopy {
 public:
  // Nothing is touched before the first Step.
  explicit DatabaseCopy(std::string path) : path_(std::move(path)) {}
  ~DatabaseCopy();
  DatabaseCopy(const DatabaseCopy&) = delete;
  DatabaseCopy& operator=(const DatabaseCopy&) = delete;

  // Copies some more, about 1 MiB and not longer than a few milliseconds. True
  // when the copy is whole. After an error, call End.
  absl::StatusOr<bool> Step(Connection& source);

  // Closes the copy and tells the thread that waits. `outcome` is the version
  // of the data that the copy holds. Before `source` closes.
  void End(absl::StatusOr<int64_t> outcome);

  // Waits for End, makes the file durable and returns the outcome. Asks `go_on`
  // now and then; when it says no, the next Step fails with CANCELLED.
  absl::StatusOr<int64_t> Wait(
      absl::FunctionRef<bool(const CopyProgress&)> go_on);

 private:
  absl::Status Start(Connection& source);

  const std::string path_;
  // Of the writer thread.
  sqlite3* destination_ = nullptr;
  sqlite3_backup* backup_ = nullptr;

  std::atomic<bool> cancelled_{false};
  Mutex mutex_;
  CondVar ended_;
  CopyProgress progress_ ABSL_GUARDED_BY(mutex_);
  std::optional<absl::StatusOr<int64_t>> outcome_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_DATABASE_COPY_H_
