#include "tests/crash/fault_vfs.h"

#include <sqlite3.h>

#include <map>
#include <memory>
#include <utility>

namespace iku::test {
namespace {

Mutex disks_mutex;
std::map<std::string, Disk*>& Disks() {
  static std::map<std::string, Disk*>& disks =
      *new std::map<std::string, Disk*>;
  return disks;
}
Random& Randomness() {
  static Random& random = *new Random(1);
  return random;
}

sqlite3_vfs* Unix() { return sqlite3_vfs_find("unix"); }

// Where a path lies: the disk, or null, and the name there.
std::pair<Disk*, std::string> Locate(const char* path) {
  const std::string text = path == nullptr ? "" : path;
  const size_t slash = text.rfind('/');
  if (slash == std::string::npos) return {nullptr, text};
  MutexLock lock(disks_mutex);
  const auto found = Disks().find(text.substr(0, slash));
  return {found == Disks().end() ? nullptr : found->second,
          text.substr(slash + 1)};
}

// What an open file on a disk has besides the real one.
struct OnDisk {
  Disk* disk;
  std::shared_ptr<DiskFile> file;
  // As in the VFS for Unix: the first sync of a log or journal that may have
  // been created with this handle also syncs the directory.
  bool sync_directory;
};

// SQLite allots this, with room for the real file behind it.
struct OpenFile {
  sqlite3_file base;
  OnDisk* on_disk;  // null: not on a disk

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

OpenFile& FileOf(sqlite3_file* file) {
  return *reinterpret_cast<OpenFile*>(file);
}
sqlite3_file* RealOf(sqlite3_file* file) { return FileOf(file).real(); }

int Close(sqlite3_file* file) {
  OpenFile& open = FileOf(file);
  delete open.on_disk;
  open.on_disk = nullptr;
  return open.real()->pMethods->xClose(open.real());
}

int Read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
  return RealOf(file)->pMethods->xRead(RealOf(file), to, size, offset);
}

int Write(sqlite3_file* file, const void* from, int size,
          sqlite3_int64 offset) {
  OpenFile& open = FileOf(file);
  const auto write = [&](int bytes) {
    const int result =
        open.real()->pMethods->xWrite(open.real(), from, bytes, offset);
    if (result == SQLITE_OK && open.on_disk != nullptr) {
      open.on_disk->disk->Write(*open.on_disk->file, offset,
                                std::string(static_cast<const char*>(from),
                                            static_cast<size_t>(bytes)));
    }
    return result;
  };
  if (open.on_disk == nullptr) return write(size);
  const Disk::Verdict verdict = open.on_disk->disk->Begin(Disk::Call::kWrite);
  if (verdict.ok()) return write(size);
  if (verdict.stopped || *verdict.failure == Disk::Failure::kIoError) {
    return SQLITE_IOERR_WRITE;
  }
  if (*verdict.failure == Disk::Failure::kShortWrite) write(size / 2);
  return SQLITE_FULL;
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  OpenFile& open = FileOf(file);
  if (open.on_disk != nullptr &&
      !open.on_disk->disk->Begin(Disk::Call::kTruncate).ok()) {
    return SQLITE_IOERR_TRUNCATE;
  }
  const int result = open.real()->pMethods->xTruncate(open.real(), size);
  if (result == SQLITE_OK && open.on_disk != nullptr) {
    open.on_disk->disk->Truncate(*open.on_disk->file, size);
  }
  return result;
}

int Sync(sqlite3_file* file, int flags) {
  OpenFile& open = FileOf(file);
  if (open.on_disk == nullptr) {
    return open.real()->pMethods->xSync(open.real(), flags);
  }
  OnDisk& on_disk = *open.on_disk;
  const Disk::Verdict verdict = on_disk.disk->Begin(Disk::Call::kSync);
  if (verdict.ok()) {
    on_disk.disk->Sync(*on_disk.file,
                       std::exchange(on_disk.sync_directory, false));
    return SQLITE_OK;
  }
  if (!verdict.stopped) on_disk.disk->FailSync(*on_disk.file);
  return SQLITE_IOERR_FSYNC;
}

int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  return RealOf(file)->pMethods->xFileSize(RealOf(file), size);
}
int Lock(sqlite3_file* file, int level) {
  return RealOf(file)->pMethods->xLock(RealOf(file), level);
}
int Unlock(sqlite3_file* file, int level) {
  return RealOf(file)->pMethods->xUnlock(RealOf(file), level);
}
int CheckReservedLock(sqlite3_file* file, int* locked) {
  return RealOf(file)->pMethods->xCheckReservedLock(RealOf(file), locked);
}
int FileControl(sqlite3_file* file, int what, void* argument) {
  return RealOf(file)->pMethods->xFileControl(RealOf(file), what, argument);
}
int SectorSize(sqlite3_file* file) {
  return RealOf(file)->pMethods->xSectorSize(RealOf(file));
}
int Characteristics(sqlite3_file* file) {
  return RealOf(file)->pMethods->xDeviceCharacteristics(RealOf(file));
}
int ShmMap(sqlite3_file* file, int page, int size, int extend,
           void volatile** to) {
  return RealOf(file)->pMethods->xShmMap(RealOf(file), page, size, extend, to);
}
int ShmLock(sqlite3_file* file, int offset, int count, int flags) {
  return RealOf(file)->pMethods->xShmLock(RealOf(file), offset, count, flags);
}
void ShmBarrier(sqlite3_file* file) {
  RealOf(file)->pMethods->xShmBarrier(RealOf(file));
}
int ShmUnmap(sqlite3_file* file, int remove) {
  return RealOf(file)->pMethods->xShmUnmap(RealOf(file), remove);
}

// Version 2: with shared memory, without memory-mapped reads.
constexpr sqlite3_io_methods kMethods = {2,
                                         Close,
                                         Read,
                                         Write,
                                         Truncate,
                                         Sync,
                                         FileSize,
                                         Lock,
                                         Unlock,
                                         CheckReservedLock,
                                         FileControl,
                                         SectorSize,
                                         Characteristics,
                                         ShmMap,
                                         ShmLock,
                                         ShmBarrier,
                                         ShmUnmap,
                                         nullptr,
                                         nullptr};

int Open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags,
         int* out_flags) {
  OpenFile& open = FileOf(file);
  open.base.pMethods = nullptr;
  open.on_disk = nullptr;
  const auto [disk, name] = Locate(path);
  int exists = 0;
  if (disk != nullptr)
    Unix()->xAccess(Unix(), path, SQLITE_ACCESS_EXISTS, &exists);
  if (disk != nullptr && exists == 0 && disk->stopped()) return SQLITE_CANTOPEN;
  const int result = Unix()->xOpen(Unix(), path, open.real(), flags, out_flags);
  if (result != SQLITE_OK) return result;
  open.base.pMethods = &kMethods;
  if (disk == nullptr) return SQLITE_OK;
  constexpr int kLogs =
      SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL;
  open.on_disk =
      new OnDisk{disk, disk->Open(name),
                 (flags & SQLITE_OPEN_CREATE) != 0 && (flags & kLogs) != 0};
  return SQLITE_OK;
}

int Delete(sqlite3_vfs*, const char* path, int sync_directory) {
  const auto [disk, name] = Locate(path);
  if (disk != nullptr && !disk->Begin(Disk::Call::kRemove).ok()) {
    return SQLITE_IOERR_DELETE;
  }
  const int result = Unix()->xDelete(Unix(), path, 0);
  if (result == SQLITE_OK && disk != nullptr) {
    disk->Remove(name, sync_directory != 0);
  }
  return result;
}

int FillWithRandomness(sqlite3_vfs*, int size, char* to) {
  MutexLock lock(disks_mutex);
  for (int i = 0; i < size; ++i) to[i] = static_cast<char>(Randomness()());
  return size;
}

}  // namespace

void FaultVfs::Install() {
  static sqlite3_vfs& vfs = *new sqlite3_vfs(*Unix());
  vfs.zName = "fault";
  vfs.pNext = nullptr;
  vfs.szOsFile = static_cast<int>(sizeof(OpenFile)) + Unix()->szOsFile;
  vfs.xOpen = Open;
  vfs.xDelete = Delete;
  vfs.xRandomness = FillWithRandomness;
  sqlite3_vfs_register(&vfs, 1);
}

void FaultVfs::SeedRandomness(uint64_t seed) {
  {
    MutexLock lock(disks_mutex);
    Randomness().seed(seed);
  }
  sqlite3_randomness(0, nullptr);  // SQLite asks again
}

void FaultVfs::Attach(const std::string& directory, Disk* disk) {
  MutexLock lock(disks_mutex);
  Disks()[directory] = disk;
}

void FaultVfs::Detach(const std::string& directory) {
  MutexLock lock(disks_mutex);
  Disks().erase(directory);
}

}  // namespace iku::test
