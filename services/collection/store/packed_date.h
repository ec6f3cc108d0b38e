#ifndef IKU_SERVICES_COLLECTION_STORE_PACKED_DATE_H_
#define IKU_SERVICES_COLLECTION_STORE_PACKED_DATE_H_

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "common/civil/date.h"

namespace iku::collection {

// A day that may be missing, as the tables hold it: DayNumber or nothing.
std::optional<int64_t> PackDate(const std::optional<Date>& date);

// The day of a stored DayNumber; DATA_LOSS when it is none.
absl::StatusOr<Date> UnpackDate(int64_t packed);
absl::StatusOr<std::optional<Date>> UnpackDate(std::optional<int64_t> packed);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_PACKED_DATE_H_
