#include "services/collection/store/stored_day.h"

#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/record/day_number.h"

namespace iku::collection {

std::optional<int64_t> DayNumberOf(const std::optional<Date>& date) {
  if (!date) return std::nullopt;
  return DayNumber(*date);
}

absl::StatusOr<Date> ReadDay(int64_t number) {
  const Date date = FromDayNumber(number);
  // Compared, so that no damaged number wraps round to a day.
  if (IsValid(date) && DayNumber(date) == number) return date;
  return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
}

absl::StatusOr<std::optional<Date>> ReadDay(std::optional<int64_t> number) {
  if (!number) return std::optional<Date>();
  ASSIGN_OR_RETURN(const Date date, ReadDay(*number));
  return std::optional<Date>(date);
}

}  // namespace iku::collection
