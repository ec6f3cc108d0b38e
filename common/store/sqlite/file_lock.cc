#include "common/store/sqlite/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace iku::sqlite {

absl::StatusOr<int> LockFile(const std::string& path) {
  const std::string lock_path = path + ".lock";
  const int file = open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot write ", lock_path, ": ", std::strerror(errno)));
  }
  if (flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  const int error = errno;
  close(file);
  return absl::FailedPreconditionError(
      error == EWOULDBLOCK ? absl::StrCat(path, " is in use by another process")
                           : absl::StrCat("cannot lock ", lock_path, ": ",
                                          std::strerror(error)));
}

}  // namespace iku::sqlite
