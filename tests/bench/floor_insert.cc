// Floor: durable inserts of survey response rows with SQLite alone.
//
//   floor_insert LIKE_STORE NEW_FILE ROWS ascending|random ROWS_A_COMMIT

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "nlohmann/json.hpp"
#include "tests/bench/floor_rows.h"
#include "tests/bench/floor_server.h"

int main(int argc, char** argv) {
  iku::bench::BeginFloor();
  if (argc != 6) return EXIT_FAILURE;
  const int64_t count = std::atoll(argv[3]);
  const auto ids = std::string(argv[4]) == "random"
                       ? iku::bench::Ids::kRandom
                       : iku::bench::Ids::kAscending;
  const int64_t rows_a_commit = std::max<int64_t>(1, std::atoll(argv[5]));
  iku::bench::FloorRows rows(argv[1], argv[2]);
  const auto start = std::chrono::steady_clock::now();
  for (int64_t first = 0; first < count; first += rows_a_commit) {
    rows.Begin();
    const int64_t end = std::min(first + rows_a_commit, count);
    for (int64_t number = first; number < end; ++number) {
      rows.Insert(iku::bench::IdOf(number, ids));
    }
    rows.Commit();
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
          .count();
  std::cout << nlohmann::json{{"calls", count},
                              {"errors", 0},
                              {"seconds", seconds},
                              {"per_second",
                               static_cast<double>(count) / seconds}}
            << std::endl;
  return EXIT_SUCCESS;
}
