#include "common/rpc/ticket.h"

#include <exception>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/sync/work_deadline.h"

namespace iku::rpc_internal {
namespace {

bool OurFault(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal ||
         code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss;
}

}  // namespace

Ticket::Ticket(Admission::Place place, const Rpc& rpc, MethodCounts& counts,
               Caller caller)
    : place_(std::move(place)),
      rpc_(rpc),
      counts_(counts),
      begun_(absl::Now()),
      caller_(std::move(caller)) {}

grpc::Status Ticket::Outcome(const absl::Status& status) {
  counts_.Handled(status.code(), absl::Now() - begun_);
  AfterEnd(status);
  return ToGrpcStatus(status, caller_.language);
}

void Ticket::AfterEnd(const absl::Status& status) const {
  if (OurFault(status.code())) {
    LogError("call failed", {{"service", rpc_.service},
                             {"method", rpc_.method},
                             {"code", absl::StatusCodeToString(status.code())},
                             {"error", status.message()}});
  }
}

absl::Status Ticket::Guarded(absl::FunctionRef<absl::Status()> work) const {
  const WorkDeadline deadline(caller_.deadline);
  try {
    return work();
  } catch (const std::exception& thrown) {
    return absl::InternalError(absl::StrCat("exception: ", thrown.what()));
  } catch (...) {
    return absl::InternalError("exception of unknown type");
  }
}

absl::Status Ticket::MayBegin() const {
  if (absl::Now() >= caller_.deadline) return DeadlineExceeded();
  return place_.MayHoldMore();
}

}  // namespace iku::rpc_internal
