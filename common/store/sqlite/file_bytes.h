#ifndef IKU_COMMON_STORE_SQLITE_FILE_BYTES_H_
#define IKU_COMMON_STORE_SQLITE_FILE_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace iku::sqlite {

// Numbers as SQLite writes them; 0 past the end of `bytes`.
uint32_t BigEndian16(absl::string_view bytes, size_t at);
uint32_t BigEndian32(absl::string_view bytes, size_t at);

// Up to `count` bytes of the descriptor `file` from `offset` on; fewer where it
// ends. FAILED_PRECONDITION when they cannot be read.
absl::StatusOr<std::string> ReadBytes(int file, size_t offset, size_t count);

// A descriptor that closes with its scope; -1 is none.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path);  // for reading
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  int descriptor() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

// Bytes of the file at `path`; 0 when there is none or it is no plain file.
int64_t SizeOf(const std::string& path);

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_FILE_BYTES_H_
