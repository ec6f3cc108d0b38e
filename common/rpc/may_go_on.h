#ifndef IKU_COMMON_RPC_MAY_GO_ON_H_
#define IKU_COMMON_RPC_MAY_GO_ON_H_

#include "absl/time/clock.h"
#include "common/rpc/caller.h"
#include "grpcpp/grpcpp.h"

namespace iku {

// Whether the caller of a long call still waits for its answer: it has neither
// gone nor is its time over. Cheap; asked now and then on any thread, while the
// call lasts.
inline bool MayGoOn(const grpc::CallbackServerContext& context,
                    const Caller& caller) {
  // A deadline is an instant of the machine's own clock.
  return !context.IsCancelled() && absl::Now() < caller.deadline;
}

}  // namespace iku

#endif  // IKU_COMMON_RPC_MAY_GO_ON_H_
