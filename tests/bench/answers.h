#ifndef IKU_TESTS_BENCH_ANSWERS_H_
#define IKU_TESTS_BENCH_ANSWERS_H_

#include <array>
#include <cstdint>
#include <string>

#include "iku/collection/v1/ingest.pb.h"
#include "iku/collection/v1/survey.pb.h"

namespace iku::bench {

// Survey answers made from their number alone, so that every program makes the
// same ones and nothing has to be kept.

inline constexpr char kDistrict[] = "districts/35.08.21";
inline constexpr char kDistrictCode[] = "35.08.21";
inline constexpr char kYear[] = "2025";

enum class Ids {
  kAscending,  // as UUIDv7: a time that moves on by 1 ms an answer, then noise
  kRandom,     // as UUIDv4
};

enum class Days {
  kAsTheyCome,  // a thousand answers a day, in rounds of a year
  kRandom,      // all over the year
};

using Uuid = std::array<uint8_t, 16>;

Uuid IdOf(int64_t number, Ids ids);
std::string ToText(const Uuid& id);
// Zero when `text` is no UUID.
Uuid UuidOf(const std::string& text);

// The answer of that number: scores and every kind of respondent, so that all
// tallies of its month change. No comment and no service.
void FillAnswer(int64_t number, Ids ids, Days days,
                collection::v1::SurveyResponse& response);

// The same answer as the next row of a sheet.
void AddAnswer(int64_t number, Ids ids, Days days,
               collection::v1::SurveySheet& sheet);

}  // namespace iku::bench

#endif  // IKU_TESTS_BENCH_ANSWERS_H_
