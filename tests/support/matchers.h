#ifndef IKU_TESTS_SUPPORT_MATCHERS_H_
#define IKU_TESTS_SUPPORT_MATCHERS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "gmock/gmock.h"

// Matchers for absl::Status, absl::StatusOr and grpc::Status.

namespace iku::test {

inline absl::Status StatusIn(const absl::Status& status) { return status; }
inline absl::Status StatusIn(const grpc::Status& status) {
  return FromGrpcStatus(status);
}
template <typename T>
absl::Status StatusIn(const absl::StatusOr<T>& result) {
  return result.status();
}

// EXPECT_THAT(store.Get(name), IsOk());
MATCHER(IsOk, "is OK") {
  const absl::Status status = StatusIn(arg);
  *result_listener << "which is " << status;
  return status.ok();
}

// EXPECT_THAT(result, IsOkAndHolds(Eq(3)));
MATCHER_P(IsOkAndHolds, inner, "is OK and holds a matching value") {
  if (!arg.ok()) {
    *result_listener << "which is " << arg.status();
    return false;
  }
  return ::testing::ExplainMatchResult(inner, *arg, result_listener);
}

// EXPECT_THAT(result, StatusIs(absl::StatusCode::kNotFound));
MATCHER_P(StatusIs, expected,
          "has code " + absl::StatusCodeToString(expected)) {
  const absl::Status status = StatusIn(arg);
  *result_listener << "which is " << status;
  return status.code() == expected;
}

// EXPECT_THAT(result, HasReason(code::kBusy));
MATCHER_P(HasReason, reason, "has reason " + std::string(reason)) {
  const absl::Status status = StatusIn(arg);
  *result_listener << "which is " << status;
  return ReasonOf(status) == reason;
}

// EXPECT_THAT(result, ViolatesField("parent", code::kRequired));
MATCHER_P2(ViolatesField, field, rule,
           "says that " + std::string(field) + " breaks " + std::string(rule)) {
  const absl::Status status = StatusIn(arg);
  *result_listener << "which is " << status << " with violations";
  for (const Violation& violation : ViolationsOf(status)) {
    if (violation.field == field && violation.code == rule) return true;
    *result_listener << ' ' << violation.field << ':' << violation.code;
  }
  return false;
}

}  // namespace iku::test

#endif  // IKU_TESTS_SUPPORT_MATCHERS_H_
