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

// How long one waits for a service that is away or busy: pauses that double, or
// are as long as the service asks for, until the connection's limit has passed.
// Not thread-safe.
class Patience {
 public:
  // `connection` outlives it.
  explicit Patience(const Connection& connection) : connection_(connection) {
    Renew();
  }

  // Begins again, because something went well.
  void Renew() {
    end_ = absl::Now() + connection_.limit;
    pause_ = kFirstPause;
  }

  // True after a pause, when what failed is worth another try.
  bool Outlast(const absl::Status& status) {
    const bool may_pass = status.code() == absl::StatusCode::kUnavailable ||
                          status.code() == absl::StatusCode::kResourceExhausted;
    const absl::Duration wait =
        std::max(pause_, RetryAfterOf(status).value_or(absl::ZeroDuration()));
    if (!may_pass || absl::Now() + wait >= end_) return false;
    if (pause_ == kFirstPause && connection_.on_wait) connection_.on_wait();
    absl::SleepFor(wait);
    pause_ = std::min(pause_ * 2, kLongestPause);
    return true;
  }

  // When it ends.
  absl::Time end() const { return end_; }

 private:
  const Connection& connection_;
  absl::Time end_;
  absl::Duration pause_;
};

// Like Call, for requests that are safe to repeat, with Patience.
template <typename Stub, typename Request, typename Reply>
absl::StatusOr<Reply> CallPatiently(
    const Connection& connection, Stub& stub,
    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Reply*),
    const Request& request) {
  Patience patience(connection);
  for (;;) {
    grpc::ClientContext context;
    PrepareCall(context, patience.end(), connection.limit, connection.language,
                connection.actor);
    Reply reply;
    const absl::Status status =
        FromGrpcStatus((stub.*method)(&context, request, &reply));
    if (status.ok()) return reply;
    if (!patience.Outlast(status)) return status;
  }
}

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_CLIENT_PATIENCE_H_
