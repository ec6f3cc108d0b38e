#ifndef IKU_COMMON_STORE_SQLITE_FILE_PAGES_H_
#define IKU_COMMON_STORE_SQLITE_FILE_PAGES_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/store/sqlite/file_bytes.h"
#include "common/store/sqlite/log_frames.h"

namespace iku::sqlite {

// The pages of a database file and its log as they lie on the disk, read
// without SQLite and without changing anything: opening a damaged file with
// SQLite would already bring the log into it. For files that nobody has open.
//
// What is wrong is DATA_LOSS, in words that go behind "the file: ".
class FilePages {
 public:
  // Checks that `path` begins like a database and is as long as it says.
  static absl::StatusOr<std::unique_ptr<FilePages>> Open(
      const std::string& path);

  int64_t page_bytes() const { return page_bytes_; }
  int64_t page_count() const { return page_count_; }
  // Bytes of a page that hold content.
  int64_t usable_bytes() const { return usable_bytes_; }

  // The newest committed content of a page, 1 to page_count().
  absl::StatusOr<std::string> Read(int64_t page) const;

 private:
  explicit FilePages(const std::string& path);
  absl::Status ReadHeader();
  absl::Status CheckLength() const;

  OpenFile file_;
  OpenFile log_;
  int64_t file_bytes_;
  LogFrames frames_;
  int64_t page_bytes_ = 0;
  int64_t page_count_ = 0;
  int64_t usable_bytes_ = 0;
};

// A node of a table's or an index's tree.
struct TreePage {
  enum class Kind { kTable, kIndex };
  Kind kind = Kind::kTable;
  bool leaf = false;
  std::string bytes;
  std::vector<size_t> cells;      // offsets in `bytes`
  std::vector<int64_t> children;  // of a page that is no leaf, in order
};

// Reads a page as a node; DATA_LOSS when it cannot be one.
absl::StatusOr<TreePage> ReadTreePage(const FilePages& pages, int64_t page);

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_FILE_PAGES_H_
