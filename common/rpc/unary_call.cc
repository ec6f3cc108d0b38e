#include "common/rpc/unary_call.h"

#include <utility>

#include "absl/time/clock.h"
#include "grpc/grpc.h"

namespace iku::rpc_internal {

UnaryCall::UnaryCall(grpc::CallbackServerContext& context,
                     const google::protobuf::MessageLite& reply,
                     Admission::Place place, const Rpc& rpc,
                     MethodCounts& counts, Caller caller, OpenCalls& open_calls,
                     const Patience& patience)
    : call_(context.c_call()),
      reply_(reply),
      ticket_(std::move(place), rpc, counts, std::move(caller)),
      open_calls_(open_calls),
      patience_(patience) {
  // The context may go before this does, and a call is cut off from a thread
  // that cannot know whether it has just ended.
  grpc_call_ref(call_);
}

UnaryCall::~UnaryCall() { grpc_call_unref(call_); }

std::shared_ptr<UnaryCall> UnaryCall::Begin() {
  self_ = shared_from_this();
  open_calls_.Add(self_);
  return {this, [call = self_](UnaryCall*) {
            // Nobody is left who could: its Done was dropped.
            call->End(absl::InternalError("the call was never finished"));
          }};
}

void UnaryCall::End(const absl::Status& status) {
  if (ended_.exchange(true)) return;
  // gRPC keeps the message beside the bytes that it sends.
  if (status.ok()) ticket_.place().Hold(2 * reply_.ByteSizeLong());
  ended_us_ = absl::ToUnixMicros(absl::Now());
  Finish(ticket_.Outcome(status));
}

void UnaryCall::OnDone() {
  open_calls_.Remove(this);
  const std::shared_ptr<UnaryCall> last = std::move(self_);
}

void UnaryCall::Look(absl::Time now) {
  const int64_t ended_us = ended_us_;
  if (ended_us == 0) return;
  const bool pressed = !ticket_.place().MayHoldMore().ok();
  if (now - absl::FromUnixMicros(ended_us) >=
      (pressed ? patience_.under_pressure : patience_.usual)) {
    grpc_call_cancel(call_, nullptr);
  }
}

}  // namespace iku::rpc_internal
