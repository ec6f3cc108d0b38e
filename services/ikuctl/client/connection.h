#ifndef IKU_SERVICES_IKUCTL_CLIENT_CONNECTION_H_
#define IKU_SERVICES_IKUCTL_CLIENT_CONNECTION_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/client/channel.h"
#include "common/status/grpc_status.h"
#include "common/status/language.h"
#include "grpcpp/grpcpp.h"

namespace iku::ctl {

// How ikuctl reaches the two services. Thread-safe.
struct Connection {
  std::shared_ptr<grpc::Channel> collection;
  std::shared_ptr<grpc::Channel> indicator;
  std::string collection_address;
  std::string indicator_address;
  Language language = Language::kIndonesian;
  std::string actor;
  absl::Duration limit = absl::Seconds(10);  // of one call
  // Called when a patient call begins to wait for the service; may be empty.
  std::function<void()> on_wait;
};

// Makes one call with deadline, language and name set:
//   Call(connection, *stub, &Stub::GetRegion, request)
template <typename Stub, typename Request, typename Reply>
absl::StatusOr<Reply> Call(const Connection& connection, Stub& stub,
                           grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                        const Request&, Reply*),
                           const Request& request) {
  grpc::ClientContext context;
  PrepareCall(context, absl::InfiniteFuture(), connection.limit,
              connection.language, connection.actor);
  Reply reply;
  const grpc::Status status = (stub.*method)(&context, request, &reply);
  if (!status.ok()) return FromGrpcStatus(status);
  return reply;
}

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_CLIENT_CONNECTION_H_
