#include "services/collection/backup/restore.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <system_error>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/sqlite/connection.h"
#include "common/store/sqlite/database.h"
#include "common/store/sqlite/file_bytes.h"
#include "common/store/sqlite/file_check.h"
#include "common/store/sqlite/file_lock.h"
#include "common/store/sqlite/file_sync.h"
#include "common/store/sqlite/integrity.h"
#include "services/collection/backup/backup_files.h"
#include "services/collection/backup/copy_check.h"
#include "services/collection/record/sha256.h"

namespace iku::collection {
namespace {

constexpr size_t kBytesAtATime = 1 << 20;

constexpr char kRecords[] =
    "SELECT (SELECT count(*) FROM survey_responses"
    " WHERE superseded_version IS NULL)"
    " + (SELECT count(*) FROM coordination_records"
    " WHERE superseded_version IS NULL)"
    " + (SELECT count(*) FROM village_documents"
    " WHERE superseded_version IS NULL)";

bool Exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

bool Always() { return true; }

absl::Status CheckNew(const std::string& store) {
  for (const char* behind : {"", "-wal"}) {
    const std::string path = store + behind;
    if (!Exists(path)) continue;
    return absl::FailedPreconditionError(absl::StrCat(
        path,
        " exists, and a restore overwrites nothing: name a new file, or "
        "move ",
        store, " and ", store, "-wal to another folder first"));
  }
  return absl::OkStatus();
}

// A file that a service has open, or had, is not all of its store.
absl::Status CheckFinished(const std::string& file) {
  if (sqlite::SizeOf(file) == 0) {
    return absl::FailedPreconditionError(
        absl::StrCat(file, " is missing or empty"));
  }
  if (sqlite::SizeOf(file + "-wal") == 0 && !absl::EndsWith(file, ".part")) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(absl::StrCat(
      file,
      " is no finished backup: name a file that \"ikuctl backup list\" "
      "says is ready"));
}

// Nothing when there is no manifest beside the file.
absl::StatusOr<std::optional<Backup>> ReadManifest(const std::string& file) {
  const std::string path = ManifestPathOf(file);
  std::ifstream text(path, std::ios::binary);
  if (!text) return std::nullopt;
  absl::StatusOr<Backup> backup =
      ParseManifest(std::string{std::istreambuf_iterator<char>(text), {}});
  if (backup.ok() && backup->state == BackupState::kReady) {
    return *std::move(backup);
  }
  return absl::DataLossError(
      absl::StrCat(path,
                   " is no manifest of a finished backup. Nothing was "
                   "restored: use another backup"));
}

// The SHA-256 of what was copied.
absl::StatusOr<std::string> CopyFile(const std::string& from,
                                     const std::string& to) {
  const sqlite::OpenFile source(from);
  if (!source.is_open()) return sqlite::SystemError("open", from);
  const int target =
      open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (target < 0) return sqlite::SystemError("write", to);
  const absl::Cleanup closed = [target] { close(target); };
  Sha256Stream hash;
  for (size_t offset = 0;;) {
    ASSIGN_OR_RETURN(
        const std::string bytes,
        sqlite::ReadBytes(source.descriptor(), offset, kBytesAtATime));
    if (bytes.empty()) break;
    hash.Add(bytes);
    for (size_t done = 0; done < bytes.size();) {
      const ssize_t put =
          write(target, bytes.data() + done, bytes.size() - done);
      if (put < 0 && errno == EINTR) continue;
      if (put < 0 && errno == ENOSPC) {
        return absl::ResourceExhaustedError(
            absl::StrCat("no space is left for ", to));
      }
      if (put < 0) return sqlite::SystemError("write", to);
      done += static_cast<size_t>(put);
    }
    offset += bytes.size();
  }
  if (fsync(target) != 0) return sqlite::SystemError("sync", to);
  return hash.Finish().Hex();
}

// Checks the copy as far as the manifest does not vouch for it.
absl::Status CheckRestored(const std::string& part, const std::string& file,
                           const std::optional<Backup>& manifest,
                           const std::string& sha256) {
  absl::Status checked;
  std::string problem;
  if (manifest && manifest->sha256 != sha256) {
    problem = absl::StrCat("its SHA-256 is ", sha256,
                           ", and its manifest says ", manifest->sha256);
  } else {
    checked = manifest ? sqlite::CheckIntegrity(part, Always)
                       : CheckCopy(part, Always).status();
    if (checked.ok()) return absl::OkStatus();
    if (checked.code() != absl::StatusCode::kDataLoss) return checked;
    problem = std::string(checked.message());
  }
  return absl::DataLossError(absl::StrCat(file, " is damaged: ", problem,
                                          ". Nothing was restored: use another "
                                          "backup"));
}

absl::Status ReadContent(const std::string& path, Restored& restored) {
  ASSIGN_OR_RETURN(
      const std::unique_ptr<sqlite::Connection> connection,
      sqlite::Connection::Open(path, sqlite::Connection::Mode::kUnchanging));
  ASSIGN_OR_RETURN(restored.data_version,
                   sqlite::Database::NewestVersion(*connection));
  ASSIGN_OR_RETURN(sqlite::Statement * count, connection->Prepare(kRecords));
  RETURN_IF_ERROR(count->Step().status());
  restored.records = count->Int(0);
  count->Reset();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Restored> Restore(const std::string& file,
                                 const std::string& store) {
  RETURN_IF_ERROR(CheckNew(store));
  RETURN_IF_ERROR(CheckFinished(file));
  ASSIGN_OR_RETURN(const int lock, sqlite::LockFile(store));
  const absl::Cleanup unlocked = [lock] { close(lock); };
  RETURN_IF_ERROR(CheckNew(store));  // nobody makes it from here on
  ASSIGN_OR_RETURN(const std::optional<Backup> manifest, ReadManifest(file));

  Restored restored;
  restored.had_manifest = manifest.has_value();
  const std::string part = absl::StrCat(store, sqlite::kUnfinishedRestore);
  const absl::Status copied = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(restored.sha256, CopyFile(file, part));
    RETURN_IF_ERROR(CheckRestored(part, file, manifest, restored.sha256));
    RETURN_IF_ERROR(ReadContent(part, restored));
    return sqlite::RenameDurably(part, store);
  }();
  if (!copied.ok()) {
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    return copied;
  }
  return restored;
}

std::string Told(const Restored& restored, const std::string& file,
                 const std::string& store) {
  return absl::StrCat(
      "restored ", store, " from ", file, "\ndata_version ",
      restored.data_version, ", ", restored.records, " records, SHA-256 ",
      restored.sha256, "\n",
      restored.had_manifest
          ? "SHA-256 as in the manifest, structure checked\n"
          : absl::StrCat("no manifest ", ManifestPathOf(file),
                         ": structure, tallies and chains of changes checked "
                         "instead\n"),
      "start the service with --store=sqlite:", store, "\n");
}

absl::Status WithRestoreCommand(const absl::Status& status) {
  if (status.code() != absl::StatusCode::kDataLoss) return status;
  return absl::Status(
      status.code(),
      absl::StrCat(status.message(),
                   " A backup is restored by: iku-collection "
                   "--store=sqlite:NEW_FILE --restore=BACKUP_FILE"));
}

}  // namespace iku::collection
