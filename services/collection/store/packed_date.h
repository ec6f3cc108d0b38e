#ifndef IKU_SERVICES_COLLECTION_STORE_PACKED_DATE_H_
#define IKU_SERVICES_COLLECTION_STORE_PACKED_DATE_H_

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "common/civil/date.h"

namespace iku::collection {

// A day as the tables hold it: the whole number yyyymmdd, which sorts like the
// calendar.
int64_t PackDate(const Date& date);
std::optional<int64_t> PackDate(const std::optional<Date>& date);

// The day again; DATA_LOSS when the number is no day.
absl::StatusOr<Date> UnpackDate(int64_t packed);
absl::StatusOr<std::optional<Date>> UnpackDate(std::optional<int64_t> packed);

// The month of a day as the tallies hold it: yyyymm.
int64_t PackMonth(const Date& date);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_PACKED_DATE_H_
