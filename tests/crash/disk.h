#ifndef IKU_TESTS_CRASH_DISK_H_
#define IKU_TESTS_CRASH_DISK_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "common/sync/mutex.h"

namespace iku::test {

using Random = std::mt19937_64;

inline bool Chance(Random& random, double share) {
  return static_cast<double>(random() % 1'000'000) < share * 1'000'000;
}

// How a power cut treats what was written and not synced.
struct Loss {
  bool in_order = false;  // all up to some call, nothing behind it
  double lost = 0;        // share of the writes that are gone
  double torn = 0;        // share of those left that lose sectors

  static Loss Any(Random& random);
};

// One file: what of it is durable, and what was done since its last sync.
class DiskFile {
 public:
  explicit DiskFile(std::string durable) : durable_(std::move(durable)) {}

  void Write(int64_t offset, std::string bytes);
  void Truncate(int64_t size);
  void Sync();
  // A sync that fails: part of what it was to write is on the disk, and no
  // later sync writes the rest, because the kernel takes it for written.
  void FailSync(Random& random);
  // What the disk may hold when power goes now.
  std::string AfterPowerCut(const Loss& loss, Random& random) const;

 private:
  struct Step {
    int64_t offset = 0;
    std::optional<std::string> bytes;  // nothing: cut off at `offset`
  };
  static void Apply(const Step& step, std::string& content);
  static void ApplyTorn(const Step& step, Random& random, std::string& content);

  std::string durable_;
  std::vector<Step> unsynced_;
};

// The disk under one directory, as a SQLite file sees it through FaultVfs.
// Counts the calls that change something, and fails or stops at the one that it
// is told to; knows what would be left after a power cut. Thread-safe.
//
// Names work as in a journaling file system: what was done to them survives in
// order, the last of it perhaps not, until the directory is synced. Shared
// memory is not part of a disk.
class Disk {
 public:
  enum class Call { kWrite, kSync, kTruncate, kRemove };
  enum class Failure {
    kIoError,     // EIO; nothing of a write got through
    kFull,        // ENOSPC, for writes
    kShortWrite,  // half of a write, then ENOSPC
  };
  // Contents by name.
  using Files = std::map<std::string, std::string>;

  // The files that are in `directory` are durable. `seed` decides what chance
  // decides.
  Disk(std::string directory, uint64_t seed);
  ~Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  // Calls begun so far.
  int64_t calls() const;

  // The call of that number, from 0, fails; when it lasts, all behind it too.
  // A full disk fails writes only.
  void FailAt(int64_t call, Failure failure, bool lasting);
  void Heal();
  // Whether a call has failed.
  bool failed() const;

  // The process is killed before the call of that number: it and all behind it
  // do nothing, and what was done before stays, synced or not.
  void StopAt(int64_t call);
  // The next process has begun.
  void Restart();

  // Runs before each call, on its thread.
  void BeforeEachCall(std::function<void(Call)> hook);

  // What may be left when power goes now.
  Files AfterPowerCut(Random& random) const;

  // For FaultVfs. What becomes of a call that begins now.
  struct Verdict {
    bool stopped = false;
    std::optional<Failure> failure;
    bool ok() const { return !stopped && !failure; }
  };
  Verdict Begin(Call call);
  bool stopped() const;
  // The file of that name, which exists by now.
  std::shared_ptr<DiskFile> Open(const std::string& name);
  void Write(DiskFile& file, int64_t offset, std::string bytes);
  void Truncate(DiskFile& file, int64_t size);
  void Sync(DiskFile& file, bool with_directory);
  void FailSync(DiskFile& file);
  void Remove(const std::string& name, bool sync_directory);

 private:
  using Names = std::map<std::string, std::shared_ptr<DiskFile>>;
  struct NameChange {
    std::string name;
    std::shared_ptr<DiskFile> file;  // null: removed
  };
  void SyncDirectory() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string directory_;
  mutable Mutex mutex_;
  Random random_ ABSL_GUARDED_BY(mutex_);
  Names durable_names_ ABSL_GUARDED_BY(mutex_);
  Names names_ ABSL_GUARDED_BY(mutex_);
  std::vector<NameChange> name_changes_ ABSL_GUARDED_BY(mutex_);

  int64_t calls_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t fail_at_ ABSL_GUARDED_BY(mutex_) = -1;
  Failure failure_ ABSL_GUARDED_BY(mutex_) = Failure::kIoError;
  bool lasting_ ABSL_GUARDED_BY(mutex_) = false;
  bool failed_ ABSL_GUARDED_BY(mutex_) = false;
  int64_t stop_at_ ABSL_GUARDED_BY(mutex_) = -1;
  std::function<void(Call)> hook_ ABSL_GUARDED_BY(mutex_);
};

// Writes `files` into `directory`, which is empty.
void WriteFiles(const Disk::Files& files, const std::string& directory);

}  // namespace iku::test

#endif  // IKU_TESTS_CRASH_DISK_H_
