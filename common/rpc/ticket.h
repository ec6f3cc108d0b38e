#ifndef IKU_COMMON_RPC_TICKET_H_
#define IKU_COMMON_RPC_TICKET_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/rpc/admission.h"
#include "common/rpc/call_counts.h"
#include "common/rpc/caller.h"
#include "common/rpc/rpc.h"
#include "grpcpp/grpcpp.h"

namespace iku::rpc_internal {

// One admitted call. Holds its place among the calls in flight until it goes.
// Thread-safe, but for the place.
class Ticket {
 public:
  Ticket(Admission::Place place, const Rpc& rpc, MethodCounts& counts,
         Caller caller);
  Ticket(const Ticket&) = delete;
  Ticket& operator=(const Ticket&) = delete;

  // gRPC's status for the end of the call, which is counted; logs what is our
  // fault.
  grpc::Status Outcome(const absl::Status& status);
  // Logs what went wrong when the call had ended.
  void AfterEnd(const absl::Status& status) const;
  // What `work` returns, or INTERNAL when it throws. What it queues does not
  // begin behind the caller's deadline.
  absl::Status Guarded(absl::FunctionRef<absl::Status()> work) const;
  // An error when it is too late to begin, or there is too much to hold
  // already.
  absl::Status MayBegin() const;

  const Caller& caller() const { return caller_; }
  Admission::Place& place() { return place_; }

 private:
  Admission::Place place_;  // goes last: ~Calls waits for it
  const Rpc rpc_;
  MethodCounts& counts_;
  const absl::Time begun_;
  const Caller caller_;
};

}  // namespace iku::rpc_internal

#endif  // IKU_COMMON_RPC_TICKET_H_
