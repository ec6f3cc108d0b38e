#include "common/store/sqlite/safe_log.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/macros.h"

namespace iku::sqlite {
namespace {

// SQLite's files for Unix take less than 128 KiB at a time.
constexpr sqlite3_int64 kBytesAtATime = 64 << 10;

absl::Status Failed(const std::string& log, const char* what, int result) {
  return absl::FailedPreconditionError(
      absl::StrCat("cannot ", what, " ", log, ": ", sqlite3_errstr(result)));
}

bool Exists(sqlite3_vfs& vfs, const char* name) {
  int exists = 0;
  vfs.xAccess(&vfs, name, SQLITE_ACCESS_EXISTS, &exists);
  return exists != 0;
}

// The names of a database and its log, in the form that files are opened by.
class LogNames {
 public:
  LogNames(sqlite3_vfs& vfs, const std::string& path) {
    // As SQLite does: beside what a symbolic link leads to.
    std::vector<char> full(static_cast<size_t>(vfs.mxPathname) + 1);
    vfs.xFullPathname(&vfs, path.c_str(), static_cast<int>(full.size()),
                      full.data());
    const std::string database = full.data();
    names_ = sqlite3_create_filename(
        database.c_str(), absl::StrCat(database, "-journal").c_str(),
        absl::StrCat(database, "-wal").c_str(), 0, nullptr);
  }
  ~LogNames() { sqlite3_free_filename(names_); }
  LogNames(const LogNames&) = delete;
  LogNames& operator=(const LogNames&) = delete;

  const char* database() const { return sqlite3_filename_database(names_); }
  const char* log() const { return sqlite3_filename_wal(names_); }

 private:
  sqlite3_filename names_;
};

// The log, opened through SQLite's own way to files, so that locks and tests
// see it as they see SQLite's.
class LogFile {
 public:
  explicit LogFile(sqlite3_vfs& vfs)
      : memory_(new char[static_cast<size_t>(vfs.szOsFile)]()) {}
  ~LogFile() {
    if (file()->pMethods != nullptr) file()->pMethods->xClose(file());
  }
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  // With the flag to create it, as SQLite opens it: then its first sync is one
  // of the directory too.
  int Open(sqlite3_vfs& vfs, const char* name) {
    int granted = 0;
    const int result = vfs.xOpen(
        &vfs, name, file(),
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_WAL, &granted);
    if (result != SQLITE_OK) return result;
    return (granted & SQLITE_OPEN_READONLY) != 0 ? SQLITE_READONLY : SQLITE_OK;
  }

  int WriteAnew(sqlite3_int64& size) {
    int result = file()->pMethods->xFileSize(file(), &size);
    std::vector<char> bytes(static_cast<size_t>(std::min(size, kBytesAtATime)));
    for (sqlite3_int64 at = 0; at < size && result == SQLITE_OK;
         at += kBytesAtATime) {
      const int count = static_cast<int>(std::min(size - at, kBytesAtATime));
      result = file()->pMethods->xRead(file(), bytes.data(), count, at);
      if (result == SQLITE_OK) {
        result = file()->pMethods->xWrite(file(), bytes.data(), count, at);
      }
    }
    return result;
  }

  int Sync() { return file()->pMethods->xSync(file(), SQLITE_SYNC_NORMAL); }

 private:
  sqlite3_file* file() {
    return reinterpret_cast<sqlite3_file*>(memory_.get());
  }

  const std::unique_ptr<char[]> memory_;
};

}  // namespace

absl::StatusOr<bool> MakeLogDurable(const std::string& path) {
  sqlite3_vfs& vfs = *sqlite3_vfs_find(nullptr);
  const LogNames names(vfs, path);
  // SQLite reads no log without its database.
  if (!Exists(vfs, names.database()) || !Exists(vfs, names.log())) {
    return false;
  }
  LogFile log(vfs);
  sqlite3_int64 size = 0;
  if (const int result = log.Open(vfs, names.log()); result != SQLITE_OK) {
    return Failed(names.log(), "open", result);
  }
  if (const int result = log.WriteAnew(size); result != SQLITE_OK) {
    return Failed(names.log(), "rewrite", result);
  }
  if (const int result = log.Sync(); result != SQLITE_OK) {
    return Failed(names.log(), "sync", result);
  }
  return size > 0;
}

}  // namespace iku::sqlite
