#include "tests/bench/floor_rows.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace iku::bench {

FloorRows::FloorRows(const std::string& like, const std::string& path) {
  Take(like);
  Check(sqlite3_open(path.c_str(), &database_), SQLITE_OK);
  Run("PRAGMA journal_mode=WAL");
  Run("PRAGMA synchronous=FULL");
  // What the service has: with SQLite's own 2 MiB, random ids would make the
  // floor wait for pages that the service finds in memory.
  Run("PRAGMA cache_size=-65536");
  Run(create_);
  std::string marks = "?";
  for (size_t i = 1; i < rows_[0].size(); ++i) marks += ", ?";
  const std::string sql = "INSERT INTO survey_responses VALUES (" + marks + ")";
  Check(sqlite3_prepare_v2(database_, sql.c_str(), -1, &insert_, nullptr),
        SQLITE_OK);
}

FloorRows::~FloorRows() {
  sqlite3_finalize(insert_);
  for (const Row& row : rows_) {
    for (sqlite3_value* value : row) sqlite3_value_free(value);
  }
  sqlite3_close(database_);
}

void FloorRows::Take(const std::string& like) {
  Check(
      sqlite3_open_v2(like.c_str(), &database_, SQLITE_OPEN_READONLY, nullptr),
      SQLITE_OK);
  sqlite3_stmt* read = nullptr;
  Check(sqlite3_prepare_v2(database_,
                           "SELECT sql FROM sqlite_master WHERE type = 'table' "
                           "AND name = 'survey_responses'",
                           -1, &read, nullptr),
        SQLITE_OK);
  Check(sqlite3_step(read), SQLITE_ROW);
  create_ = reinterpret_cast<const char*>(sqlite3_column_text(read, 0));
  sqlite3_finalize(read);
  Check(
      sqlite3_prepare_v2(database_, "SELECT * FROM survey_responses LIMIT 1000",
                         -1, &read, nullptr),
      SQLITE_OK);
  while (sqlite3_step(read) == SQLITE_ROW) {
    Row row;
    for (int column = 0; column < sqlite3_column_count(read); ++column) {
      if (std::strcmp(sqlite3_column_name(read, column), "id") == 0) {
        id_column_ = column;
      }
      row.push_back(sqlite3_value_dup(sqlite3_column_value(read, column)));
    }
    rows_.push_back(std::move(row));
  }
  sqlite3_finalize(read);
  sqlite3_close(database_);
  database_ = nullptr;
  if (rows_.empty() || id_column_ < 0) {
    std::fprintf(stderr, "%s holds no survey responses\n", like.c_str());
    std::exit(EXIT_FAILURE);
  }
}

void FloorRows::Insert(const Uuid& id) {
  const Row& row = rows_[next_row_];
  next_row_ = (next_row_ + 1) % rows_.size();
  for (int column = 0; column < static_cast<int>(row.size()); ++column) {
    sqlite3_value* value = row[static_cast<size_t>(column)];
    if (column != id_column_) {
      sqlite3_bind_value(insert_, column + 1, value);
    } else if (sqlite3_value_type(value) == SQLITE_BLOB) {
      sqlite3_bind_blob(insert_, column + 1, id.data(),
                        static_cast<int>(id.size()), SQLITE_TRANSIENT);
    } else {
      const std::string text = ToText(id);
      sqlite3_bind_text(insert_, column + 1, text.data(),
                        static_cast<int>(text.size()), SQLITE_TRANSIENT);
    }
  }
  Check(sqlite3_step(insert_), SQLITE_DONE);
  sqlite3_reset(insert_);
}

void FloorRows::Run(const std::string& sql) {
  Check(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr),
        SQLITE_OK);
}

void FloorRows::Check(int result, int expected) {
  if (result == expected) return;
  std::fprintf(stderr, "SQLite: %s\n",
               database_ == nullptr ? sqlite3_errstr(result)
                                    : sqlite3_errmsg(database_));
  std::exit(EXIT_FAILURE);
}

}  // namespace iku::bench
