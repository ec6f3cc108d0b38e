#include "common/store/sqlite/database.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/time/clock.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/sqlite/run.h"
#include "common/sync/work_deadline.h"

namespace iku::sqlite {
namespace {

constexpr char kNewestVersion[] = "SELECT max(version) FROM commits";
constexpr char kCommittedAt[] =
    "SELECT committed_us FROM commits WHERE version = ?";
// As finely as `commits` tells them apart.
constexpr absl::Duration kInstant = absl::Microseconds(1);
// A checkpoint behind each commit would cost more than the commit.
constexpr int kPagesBetweenCheckpoints = 1000;
constexpr absl::Duration kLongestWaitForReaders = absl::Minutes(1);
constexpr int kWaitForReadersMs = 100;

}  // namespace

Database::~Database() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.NotifyAll();
  if (writer_.joinable()) writer_.join();
  {
    MutexLock lock(readers_mutex_);
    free_readers_.clear();
  }
  // Last of the connections, so that it makes the last checkpoint.
  write_connection_.reset();
  if (lock_file_ >= 0) close(lock_file_);
}

void Database::Write(Work work, size_t bytes, WriteDone done) {
  {
    MutexLock lock(mutex_);
    if (waiting_.size() < options_.max_waiting_writes &&
        waiting_bytes_ + bytes <= options_.max_waiting_bytes) {
      waiting_.push_back(
          {std::move(work), bytes, std::move(done), WorkDeadline::Current()});
      waiting_bytes_ += bytes;
      done = nullptr;
    }
  }
  if (done == nullptr) {
    changed_.NotifyOne();
  } else {
    done(Busy("writes"));
  }
}

absl::Status Database::WriteAndWait(Work work) {
  Mutex mutex;
  CondVar changed;
  bool finished = false;
  absl::Status outcome;
  Write(std::move(work), 0, [&](absl::Status status) {
    // Told under the lock: what is told about ends with this function.
    MutexLock lock(mutex);
    outcome = std::move(status);
    finished = true;
    changed.NotifyAll();
  });
  MutexLock lock(mutex);
  while (!finished) changed.Wait(mutex);
  return outcome;
}

void Database::RunWriter() {
  // Takes the place of SQLite's own checkpoint, which runs inside the commit
  // and never makes the log start anew while readers overlap.
  sqlite3_wal_hook(
      write_connection_->handle(),
      [](void* log_pages, sqlite3*, const char*, int pages) {
        *static_cast<int*>(log_pages) = pages;
        return SQLITE_OK;
      },
      &log_pages_);
  restart_log_at_ = options_.max_log_pages;
  const size_t limit =
      static_cast<size_t>(std::max(1, options_.max_writes_per_commit));
  std::vector<Waiting> group;
  while (true) {
    DatabaseCopy* copy = nullptr;
    bool stopping = false;
    {
      MutexLock lock(mutex_);
      while (waiting_.empty() && copy_ == nullptr && !stopping_ &&
             absl::Now() < clean_log_at_) {
        changed_.WaitUntil(mutex_, clean_log_at_);
      }
      copy = copy_;
      stopping = stopping_;
      while (!waiting_.empty() && group.size() < limit) {
        group.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
      }
    }
    if (stopping) EndCopy(Stopping());
    if (stopping && group.empty()) return;
    if (!group.empty()) {
      CommitGroup(group);
      Checkpoint();
    }
    CleanLog();
    if (copy != nullptr && !stopping) GoOnCopying(*copy);
    size_t bytes = 0;
    for (const Waiting& waiting : group) bytes += waiting.bytes;
    group.clear();
    MutexLock lock(mutex_);
    waiting_bytes_ -= bytes;
  }
}

void Database::CommitGroup(std::vector<Waiting>& group) {
  std::vector<absl::Status> outcomes(group.size());
  const absl::Time begun = absl::Now();
  Transaction transaction(*write_connection_, BeginCommit());
  const absl::Status committed = RunGroup(group, transaction, outcomes);
  counts_.log_pages = log_pages_;
  if (committed.ok()) {
    counts_.commit_seconds.Observe(absl::ToDoubleSeconds(absl::Now() - begun));
    counts_.works_per_commit.Observe(static_cast<double>(group.size()));
    if (transaction.cleans_log_) {
      clean_log_at_ = std::min(clean_log_at_, begun + options_.clean_log_after);
      LogIsDirty();
    }
    Publish(transaction);
  } else {
    ++counts_.failed_commits;
    RollBack(*write_connection_);
  }
  for (size_t i = 0; i < group.size(); ++i) {
    const absl::Status told = Guarded([&] {
      // What a work found may rest on others of its group, so when the group is
      // lost its own outcome is void too.
      group[i].done(committed.ok() ? outcomes[i] : committed);
      return absl::OkStatus();
    });
    if (!told.ok()) LogError("write done", {{"error", told.message()}});
  }
  // Now that those who keep something of it in memory know too.
  EndCommit();
}

absl::Time Database::BeginCommit() {
  MutexLock lock(commits_mutex_);
  const absl::Time instant =
      std::max({clock_.Now(), last_instant_, settled_ + kInstant});
  commit_instant_ = absl::FromUnixMicros(absl::ToUnixMicros(instant));
  return commit_instant_;
}

void Database::EndCommit() {
  {
    MutexLock lock(commits_mutex_);
    commit_instant_ = absl::InfiniteFuture();
  }
  commit_ended_.NotifyAll();
}

void Database::Settle(absl::Time time) const {
  MutexLock lock(commits_mutex_);
  settled_ = std::max(settled_, std::min(time, clock_.Now()));
  while (commit_instant_ <= time) commit_ended_.Wait(commits_mutex_);
}

absl::Time Database::SettleBefore(absl::Time time) const {
  MutexLock lock(commits_mutex_);
  const absl::Time settled =
      std::min({time, clock_.Now(), commit_instant_ - kInstant});
  settled_ = std::max(settled_, settled);
  return settled;
}

void Database::DateBehind(absl::Time time) {
  MutexLock lock(commits_mutex_);
  settled_ = std::max(settled_, time);
}

void Database::Publish(const Transaction& transaction) {
  {
    MutexLock lock(commits_mutex_);
    ++commits_;
    newest_ = std::max(newest_, transaction.newest_version_);
    if (transaction.kept_something_) last_instant_ = transaction.now();
    for (const auto& [topic, version] : transaction.touched_) {
      touched_.insert_or_assign(topic, version);
    }
  }
  committed_.NotifyAll();
}

absl::Status Database::RunGroup(std::vector<Waiting>& group,
                                Transaction& transaction,
                                std::vector<absl::Status>& outcomes) {
  Connection& connection = *write_connection_;
  RETURN_IF_ERROR(Run(connection, "BEGIN IMMEDIATE"));
  for (size_t i = 0; i < group.size(); ++i) {
    if (absl::Now() >= group[i].deadline) {
      outcomes[i] = DeadlineExceeded();
      ++counts_.too_late;
      continue;
    }
    outcomes[i] = transaction.RunInSavepoint(group[i].work);
    if (!InTransaction(connection)) return outcomes[i];
  }
  RETURN_IF_ERROR(transaction.BeforeCommit());
  return Run(connection, "COMMIT");
}

void Database::Checkpoint() {
  if (log_pages_ < kPagesBetweenCheckpoints && log_pages_ < restart_log_at_) {
    return;
  }
  const bool restart = log_pages_ >= restart_log_at_;
  const int result = sqlite3_wal_checkpoint_v2(
      write_connection_->handle(), nullptr,
      restart ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE, nullptr,
      nullptr);
  if (restart) {
    // Behind a reader that takes long, not every commit waits.
    restart_log_at_ =
        options_.max_log_pages + (result == SQLITE_OK ? 0 : log_pages_);
  }
  if (result != SQLITE_OK && result != SQLITE_BUSY) {
    LogWarning("checkpoint failed", {{"reason", sqlite3_errstr(result)}});
  }
  log_pages_ = 0;  // until the next commit says
}

void Database::LogIsDirty() {
  int64_t none = 0;
  counts_.log_dirty_since_us.compare_exchange_strong(
      none, absl::ToUnixMicros(absl::Now()));
}

void Database::CleanLog() {
  if (absl::Now() < clean_log_at_) return;
  sqlite3* const handle = write_connection_->handle();
  sqlite3_busy_timeout(handle, kWaitForReadersMs);
  const int result = sqlite3_wal_checkpoint_v2(
      handle, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(handle, Connection::kBusyTimeoutMs);
  if (result == SQLITE_OK) {
    clean_log_at_ = absl::InfiniteFuture();
    clean_log_again_ = kFirstWaitForReaders;
    counts_.log_dirty_since_us = 0;
    log_pages_ = 0;
    return;
  }
  LogIsDirty();
  clean_log_at_ = absl::Now() + clean_log_again_;
  clean_log_again_ = std::min(2 * clean_log_again_, kLongestWaitForReaders);
  if (result != SQLITE_BUSY) {
    LogWarning("the log could not be emptied",
               {{"reason", sqlite3_errstr(result)}});
  }
}

absl::Status Database::Read(
    absl::FunctionRef<absl::Status(Connection&)> read) const {
  std::unique_ptr<Connection> connection;
  {
    MutexLock lock(readers_mutex_);
    while (free_readers_.empty()) reader_free_.Wait(readers_mutex_);
    connection = std::move(free_readers_.back());
    free_readers_.pop_back();
  }
  absl::Cleanup give_back = [&] {
    RollBack(*connection);
    {
      MutexLock lock(readers_mutex_);
      free_readers_.push_back(std::move(connection));
    }
    reader_free_.NotifyOne();
  };
  RETURN_IF_ERROR(Run(*connection, "BEGIN"));
  // BEGIN alone takes no snapshot, the first read does.
  RETURN_IF_ERROR(NewestVersion(*connection).status());
  return read(*connection);
}

Database::Touched Database::LastTouched(const std::string& topic) const {
  MutexLock lock(commits_mutex_);
  const auto found = touched_.find(topic);
  return {newest_, found == touched_.end() ? opened_at_ : found->second};
}

void Database::WaitForCommit(int64_t& seen, absl::Time deadline) const {
  MutexLock lock(commits_mutex_);
  while (commits_ == seen && absl::Now() < deadline) {
    committed_.WaitUntil(commits_mutex_, deadline);
  }
  seen = commits_;
}

absl::StatusOr<int64_t> Database::NewestVersion(Connection& connection) {
  ASSIGN_OR_RETURN(Statement * newest, connection.Prepare(kNewestVersion));
  RETURN_IF_ERROR(newest->Step().status());
  const int64_t version = newest->Int(0);
  newest->Reset();
  return version;
}

absl::StatusOr<std::optional<absl::Time>> Database::CommittedAt(
    Connection& connection, int64_t version) {
  ASSIGN_OR_RETURN(Statement * committed, connection.Prepare(kCommittedAt));
  committed->Bind(version);
  ASSIGN_OR_RETURN(const bool found, committed->Step());
  std::optional<absl::Time> time;
  if (found) time = absl::FromUnixMicros(committed->Int(0));
  committed->Reset();
  return time;
}

}  // namespace iku::sqlite
