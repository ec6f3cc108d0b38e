#ifndef IKU_COMMON_RPC_UNARY_CALL_H_
#define IKU_COMMON_RPC_UNARY_CALL_H_

#include <atomic>
#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/rpc/open_calls.h"
#include "common/rpc/ticket.h"
#include "google/protobuf/message_lite.h"
#include "grpcpp/grpcpp.h"

namespace iku::rpc_internal {

// A unary call from its admission until its caller has taken the answer, or is
// cut off because it does not. Owned by itself until gRPC is done with it, and
// by all who may end it. Thread-safe.
class UnaryCall final : public grpc::ServerUnaryReactor,
                        public OpenCall,
                        public std::enable_shared_from_this<UnaryCall> {
 public:
  struct Patience {
    // How long a caller may take to read an answer; the second, when too much
    // is held for callers.
    absl::Duration usual = absl::Seconds(60);
    absl::Duration under_pressure = absl::Seconds(5);
  };

  UnaryCall(grpc::CallbackServerContext& context,
            const google::protobuf::MessageLite& reply, Admission::Place place,
            const Rpc& rpc, MethodCounts& counts, Caller caller,
            OpenCalls& open_calls, const Patience& patience);
  ~UnaryCall() override;

  // Takes it among the open calls. What is returned ends the call at the latest
  // when the last copy goes.
  std::shared_ptr<UnaryCall> Begin();

  Ticket& ticket() { return ticket_; }

  // Ends the call, at the first time only; later ones are ignored. The request
  // and the reply may be gone when it returns.
  void End(const absl::Status& status);

  void OnDone() override;
  void Look(absl::Time now) override;
  // OnDone is quick and does not block, so it needs no thread of its own.
  bool InternalInlineable() override { return true; }

 private:
  grpc_call* const call_;
  const google::protobuf::MessageLite& reply_;  // until the end
  Ticket ticket_;
  OpenCalls& open_calls_;  // until OnDone
  const Patience patience_;
  std::shared_ptr<UnaryCall> self_;  // until OnDone
  std::atomic<bool> ended_{false};
  std::atomic<int64_t> ended_us_{0};  // 0: not yet
};

}  // namespace iku::rpc_internal

#endif  // IKU_COMMON_RPC_UNARY_CALL_H_
