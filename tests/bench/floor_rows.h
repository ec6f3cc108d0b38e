#ifndef IKU_TESTS_BENCH_FLOOR_ROWS_H_
#define IKU_TESTS_BENCH_FLOOR_ROWS_H_

#include <sqlite3.h>

#include <string>
#include <vector>

#include "tests/bench/answers.h"

namespace iku::bench {

// The least that a durable row of a survey response costs: the same columns
// and values in the same file format, with the primary key and nothing else.
// Takes both from a store that the collection service has filled, so that the
// floor moves when the schema does. Ends the process when SQLite fails.
class FloorRows {
 public:
  // `like`: a store that holds answers. `path`: a new file.
  FloorRows(const std::string& like, const std::string& path);
  ~FloorRows();
  FloorRows(const FloorRows&) = delete;
  FloorRows& operator=(const FloorRows&) = delete;

  void Begin() { Run("BEGIN IMMEDIATE"); }
  // The values of one of the store's rows, under this id.
  void Insert(const Uuid& id);
  // Durable when it returns: WAL, synchronous=FULL.
  void Commit() { Run("COMMIT"); }

 private:
  using Row = std::vector<sqlite3_value*>;

  void Take(const std::string& like);
  void Run(const std::string& sql);
  void Check(int result, int expected);

  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  std::string create_;
  int id_column_ = -1;
  std::vector<Row> rows_;
  size_t next_row_ = 0;
};

}  // namespace iku::bench

#endif  // IKU_TESTS_BENCH_FLOOR_ROWS_H_
