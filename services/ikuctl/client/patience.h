#ifndef IKU_SERVICES_IKUCTL_CLIENT_PATIENCE_H_
#define IKU_SERVICES_IKUCTL_CLIENT_PATIENCE_H_

#include <algorithm>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/client/channel.h"
#include "common/status/errors.h"
#include "services/ikuctl/client/connection.h"

namespace iku::ctl {

inline constexpr absl::Duration kFirstPause = absl::Milliseconds(200);
inline constexpr absl::Duration kLongestPause = absl::Seconds(5);

// Like Call, for requests that are safe to repeat: while the service is away
// or busy it tries again after a pause that doubles, or as long as the service
// asks for, until the connection's limit has passed since the first try.
template <typename Stub, typename Request, typename Reply>
absl::StatusOr<Reply> CallPatiently(
    const Connection& connection, Stub& stub,
    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Reply*),
    const Request& request) {
  const absl::Time end = absl::Now() + connection.limit;
  absl::Duration pause = kFirstPause;
  for (;;) {
    grpc::ClientContext context;
    PrepareCall(context, end, connection.limit, connection.language,
                connection.actor);
    Reply reply;
    const absl::Status status =
        FromGrpcStatus((stub.*method)(&context, request, &reply));
    if (status.ok()) return reply;
    const bool may_pass = status.code() == absl::StatusCode::kUnavailable ||
                          status.code() == absl::StatusCode::kResourceExhausted;
    const absl::Duration wait =
        std::max(pause, RetryAfterOf(status).value_or(absl::ZeroDuration()));
    if (!may_pass || absl::Now() + wait >= end) return status;
    if (pause == kFirstPause && connection.on_wait) connection.on_wait();
    absl::SleepFor(wait);
    pause = std::min(pause * 2, kLongestPause);
  }
}

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_CLIENT_PATIENCE_H_
