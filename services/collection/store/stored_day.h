#ifndef IKU_SERVICES_COLLECTION_STORE_STORED_DAY_H_
#define IKU_SERVICES_COLLECTION_STORE_STORED_DAY_H_

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "common/civil/date.h"

namespace iku::collection {

// DayNumber of a day that may be missing.
std::optional<int64_t> DayNumberOf(const std::optional<Date>& date);

// The day of a stored DayNumber; DATA_LOSS when it is none.
absl::StatusOr<Date> ReadDay(int64_t number);
absl::StatusOr<std::optional<Date>> ReadDay(std::optional<int64_t> number);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_STORED_DAY_H_
