#ifndef IKU_COMMON_CLIENT_CHANNEL_H_
#define IKU_COMMON_CLIENT_CHANNEL_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "common/status/language.h"
#include "grpcpp/grpcpp.h"

namespace iku {

// A channel to `target` with keepalive and quick reconnection, so that a peer
// that died or moved is noticed within seconds. Retries UNAVAILABLE three times
// for methods that `proto/retry` names as safe. Connects on first use.
std::shared_ptr<grpc::Channel> OpenChannel(const std::string& target);

// Sets what every call of ours carries: a deadline that is the smaller of
// `deadline` and now + `limit`, the language and the caller's name.
void PrepareCall(grpc::ClientContext& context, absl::Time deadline,
                 absl::Duration limit, Language language,
                 const std::string& actor);

}  // namespace iku

#endif  // IKU_COMMON_CLIENT_CHANNEL_H_
