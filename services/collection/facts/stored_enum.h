#ifndef IKU_SERVICES_COLLECTION_FACTS_STORED_ENUM_H_
#define IKU_SERVICES_COLLECTION_FACTS_STORED_ENUM_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "common/status/errors.h"

namespace iku::collection {

inline absl::Status Damaged() {
  return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
}

// A stored number as what it stands for; DATA_LOSS when it is none.
template <typename Enum>
absl::StatusOr<Enum> EnumOf(int64_t number, Enum first, Enum last) {
  if (number < static_cast<int64_t>(first) ||
      number > static_cast<int64_t>(last)) {
    return Damaged();
  }
  return static_cast<Enum>(number);
}

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_STORED_ENUM_H_
