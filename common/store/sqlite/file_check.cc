#include "common/store/sqlite/file_check.h"

#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/status/macros.h"
#include "common/store/sqlite/connection.h"
#include "common/store/sqlite/file_pages.h"

namespace iku::sqlite {
namespace {

// No tree of 4 KiB pages is deeper; a chain of pages that is may be a circle.
constexpr int kDeepest = 20;
constexpr int kMostSchemaPages = 1000;

// What the schema says of one table or index.
struct SchemaEntry {
  std::string type;
  std::string name;
  int64_t root = 0;  // 0 for what has no tree
};

// A whole number of one to nine bytes; `at` moves behind it.
int64_t Varint(absl::string_view bytes, size_t& at) {
  uint64_t value = 0;
  for (int i = 0; i < 9 && at < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    if (i == 8) return static_cast<int64_t>(value << 8 | byte);
    value = value << 7 | (byte & 0x7f);
    if (byte < 0x80) break;
  }
  return static_cast<int64_t>(value);
}

// The bytes that a value of a record takes, by its serial type.
int64_t SerialBytes(int64_t type) {
  constexpr int64_t kNumbers[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
  if (type < 0) return 0;
  return type < 12 ? kNumbers[type] : (type - 12) / 2;
}

int64_t SignedBigEndian(absl::string_view bytes) {
  int64_t value = 0;
  for (const char byte : bytes) {
    value = value << 8 | static_cast<unsigned char>(byte);
  }
  return value;
}

// Reads type, name and root of one row of the schema; they stand before the
// statement, and so before what may overflow into other pages. Nothing when
// they are not there.
std::optional<SchemaEntry> ReadEntry(absl::string_view cell) {
  size_t at = 0;
  Varint(cell, at);  // bytes of the record
  Varint(cell, at);  // row
  absl::string_view record = cell.substr(at);
  at = 0;
  size_t value = static_cast<size_t>(Varint(record, at));
  SchemaEntry entry;
  for (int column = 0; column < 4; ++column) {
    const int64_t type = Varint(record, at);
    const auto bytes = static_cast<size_t>(SerialBytes(type));
    if (value > record.size() || bytes > record.size() - value) {
      return std::nullopt;
    }
    const absl::string_view content = record.substr(value, bytes);
    value += bytes;
    if (column == 0) entry.type = std::string(content);
    if (column == 1) entry.name = std::string(content);
    if (column == 3) entry.root = type == 9 ? 1 : SignedBigEndian(content);
  }
  return entry;
}

absl::StatusOr<std::vector<SchemaEntry>> ReadSchema(const FilePages& pages) {
  std::vector<SchemaEntry> schema;
  std::vector<int64_t> next = {1};
  // More pages than that are a circle.
  for (int read = 0; !next.empty(); ++read) {
    const int64_t page = next.back();
    next.pop_back();
    ASSIGN_OR_RETURN(const TreePage node, ReadTreePage(pages, page));
    if (node.kind != TreePage::Kind::kTable || read > kMostSchemaPages) {
      return absl::DataLossError("its list of tables is not one");
    }
    next.insert(next.end(), node.children.begin(), node.children.end());
    if (!node.leaf) continue;
    for (const size_t cell : node.cells) {
      std::optional<SchemaEntry> entry =
          ReadEntry(absl::string_view(node.bytes).substr(cell));
      if (!entry) return absl::DataLossError("its list of tables is not one");
      schema.push_back(*std::move(entry));
    }
  }
  return schema;
}

// From the root to the first or the last leaf.
absl::Status CheckEdge(const FilePages& pages, int64_t root, bool last) {
  std::optional<TreePage::Kind> kind;
  int64_t page = root;
  for (int depth = 0; depth <= kDeepest; ++depth) {
    ASSIGN_OR_RETURN(const TreePage node, ReadTreePage(pages, page));
    if (kind.value_or(node.kind) != node.kind) break;
    if (node.leaf) return absl::OkStatus();
    kind = node.kind;
    page = last ? node.children.back() : node.children.front();
  }
  return absl::DataLossError(
      absl::StrCat("page ", page, " is in the wrong place"));
}

absl::Status CheckPages(const std::string& path) {
  ASSIGN_OR_RETURN(const std::unique_ptr<FilePages> pages,
                   FilePages::Open(path));
  ASSIGN_OR_RETURN(const std::vector<SchemaEntry> schema, ReadSchema(*pages));
  for (const SchemaEntry& entry : schema) {
    if (entry.root == 0) continue;
    for (const bool last : {false, true}) {
      const absl::Status edge = CheckEdge(*pages, entry.root, last);
      if (edge.code() == absl::StatusCode::kDataLoss) {
        return absl::DataLossError(absl::StrCat(
            entry.type, " ", entry.name, " is broken: ", edge.message()));
      }
      RETURN_IF_ERROR(edge);
    }
  }
  return absl::OkStatus();
}

// The text that a query answers in its first row; empty when there is no row.
absl::StatusOr<std::string> Answer(Connection& connection, const char* sql) {
  ASSIGN_OR_RETURN(Statement * query, connection.Prepare(sql));
  ASSIGN_OR_RETURN(const bool found, query->Step());
  std::string answer = found ? query->Text(0) : "";
  query->Reset();
  return answer;
}

// What is wrong as far as SQLite can tell; empty when nothing is. Read-only, so
// that the log is not brought into the file.
absl::StatusOr<std::string> AskSqlite(const std::string& path,
                                      const FileChecks& checks) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection,
                   Connection::Open(path, Connection::Mode::kReadOnly));
  if (SizeOf(path) <= checks.fully_checked_bytes) {
    ASSIGN_OR_RETURN(const std::string answer,
                     Answer(*connection, "PRAGMA quick_check(1)"));
    if (answer != "ok") return absl::StrReplaceAll(answer, {{"\n", " "}});
  }
  if (checks.query == nullptr) return "";
  ASSIGN_OR_RETURN(const std::string schema,
                   Answer(*connection, "PRAGMA user_version"));
  if (schema != absl::StrCat(checks.query_from_schema)) return "";
  return Answer(*connection, checks.query);
}

absl::Status CheckMissing(const std::string& path, bool exists) {
  if (SizeOf(path + "-wal") > 0) {
    return DamagedFile(path, exists ? "it is empty, but its log holds data"
                                    : "it is missing, but its log is there");
  }
  const std::string unfinished = absl::StrCat(path, kUnfinishedRestore);
  struct stat found = {};
  if (stat(unfinished.c_str(), &found) == 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        "a restore of ", path, " was not finished; repeat it, or remove ",
        unfinished, " to start with an empty store"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status DamagedFile(const std::string& path, absl::string_view what) {
  return absl::DataLossError(absl::StrCat(
      path, " is damaged: ", what, ". Nothing was changed. Keep ", path,
      " and ", path, "-wal as they are, restore the newest backup and import ",
      "again what came in after it: see \"Backup and restore\" in ",
      "deploy/README.md. (A ", path, "-wal that was lost altogether cannot be ",
      "noticed here.)"));
}

absl::Status CheckFile(const std::string& path, const FileChecks& checks) {
  struct stat found = {};
  const bool exists = stat(path.c_str(), &found) == 0;
  if (!exists || (S_ISREG(found.st_mode) && found.st_size == 0)) {
    return CheckMissing(path, exists);
  }
  // What cannot be read, and a file that was being made when its program
  // ended, which SQLite undoes.
  if (!S_ISREG(found.st_mode) || access(path.c_str(), R_OK) != 0 ||
      SizeOf(path + "-journal") > 0) {
    return absl::OkStatus();
  }
  const absl::Status pages = CheckPages(path);
  if (pages.code() == absl::StatusCode::kDataLoss) {
    return DamagedFile(path, pages.message());
  }
  RETURN_IF_ERROR(pages);
  const absl::StatusOr<std::string> wrong = AskSqlite(path, checks);
  if (wrong.status().code() == absl::StatusCode::kDataLoss) {
    return DamagedFile(path, "SQLite cannot read it");
  }
  RETURN_IF_ERROR(wrong.status());
  return wrong->empty() ? absl::OkStatus() : DamagedFile(path, *wrong);
}

}  // namespace iku::sqlite
