#include "common/store/sqlite/file_sync.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/macros.h"

namespace iku::sqlite {

absl::Status SystemError(absl::string_view what, absl::string_view path) {
  const int error = errno;
  if (error == ENOSPC || error == EDQUOT) {
    return MakeError(absl::StatusCode::kResourceExhausted, code::kStoreFull);
  }
  return absl::FailedPreconditionError(
      absl::StrCat("cannot ", what, " ", path, ": ", std::strerror(error)));
}

FileToSync::~FileToSync() {
  if (file_ >= 0) close(file_);
}

absl::Status FileToSync::Sync() {
  if (file_ < 0) file_ = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (file_ < 0) return SystemError("open", path_);
  if (fsync(file_) != 0) return SystemError("sync", path_);
  return absl::OkStatus();
}

std::string DirectoryOf(absl::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash == absl::string_view::npos) return ".";
  return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

absl::Status SyncDirectory(const std::string& path) {
  FileToSync directory(path);
  return directory.Sync();
}

absl::Status RenameDurably(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) {
    return SystemError("rename", from);
  }
  return SyncDirectory(DirectoryOf(to));
}

absl::Status WriteDurably(const std::string& path, absl::string_view content) {
  const std::string part = path + ".part";
  const int file =
      open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return SystemError("write", part);
  const ssize_t written = write(file, content.data(), content.size());
  absl::Status status;
  if (written != static_cast<ssize_t>(content.size()) || fsync(file) != 0) {
    status = SystemError("write", part);
  }
  close(file);
  RETURN_IF_ERROR(status);
  return RenameDurably(part, path);
}

}  // namespace iku::sqlite
