#include "common/rpc/ticket.h"

#include <exception>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"

namespace iku::rpc_internal {
namespace {

bool OurFault(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal ||
         code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss;
}

}  // namespace

Ticket::Ticket(std::atomic<int>& in_flight, absl::string_view method,
               Caller caller)
    : in_flight_(in_flight), method_(method), caller_(std::move(caller)) {}

Ticket::~Ticket() {
  // Nobody is left who could finish the call: its Done was dropped.
  if (reactor_ != nullptr && !finished_) {
    Finish(absl::InternalError("the call was never finished"));
  }
  // The last access: ~Calls waits for this.
  in_flight_.fetch_sub(1);
}

void Ticket::Finish(const absl::Status& status) {
  if (finished_.exchange(true)) return;
  // The reactor, the request and the reply may be gone right after this.
  reactor_->Finish(Outcome(status));
}

grpc::Status Ticket::Outcome(const absl::Status& status) const {
  if (OurFault(status.code())) {
    LogError("call failed", {{"method", method_},
                             {"code", absl::StatusCodeToString(status.code())},
                             {"error", status.message()}});
  }
  return ToGrpcStatus(status, caller_.language);
}

absl::Status Ticket::Guarded(absl::FunctionRef<absl::Status()> work) const {
  try {
    return work();
  } catch (const std::exception& thrown) {
    return absl::InternalError(absl::StrCat("exception: ", thrown.what()));
  } catch (...) {
    return absl::InternalError("exception of unknown type");
  }
}

absl::Status Ticket::MayBegin() const {
  if (absl::Now() < caller_.deadline) return absl::OkStatus();
  return MakeError(absl::StatusCode::kDeadlineExceeded,
                   code::kDeadlineExceeded);
}

}  // namespace iku::rpc_internal
