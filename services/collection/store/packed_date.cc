#include "services/collection/store/packed_date.h"

#include "common/status/errors.h"
#include "common/status/macros.h"

namespace iku::collection {

int64_t PackDate(const Date& date) {
  return int64_t{date.year} * 10'000 + date.month * 100 + date.day;
}

std::optional<int64_t> PackDate(const std::optional<Date>& date) {
  if (!date) return std::nullopt;
  return PackDate(*date);
}

absl::StatusOr<Date> UnpackDate(int64_t packed) {
  // Bounded before it is cut, so that no damaged number wraps round to a day.
  if (packed >= 0 && packed <= 99'991'231) {
    const Date date{static_cast<int>(packed / 10'000),
                    static_cast<int>(packed / 100 % 100),
                    static_cast<int>(packed % 100)};
    if (IsValid(date)) return date;
  }
  return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
}

absl::StatusOr<std::optional<Date>> UnpackDate(std::optional<int64_t> packed) {
  if (!packed) return std::optional<Date>();
  ASSIGN_OR_RETURN(const Date date, UnpackDate(*packed));
  return std::optional<Date>(date);
}

int64_t PackMonth(const Date& date) {
  return int64_t{date.year} * 100 + date.month;
}

}  // namespace iku::collection
