#include "common/store/sqlite/file_pages.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/status/macros.h"

namespace iku::sqlite {
namespace {

// Of SQLite's file format, "The Database Header" and "B-tree Pages".
constexpr absl::string_view kMagic("SQLite format 3\0", 16);
constexpr size_t kHeaderBytes = 100;
constexpr unsigned char kIndexInner = 2;
constexpr unsigned char kTableInner = 5;
constexpr unsigned char kIndexLeaf = 10;
constexpr unsigned char kTableLeaf = 13;

absl::Status Damaged(absl::string_view what) {
  return absl::DataLossError(what);
}

absl::Status DamagedPage(int64_t page, absl::string_view what) {
  return Damaged(absl::StrCat("page ", page, " ", what));
}

bool IsPowerOfTwo(int64_t number) { return (number & (number - 1)) == 0; }

}  // namespace

FilePages::FilePages(const std::string& path)
    : file_(path), log_(path + "-wal"), file_bytes_(SizeOf(path)) {}

absl::StatusOr<std::unique_ptr<FilePages>> FilePages::Open(
    const std::string& path) {
  std::unique_ptr<FilePages> pages(new FilePages(path));
  if (!pages->file_.is_open()) {
    return absl::FailedPreconditionError(absl::StrCat("cannot open ", path));
  }
  if (pages->log_.is_open()) {
    ASSIGN_OR_RETURN(pages->frames_, ReadLogFrames(pages->log_.descriptor()));
  }
  RETURN_IF_ERROR(pages->ReadHeader());
  RETURN_IF_ERROR(pages->CheckLength());
  return pages;
}

absl::Status FilePages::ReadHeader() {
  ASSIGN_OR_RETURN(const std::string header,
                   ReadBytes(file_.descriptor(), 0, kHeaderBytes));
  if (header.size() < kHeaderBytes) {
    return Damaged("it is too short to be a database");
  }
  if (absl::string_view(header).substr(0, kMagic.size()) != kMagic) {
    return Damaged("it is not a database: it does not begin like one");
  }
  page_bytes_ = BigEndian16(header, 16);
  if (page_bytes_ == 1) page_bytes_ = 65536;
  const int64_t reserved = static_cast<unsigned char>(header[20]);
  usable_bytes_ = page_bytes_ - reserved;
  if (page_bytes_ < 512 || !IsPowerOfTwo(page_bytes_) || usable_bytes_ < 480) {
    return Damaged("its header names no page size that there is");
  }
  if (frames_.database_pages > 0) {
    page_count_ = frames_.database_pages;
    return absl::OkStatus();
  }
  // The number of pages counts only while both counters of changes agree.
  page_count_ = BigEndian32(header, 28);
  if (page_count_ == 0 || BigEndian32(header, 24) != BigEndian32(header, 92)) {
    page_count_ = file_bytes_ / page_bytes_;
  }
  return absl::OkStatus();
}

absl::Status FilePages::CheckLength() const {
  const int64_t in_file = file_bytes_ / page_bytes_;
  // What the file does not reach must be in the log.
  int64_t in_log = 0;
  for (const auto& [page, offset] : frames_.offsets) {
    if (page > in_file && page <= page_count_) ++in_log;
  }
  const int64_t missing = page_count_ - in_file - in_log;
  if (missing > 0) {
    return Damaged(absl::StrCat("its end is missing, ", missing, " of ",
                                page_count_, " pages"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> FilePages::Read(int64_t page) const {
  if (page < 1 || page > page_count_) {
    return Damaged(absl::StrCat("it refers to page ", page, ", but has ",
                                page_count_, " pages"));
  }
  const auto found = frames_.offsets.find(page);
  const bool in_log = found != frames_.offsets.end();
  const int64_t offset = in_log ? found->second : (page - 1) * page_bytes_;
  ASSIGN_OR_RETURN(
      std::string bytes,
      ReadBytes((in_log ? log_ : file_).descriptor(),
                static_cast<size_t>(offset), static_cast<size_t>(page_bytes_)));
  if (static_cast<int64_t>(bytes.size()) < page_bytes_) {
    return DamagedPage(page, "cannot be read whole");
  }
  return bytes;
}

absl::StatusOr<TreePage> ReadTreePage(const FilePages& pages, int64_t page) {
  TreePage node;
  ASSIGN_OR_RETURN(node.bytes, pages.Read(page));
  const std::string& bytes = node.bytes;
  const size_t at = page == 1 ? kHeaderBytes : 0;
  const auto flag = static_cast<unsigned char>(bytes[at]);
  if (flag != kIndexInner && flag != kTableInner && flag != kIndexLeaf &&
      flag != kTableLeaf) {
    return DamagedPage(page, "holds no part of a table or index");
  }
  node.leaf = flag == kIndexLeaf || flag == kTableLeaf;
  node.kind = flag == kTableInner || flag == kTableLeaf
                  ? TreePage::Kind::kTable
                  : TreePage::Kind::kIndex;
  const size_t cells = BigEndian16(bytes, at + 3);
  size_t content = BigEndian16(bytes, at + 5);
  if (content == 0) content = 65536;
  const size_t pointers = at + (node.leaf ? 8 : 12);
  const auto usable = static_cast<size_t>(pages.usable_bytes());
  if (content > usable || pointers + 2 * cells > content) {
    return DamagedPage(page, "has a broken header");
  }
  for (size_t i = 0; i < cells; ++i) {
    const size_t cell = BigEndian16(bytes, pointers + 2 * i);
    if (cell < content || cell + 4 > usable) {
      return DamagedPage(page, "has a broken list of cells");
    }
    node.cells.push_back(cell);
    if (!node.leaf) node.children.push_back(BigEndian32(bytes, cell));
  }
  if (!node.leaf) node.children.push_back(BigEndian32(bytes, at + 8));
  for (const int64_t child : node.children) {
    if (child < 2 || child > pages.page_count()) {
      return DamagedPage(page, "refers to a page that there is not");
    }
  }
  return node;
}

}  // namespace iku::sqlite
