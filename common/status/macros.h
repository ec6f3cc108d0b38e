#ifndef IKU_COMMON_STATUS_MACROS_H_
#define IKU_COMMON_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Each use gets names of its own, so that the expression may hold a lambda that
// uses the macros too. The line would not do: it is one for a whole expression.
#define IKU_STATUS_CONCAT_INNER(a, b) a##b
#define IKU_STATUS_CONCAT(a, b) IKU_STATUS_CONCAT_INNER(a, b)

// Returns from the function when `expression` is not OK.
#define RETURN_IF_ERROR(expression) \
  IKU_RETURN_IF_ERROR(IKU_STATUS_CONCAT(iku_status_, __COUNTER__), expression)

#define IKU_RETURN_IF_ERROR(status, expression)             \
  do {                                                      \
    if (absl::Status status = (expression); !status.ok()) { \
      return status;                                        \
    }                                                       \
  } while (false)

// Declares or assigns `left` from a StatusOr, or returns its status.
#define ASSIGN_OR_RETURN(left, expression)                                  \
  IKU_ASSIGN_OR_RETURN(IKU_STATUS_CONCAT(iku_statusor_, __COUNTER__), left, \
                       expression)

#define IKU_ASSIGN_OR_RETURN(statusor, left, expression)   \
  auto statusor = (expression);                            \
  if (!statusor.ok()) return std::move(statusor).status(); \
  left = *std::move(statusor)

#endif  // IKU_COMMON_STATUS_MACROS_H_
