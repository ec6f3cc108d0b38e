#ifndef IKU_COMMON_STORE_SQLITE_FILE_SYNC_H_
#define IKU_COMMON_STORE_SQLITE_FILE_SYNC_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace iku::sqlite {

// What the last failed call of the system says about `path`: a full disk is
// RESOURCE_EXHAUSTED with the reason STORE_FULL, all else FAILED_PRECONDITION;
// "cannot WHAT PATH: why".
absl::Status SystemError(absl::string_view what, absl::string_view path);

// Brings to the disk what others wrote into a file. Opened when it is first
// needed and then kept open: closing it would drop SQLite's locks on the file.
class FileToSync {
 public:
  explicit FileToSync(std::string path) : path_(std::move(path)) {}
  ~FileToSync();
  FileToSync(const FileToSync&) = delete;
  FileToSync& operator=(const FileToSync&) = delete;

  absl::Status Sync();

 private:
  const std::string path_;
  int file_ = -1;
};

// The directory that `path` stands in; "." when it names none.
std::string DirectoryOf(absl::string_view path);

// Brings the names in a directory to the disk.
absl::Status SyncDirectory(const std::string& path);

// Gives `from` the name `to`, in the same directory, in a way that survives a
// power failure. Replaces a file of that name.
absl::Status RenameDurably(const std::string& from, const std::string& to);

// Writes a small file in the same way: it is there whole or as it was before.
absl::Status WriteDurably(const std::string& path, absl::string_view content);

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_FILE_SYNC_H_
