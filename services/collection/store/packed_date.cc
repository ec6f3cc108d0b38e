#include "services/collection/store/packed_date.h"

#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/record/day_number.h"

namespace iku::collection {

std::optional<int64_t> PackDate(const std::optional<Date>& date) {
  if (!date) return std::nullopt;
  return DayNumber(*date);
}

absl::StatusOr<Date> UnpackDate(int64_t packed) {
  const Date date = FromDayNumber(packed);
  // Compared, so that no damaged number wraps round to a day.
  if (IsValid(date) && DayNumber(date) == packed) return date;
  return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
}

absl::StatusOr<std::optional<Date>> UnpackDate(std::optional<int64_t> packed) {
  if (!packed) return std::optional<Date>();
  ASSIGN_OR_RETURN(const Date date, UnpackDate(*packed));
  return std::optional<Date>(date);
}

}  // namespace iku::collection
