#ifndef IKU_COMMON_STATUS_MACROS_H_
#define IKU_COMMON_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns from the function when `expression` is not OK.
#define RETURN_IF_ERROR(expression)                                 \
  do {                                                              \
    if (absl::Status iku_status = (expression); !iku_status.ok()) { \
      return iku_status;                                            \
    }                                                               \
  } while (false)

#define IKU_STATUS_CONCAT_INNER(a, b) a##b
#define IKU_STATUS_CONCAT(a, b) IKU_STATUS_CONCAT_INNER(a, b)

// Declares or assigns `left` from a StatusOr, or returns its status.
#define ASSIGN_OR_RETURN(left, expression)                               \
  IKU_ASSIGN_OR_RETURN(IKU_STATUS_CONCAT(iku_statusor_, __LINE__), left, \
                       expression)

#define IKU_ASSIGN_OR_RETURN(statusor, left, expression)   \
  auto statusor = (expression);                            \
  if (!statusor.ok()) return std::move(statusor).status(); \
  left = *std::move(statusor)

#endif  // IKU_COMMON_STATUS_MACROS_H_
