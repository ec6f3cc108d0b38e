#ifndef IKU_COMMON_STORE_SQLITE_DATABASE_H_
#define IKU_COMMON_STORE_SQLITE_DATABASE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/civil/clock.h"
#include "common/metrics/metric_writer.h"
#include "common/store/sqlite/connection.h"
#include "common/store/sqlite/database_copy.h"
#include "common/store/sqlite/database_counts.h"
#include "common/store/sqlite/file_check.h"
#include "common/store/sqlite/transaction.h"  // IWYU pragma: export
#include "common/sync/mutex.h"

namespace iku::sqlite {

// One step of a schema; steps run in order, each in a transaction of its own,
// and their number is kept in the file (`user_version`).
using Migration = const char*;

// A SQLite file with one writer thread and many readers. Thread-safe.
//
// The writer thread owns every commit and every checkpoint (SQLite 3.40 can
// damage a file that two threads checkpoint). It takes what waits, runs it in
// one transaction and commits once for all: group commit. A lock on the file
// beside it keeps a second process out.
//
// What was overwritten or deleted is zeroed in the file, but older pages stay
// in the log until it starts anew. After a work that asked for it
// (Transaction::CleanLog), and when an earlier process left a log, it is
// emptied as soon as no reader needs it; in any case when the database closes.
class Database {
 public:
  struct Options {
    // Affects behaviour: how much may wait. Past it, RESOURCE_EXHAUSTED.
    size_t max_waiting_writes = 10'000;
    size_t max_waiting_bytes = 64 << 20;
    // Affects behaviour: readers that overlap without a break keep the log from
    // starting anew. When it has more pages than this, writing waits for them,
    // up to the busy timeout, once for each time it grows by so much.
    int max_log_pages = 16'384;
    // How long what a work overwrote may stay in the log, when it asked for
    // Transaction::CleanLog and no reader needs it: erasures share one
    // emptying.
    absl::Duration clean_log_after = absl::Seconds(1);
    // Affects performance: writes in one commit, connections for reading.
    int max_writes_per_commit = 1000;
    int read_connections = 6;
    // What the file is looked over for before it is opened.
    FileChecks checks = {};
  };

  // Opens or makes the file, brings its schema up to date (`migrations` must
  // begin with what the file has seen) and starts the writer. Every file gets a
  // table `commits (version INTEGER PRIMARY KEY, committed_us INTEGER)`.
  // FAILED_PRECONDITION when it cannot be written, is in use by another process
  // or was made by a newer program; DATA_LOSS when it is damaged, as far as
  // CheckFile sees.
  static absl::StatusOr<std::unique_ptr<Database>> Open(
      const std::string& path, absl::Span<const Migration> migrations,
      const Clock& clock, const Options& options);

  // Commits what waits, then closes.
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Runs on the writer thread, inside a savepoint. An error it returns undoes
  // what this work did, and only that.
  using Work = absl::AnyInvocable<absl::Status(Transaction&)>;
  // Called once, on the writer thread: after the durable commit with what Work
  // returned, or with the error for which nothing of it was kept. Must be
  // quick.
  using WriteDone = absl::AnyInvocable<void(absl::Status)>;

  // Queues `work`; never blocks. `bytes` is what it holds on to, about. When
  // the queue is full, calls `done` with RESOURCE_EXHAUSTED at once, on this
  // thread. Work that has not begun at the WorkDeadline of this thread does not
  // begin: DEADLINE_EXCEEDED.
  void Write(Work work, size_t bytes, WriteDone done);

  // The same, waiting for the outcome. Not from the writer thread.
  absl::Status WriteAndWait(Work work);

  // Runs `read` in one snapshot that includes every write whose `done` was
  // called before. Blocks for a free connection and for the disk.
  absl::Status Read(absl::FunctionRef<absl::Status(Connection&)> read) const;

  // The newest version of the data of all that was committed, and the one that
  // last touched a topic; of a topic that was not touched since this database
  // was opened the one that was the newest then. Includes every write whose
  // `done` was called before. Does not block for the disk.
  struct Touched {
    int64_t newest = 0;
    int64_t topic = 0;
  };
  Touched LastTouched(const std::string& topic) const;

  // Waits for a commit that is dated at or before `time`, when one is on its
  // way (for no longer than that commit takes), and lets no later one be dated
  // so: what Read sees from then on as committed up to `time` stays the same,
  // as long as this database is open. Of a time that is still to come only the
  // part up to now is settled.
  void Settle(absl::Time time) const;

  // The same without waiting, for the latest instant up to `time` and now that
  // is before any commit on its way. Returns it.
  absl::Time SettleBefore(absl::Time time) const;

  // Dates every commit behind `time`, that of something that is stored already.
  void DateBehind(absl::Time time);

  // Waits until something was committed since `seen` (0 at first), which then
  // says up to where the caller has seen; at the longest until `deadline`.
  void WaitForCommit(int64_t& seen, absl::Time deadline) const;

  // Makes a copy of the whole file at `path`, which names no file yet, while
  // writing goes on: the writer thread copies about 1 MiB between two commits.
  // Waits until the copy is whole and durable and returns the version of the
  // data that it holds, which is not older than the start. Asks `go_on` about
  // ten times a second.
  // What an unfinished copy left at `path` is the caller's to remove.
  //
  // RESOURCE_EXHAUSTED while another copy is made, and on a full disk;
  // FAILED_PRECONDITION when `path` cannot be written; CANCELLED when `go_on`
  // says no; UNAVAILABLE when the database closes meanwhile.
  absl::StatusOr<int64_t> CopyTo(
      const std::string& path,
      absl::FunctionRef<bool(const CopyProgress&)> go_on);

  // Tells what waits, what was committed and how long it took.
  void Tell(MetricWriter& writer);

  // Newest version in `commits`, as `connection` sees it; 0 in a new file.
  static absl::StatusOr<int64_t> NewestVersion(Connection& connection);

  // When it was committed; nothing for a version that there is not.
  static absl::StatusOr<std::optional<absl::Time>> CommittedAt(
      Connection& connection, int64_t version);

 private:
  static constexpr absl::Duration kFirstWaitForReaders = absl::Seconds(1);

  struct Waiting {
    Work work;
    size_t bytes;
    WriteDone done;
    absl::Time deadline;
  };

  Database(const Clock& clock, const Options& options);
  void RunWriter();
  void CommitGroup(std::vector<Waiting>& group);
  absl::Status RunGroup(std::vector<Waiting>& group, Transaction& transaction,
                        std::vector<absl::Status>& outcomes);
  // The instant of the commit that begins, to the microsecond, as `commits`
  // keeps it: now, but not before that of the last one that kept something and
  // behind every instant that was settled, also when the clock was set back.
  absl::Time BeginCommit();
  void EndCommit();
  // Tells those who ask what a commit brought.
  void Publish(const Transaction& transaction);
  // Brings the log into the file when it has become long.
  void Checkpoint();
  // Brings the log into the file and empties it, when that was asked for and is
  // due. Readers are waited for only briefly; else it is tried again.
  void CleanLog();
  void LogIsDirty();  // so far; for Tell
  // The copy's next slice, on the writer thread.
  void GoOnCopying(DatabaseCopy& copy);
  void EndCopy(absl::StatusOr<int64_t> outcome);

  const Clock& clock_;
  const Options options_;
  int lock_file_ = -1;
  std::unique_ptr<Connection> write_connection_;
  // Of the writer thread: pages of the log after the last commit, and at how
  // many it has to start anew.
  int log_pages_ = 0;
  int restart_log_at_ = 0;
  // Of the writer thread: when to empty the log, and how long to wait when
  // readers need it.
  absl::Time clean_log_at_ = absl::InfiniteFuture();
  absl::Duration clean_log_again_ = kFirstWaitForReaders;

  // For Tell; the writer thread counts.
  DatabaseCounts counts_;

  mutable Mutex readers_mutex_;
  mutable CondVar reader_free_;
  mutable std::vector<std::unique_ptr<Connection>> free_readers_
      ABSL_GUARDED_BY(readers_mutex_);

  mutable Mutex commits_mutex_;
  mutable CondVar committed_;
  int64_t commits_ ABSL_GUARDED_BY(commits_mutex_) = 0;
  int64_t opened_at_ ABSL_GUARDED_BY(commits_mutex_) = 0;  // version
  int64_t newest_ ABSL_GUARDED_BY(commits_mutex_) = 0;     // version
  absl::flat_hash_map<std::string, int64_t> touched_
      ABSL_GUARDED_BY(commits_mutex_);
  // Of the last commit that kept something, and of the one that is being made.
  absl::Time last_instant_ ABSL_GUARDED_BY(commits_mutex_) =
      absl::InfinitePast();
  absl::Time commit_instant_ ABSL_GUARDED_BY(commits_mutex_) =
      absl::InfiniteFuture();
  // No commit may be dated at or before it.
  mutable absl::Time settled_ ABSL_GUARDED_BY(commits_mutex_) =
      absl::InfinitePast();
  mutable CondVar commit_ended_;

  Mutex mutex_;
  CondVar changed_;
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  // Of what waits and of the group that is being committed.
  size_t waiting_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  DatabaseCopy* copy_ ABSL_GUARDED_BY(mutex_) = nullptr;  // that is being made
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread writer_;
};

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_DATABASE_H_
