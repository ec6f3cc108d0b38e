#include "services/collection/backup/backup_files.h"

#include <sys/statvfs.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/sqlite/file_bytes.h"
#include "common/store/sqlite/file_sync.h"

namespace iku::collection {
namespace {

constexpr char kManifest[] = ".json";
constexpr char kFile[] = ".db";
constexpr char kPart[] = ".part";
constexpr int64_t kMebibyte = 1 << 20;
// What stays free for the store, which may be on the same disk.
constexpr int64_t kReserve = 64 * kMebibyte;

}  // namespace

absl::Status NotWritten(const absl::Status& status) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   code::kBackupNotWritten,
                   {{"problem", std::string(status.message())}});
}

std::string BackupFiles::FileOf(absl::string_view id) const {
  return absl::StrCat(directory_, "/", id, kFile);
}

std::string BackupFiles::PartOf(absl::string_view id) const {
  return absl::StrCat(FileOf(id), kPart);
}

std::string BackupFiles::ManifestOfId(absl::string_view id) const {
  return ManifestPathOf(FileOf(id));
}

absl::Status BackupFiles::Write(const Backup& backup) const {
  const absl::Status written =
      sqlite::WriteDurably(ManifestOfId(backup.id), ManifestOf(backup));
  return written.ok() ? written : NotWritten(written);
}

absl::Status BackupFiles::CheckUnused(absl::string_view id) const {
  std::error_code ignored;
  if (!std::filesystem::exists(FileOf(id), ignored)) return absl::OkStatus();
  return NotWritten(
      absl::FailedPreconditionError(absl::StrCat(FileOf(id), " exists")));
}

absl::Status BackupFiles::Finish(absl::string_view id) const {
  const absl::Status renamed = sqlite::RenameDurably(PartOf(id), FileOf(id));
  return renamed.ok() ? renamed : NotWritten(renamed);
}

absl::StatusOr<std::optional<Backup>> BackupFiles::Read(
    const std::string& id) const {
  const std::string path = ManifestOfId(id);
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  ASSIGN_OR_RETURN(Backup backup, ParseManifest(text));
  backup.id = id;  // the file may have been renamed together with this
  if (backup.state != BackupState::kReady) return backup;
  backup.file = FileOf(id);
  if (sqlite::SizeOf(backup.file) != backup.size_bytes) {
    backup.state = BackupState::kFailed;
    backup.error = MakeError(absl::StatusCode::kDataLoss, code::kBackupFileGone,
                             {{"file", backup.file}});
  }
  return backup;
}

absl::StatusOr<std::vector<Backup>> BackupFiles::List() const {
  std::vector<Backup> backups;
  std::error_code error;
  std::filesystem::directory_iterator files(directory_, error);
  for (; !error && files != std::filesystem::directory_iterator();
       files.increment(error)) {
    const std::filesystem::path& path = files->path();
    if (path.extension() != kManifest) continue;
    const auto backup = Read(path.stem().string());
    if (!backup.ok()) {
      LogWarning(
          "backup manifest unreadable",
          {{"file", path.string()}, {"problem", backup.status().message()}});
    } else if (*backup) {
      backups.push_back(**backup);
    }
  }
  if (error) {
    return NotWritten(absl::FailedPreconditionError(
        absl::StrCat("cannot read ", directory_, ": ", error.message())));
  }
  return backups;
}

void BackupFiles::RemoveUnfinished(absl::string_view id) const {
  std::error_code ignored;
  for (const char* behind : {"", "-journal", "-wal", "-shm"}) {
    std::filesystem::remove(absl::StrCat(PartOf(id), behind), ignored);
  }
  std::filesystem::remove(FileOf(id), ignored);
}

absl::Status BackupFiles::CheckSpace(int64_t bytes) const {
  struct statvfs disk = {};
  if (statvfs(directory_.c_str(), &disk) != 0) {
    return NotWritten(sqlite::SystemError("use", directory_));
  }
  const auto free = static_cast<int64_t>(disk.f_bavail * disk.f_frsize);
  if (free >= bytes + kReserve) return absl::OkStatus();
  return MakeError(
      absl::StatusCode::kResourceExhausted, code::kBackupNoSpace,
      {{"needed", absl::StrCat((bytes + kReserve) / kMebibyte + 1)},
       {"free", absl::StrCat(free / kMebibyte)}});
}

}  // namespace iku::collection
