#include "common/store/sqlite/log_frames.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/status/macros.h"
#include "common/store/sqlite/file_bytes.h"

namespace iku::sqlite {
namespace {

// Of SQLite's file format, "WAL format".
constexpr uint32_t kMagic = 0x377f0682;  // the lowest bit: big-endian sums
constexpr size_t kHeaderBytes = 32;
constexpr size_t kFrameHeaderBytes = 24;
constexpr size_t kFramesAtATime = 64;

// The running checksum of a log.
class Checksum {
 public:
  explicit Checksum(bool big_endian) : big_endian_(big_endian) {}

  // `bytes` are a multiple of 8.
  void Add(absl::string_view bytes) {
    for (size_t i = 0; i + 8 <= bytes.size(); i += 8) {
      first_ += Word(bytes, i) + second_;
      second_ += Word(bytes, i + 4) + first_;
    }
  }
  bool Is(absl::string_view stored) const {
    return first_ == BigEndian32(stored, 0) &&
           second_ == BigEndian32(stored, 4);
  }

 private:
  uint32_t Word(absl::string_view bytes, size_t at) const {
    const uint32_t word = BigEndian32(bytes, at);
    return big_endian_ ? word : __builtin_bswap32(word);
  }

  const bool big_endian_;
  uint32_t first_ = 0;
  uint32_t second_ = 0;
};

// Takes frames one by one; what belongs to no commit yet is kept apart.
class FrameReader {
 public:
  FrameReader(absl::string_view header, LogFrames& frames)
      : salt_(header.substr(16, 8)),
        checksum_((BigEndian32(header, 0) & 1) != 0),
        frames_(frames) {
    checksum_.Add(header.substr(0, 24));
  }

  bool HeaderHolds(absl::string_view header) const {
    return checksum_.Is(header.substr(24, 8));
  }

  // False at the first frame that does not belong to the log.
  bool Take(absl::string_view frame, size_t offset) {
    if (frame.substr(8, 8) != salt_) return false;
    checksum_.Add(frame.substr(0, 8));
    checksum_.Add(frame.substr(kFrameHeaderBytes));
    const int64_t page = BigEndian32(frame, 0);
    if (page == 0 || !checksum_.Is(frame.substr(16, 8))) return false;
    pending_.push_back(
        {page, static_cast<int64_t>(offset + kFrameHeaderBytes)});
    const int64_t database_pages = BigEndian32(frame, 4);
    if (database_pages == 0) return true;
    frames_.database_pages = database_pages;
    for (const auto& [number, at] : pending_) frames_.offsets[number] = at;
    pending_.clear();
    return true;
  }

 private:
  const std::string salt_;
  Checksum checksum_;
  LogFrames& frames_;
  std::vector<std::pair<int64_t, int64_t>> pending_;
};

}  // namespace

absl::StatusOr<LogFrames> ReadLogFrames(int file) {
  LogFrames frames;
  ASSIGN_OR_RETURN(const std::string header, ReadBytes(file, 0, kHeaderBytes));
  if (header.size() < kHeaderBytes ||
      (BigEndian32(header, 0) & ~1U) != kMagic) {
    return frames;
  }
  const size_t frame_bytes = kFrameHeaderBytes + BigEndian32(header, 8);
  if (frame_bytes < kFrameHeaderBytes + 512 || frame_bytes > 65536 + 24) {
    return frames;
  }
  FrameReader reader(header, frames);
  if (!reader.HeaderHolds(header)) return frames;
  size_t offset = kHeaderBytes;
  while (true) {
    ASSIGN_OR_RETURN(const std::string bytes,
                     ReadBytes(file, offset, frame_bytes * kFramesAtATime));
    const absl::string_view view = bytes;
    size_t at = 0;
    while (at + frame_bytes <= view.size()) {
      if (!reader.Take(view.substr(at, frame_bytes), offset + at)) {
        return frames;
      }
      at += frame_bytes;
    }
    if (at == 0) return frames;
    offset += at;
  }
}

}  // namespace iku::sqlite
