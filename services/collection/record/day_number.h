#ifndef IKU_SERVICES_COLLECTION_RECORD_DAY_NUMBER_H_
#define IKU_SERVICES_COLLECTION_RECORD_DAY_NUMBER_H_

#include <cstdint>

#include "common/civil/date.h"

namespace iku::collection {

// A day as stores keep it: yyyymmdd.
inline int64_t DayNumber(const Date& date) {
  return int64_t{date.year} * 10000 + date.month * 100 + date.day;
}

// The day of a number; may not be a valid one when the number is none.
inline Date FromDayNumber(int64_t number) {
  return {.year = static_cast<int>(number / 10000),
          .month = static_cast<int>(number / 100 % 100),
          .day = static_cast<int>(number % 100)};
}

// The month of a day as tallies keep it: yyyymm.
inline int64_t MonthNumber(const Date& date) { return DayNumber(date) / 100; }

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_DAY_NUMBER_H_
