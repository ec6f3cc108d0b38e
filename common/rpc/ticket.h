#ifndef IKU_COMMON_RPC_TICKET_H_
#define IKU_COMMON_RPC_TICKET_H_

#include <atomic>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "common/rpc/admission.h"
#include "common/rpc/caller.h"
#include "common/rpc/rpc.h"
#include "grpcpp/grpcpp.h"

namespace iku::rpc_internal {

// One admitted call. Holds its place among the calls in flight until the last
// owner lets go. Thread-safe.
class Ticket {
 public:
  Ticket(Admission::Place place, const Rpc& rpc, Caller caller);
  ~Ticket();
  Ticket(const Ticket&) = delete;
  Ticket& operator=(const Ticket&) = delete;

  // Makes this the ticket of a unary call, which it then ends at the latest
  // when it goes. Before it is shared.
  void Answer(grpc::ServerUnaryReactor* reactor) { reactor_ = reactor; }
  // Ends a unary call, at the first time only; later ones are ignored.
  void Finish(const absl::Status& status);
  // gRPC's status; logs what is our fault.
  grpc::Status Outcome(const absl::Status& status) const;
  // What `work` returns, or INTERNAL when it throws. What it queues does not
  // begin behind the caller's deadline.
  absl::Status Guarded(absl::FunctionRef<absl::Status()> work) const;
  // An error when it is too late to begin.
  absl::Status MayBegin() const;

  const Caller& caller() const { return caller_; }

 private:
  const Admission::Place place_;  // goes last: ~Calls waits for it
  const Rpc rpc_;
  const Caller caller_;
  grpc::ServerUnaryReactor* reactor_ = nullptr;  // null for a stream
  std::atomic<bool> finished_{false};
};

}  // namespace iku::rpc_internal

#endif  // IKU_COMMON_RPC_TICKET_H_
