#ifndef IKU_COMMON_RPC_CALLS_STREAM_H_
#define IKU_COMMON_RPC_CALLS_STREAM_H_

// The template part of calls.h; include that.

#include <functional>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/rpc/calls.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/sync/mutex.h"
#include "grpcpp/grpcpp.h"

namespace iku {

namespace rpc_internal {

// Makes the writes of a stream block the thread that produces them, so that a
// slow caller slows its producer and nothing piles up. Deletes itself when gRPC
// is done with it, which is only after Finish.
template <typename Reply>
class BlockingWriter final : public grpc::ServerWriteReactor<Reply> {
 public:
  BlockingWriter(grpc::CallbackServerContext& context, absl::Time deadline)
      : context_(context), deadline_(deadline) {}

  // False when the caller has gone or the deadline is over.
  bool Write(const Reply& reply) {
    {
      MutexLock lock(mutex_);
      if (gone_ || absl::Now() >= deadline_) return false;
      writing_ = true;
    }
    this->StartWrite(&reply);
    MutexLock lock(mutex_);
    bool cancelled = false;
    // `reply` belongs to gRPC until OnWriteDone, also after a cancel.
    while (writing_) {
      if (!cancelled && absl::Now() >= deadline_) {
        context_.TryCancel();
        cancelled = true;
      }
      if (cancelled) {
        changed_.Wait(mutex_);
      } else {
        changed_.WaitUntil(mutex_, deadline_);
      }
    }
    return !gone_;
  }

  void OnWriteDone(bool ok) override {
    MutexLock lock(mutex_);
    writing_ = false;
    if (!ok) gone_ = true;
    changed_.NotifyAll();
  }

  void OnCancel() override {
    MutexLock lock(mutex_);
    gone_ = true;
  }

  void OnDone() override { delete this; }

 private:
  grpc::CallbackServerContext& context_;
  const absl::Time deadline_;
  Mutex mutex_;
  CondVar changed_;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool gone_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace rpc_internal

template <typename Reply>
grpc::ServerWriteReactor<Reply>* Calls::Stream(
    grpc::CallbackServerContext& context, const Rpc& rpc,
    absl::AnyInvocable<absl::Status(
        const Caller&, const std::function<bool(const Reply&)>& write)>
        work) {
  Admitted admitted = Admit(context, rpc, options_.longest_call);
  auto* writer = new rpc_internal::BlockingWriter<Reply>(
      context, admitted.caller.deadline);
  if (!admitted.place.ok()) {
    writer->Finish(admitted.Refusal());
    return writer;
  }
  const auto ticket =
      std::make_shared<Ticket>(*std::move(admitted.place), rpc, admitted.counts,
                               std::move(admitted.caller));
  const bool taken =
      streams_.TrySubmit([ticket, writer, work = std::move(work)]() mutable {
        absl::Status status = ticket->MayBegin();
        if (status.ok()) {
          status = ticket->Guarded([&] {
            return work(ticket->caller(), [writer](const Reply& reply) {
              return writer->Write(reply);
            });
          });
        }
        writer->Finish(ticket->Outcome(status));
      });
  if (!taken) writer->Finish(ticket->Outcome(Busy("streams")));
  return writer;
}

}  // namespace iku

#endif  // IKU_COMMON_RPC_CALLS_STREAM_H_
