#ifndef IKU_COMMON_RPC_CALLS_H_
#define IKU_COMMON_RPC_CALLS_H_

#include <functional>
#include <memory>
#include <optional>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/metrics/metric_writer.h"
#include "common/rpc/admission.h"
#include "common/rpc/call_counts.h"
#include "common/rpc/caller.h"
#include "common/rpc/open_calls.h"
#include "common/rpc/rpc.h"  // IWYU pragma: export
#include "common/rpc/ticket.h"
#include "common/rpc/unary_call.h"
#include "common/rpc/work_pool.h"
#include "common/status/grpc_status.h"
#include "common/stream/session.h"
#include "grpcpp/grpcpp.h"

namespace iku {

// Finishes a call. Called exactly once, from any thread.
using Done = std::function<void(absl::Status)>;

// How a stream in both directions is held.
struct ConverseOptions {
  // A message holds its place until its answer was sent. Past so many messages,
  // or so many bytes of them, nothing more is read: a caller who sends much or
  // reads slowly holds up itself, and nothing piles up. One message may go past
  // the bytes. When too much is held for all callers together, each stream goes
  // on with one message at a time.
  size_t max_unanswered = 8;
  size_t max_unanswered_bytes = 8 << 20;
  // The stream ends with DEADLINE_EXCEEDED when so long nothing is asked and
  // nothing is left to answer. A caller who does not read an answer for so long
  // is cut off.
  absl::Duration idle_timeout = absl::Minutes(5);
  // The same for one who does not read when too much is held.
  absl::Duration patience_under_pressure = absl::Seconds(5);
  // After this age the stream ends with UNAVAILABLE, behind the answers to what
  // was taken in; the caller opens another one.
  absl::Duration longest = absl::Hours(1);
};

// The one wrapper around every RPC: admits it, guards it against exceptions,
// logs what failed, turns the status into gRPC's. Thread-safe; outlives every
// call.
//
// gRPC runs handlers on very few threads, so nothing may block there: `Serve`
// is for work that starts something and finishes later (a write), `Read` and
// `Stream` are for work that blocks and run it on a bounded pool. `Converse` is
// for streams whose messages each start something that finishes later.
class Calls {
 public:
  struct Options {
    // Calls at one time by class and caller; one more is refused with
    // RESOURCE_EXHAUSTED.
    Admission::Limits limits = Admission::Shares(2000, 1000);
    // Threads for blocking reads, and reads that may wait for one.
    int reader_threads = 4;
    int max_waiting_reads = 2000;
    // Streams at one time, each with a thread of its own while it runs.
    int max_streams = 16;
    // No call runs longer than this, whatever its deadline.
    absl::Duration longest_call = absl::Seconds(60);
    // How long a caller may take to read an answer.
    rpc_internal::UnaryCall::Patience patience = {};
    // How often calls are looked at that may be idle, too old or not read.
    absl::Duration look_every = absl::Seconds(1);
  };

  explicit Calls(const Options& options);
  ~Calls();  // waits for the calls that run
  Calls(const Calls&) = delete;
  Calls& operator=(const Calls&) = delete;

  // Runs `start` at once, on a gRPC thread: it must not block. An error that it
  // returns finishes the call; after OK the call ends when its Done is called.
  // Until then `start` and what it began may fill `reply`.
  grpc::ServerUnaryReactor* Serve(
      grpc::CallbackServerContext& context, const Rpc& rpc,
      const google::protobuf::MessageLite& reply,
      absl::AnyInvocable<absl::Status(const Caller&, Done)> start);

  // Runs `work` on the reader pool and finishes the call with what it returns.
  grpc::ServerUnaryReactor* Read(
      grpc::CallbackServerContext& context, const Rpc& rpc,
      const google::protobuf::MessageLite& reply,
      absl::AnyInvocable<absl::Status(const Caller&)> work);

  // The same, unless `quickly` can finish the call at once, on a gRPC thread
  // and without blocking: then it says how, and `work` is not run.
  grpc::ServerUnaryReactor* Read(
      grpc::CallbackServerContext& context, const Rpc& rpc,
      const google::protobuf::MessageLite& reply,
      absl::FunctionRef<std::optional<absl::Status>()> quickly,
      absl::AnyInvocable<absl::Status(const Caller&)> work);

  // Runs `work` on a stream thread. `write` sends one message, waits until the
  // connection takes it, and returns false when the caller has gone.
  template <typename Reply>
  grpc::ServerWriteReactor<Reply>* Stream(
      grpc::CallbackServerContext& context, const Rpc& rpc,
      absl::AnyInvocable<absl::Status(
          const Caller&, const std::function<bool(const Reply&)>& write)>
          work);

  // Answers each message of a stream by the session that `open` makes for it,
  // on a gRPC thread; an error that it returns ends the stream. See Session for
  // order and threads, ConverseOptions for the limits. Exceptions end the
  // stream with INTERNAL. The caller's half-close ends it with OK, and
  // StopStreams with UNAVAILABLE, behind the answers to what was taken in.
  template <typename Request, typename Reply>
  grpc::ServerBidiReactor<Request, Reply>* Converse(
      grpc::CallbackServerContext& context, const Rpc& rpc,
      absl::FunctionRef<absl::StatusOr<
          std::unique_ptr<Session<Request, Reply>>>(const Caller&)>
          open,
      const ConverseOptions& options = {});

  // Tells how many calls there were and are, and how long they took.
  void Tell(MetricWriter& writer);

  // Ends the streams that Converse holds, also those that come later. For the
  // beginning of a drain, which would wait for them.
  void StopStreams() { open_calls_.Stop(); }

 private:
  using Ticket = rpc_internal::Ticket;
  // Who calls, and its place or the reason why it has none.
  struct Admitted {
    rpc_internal::MethodCounts& counts;
    absl::StatusOr<Admission::Place> place;
    Caller caller;
    grpc::Status Refusal() const {
      return ToGrpcStatus(place.status(), caller.language);
    }
  };
  Admitted Admit(const grpc::CallbackServerContext& context, const Rpc& rpc,
                 absl::Duration longest);
  // Admits a unary call and sets what gRPC is given for it; null when it was
  // refused.
  std::shared_ptr<rpc_internal::UnaryCall> BeginUnary(
      grpc::CallbackServerContext& context, const Rpc& rpc,
      const google::protobuf::MessageLite& reply,
      grpc::ServerUnaryReactor*& reactor);

  Options options_;
  rpc_internal::CallCounts counts_;
  Admission admission_;
  WorkPool readers_;
  WorkPool streams_;
  OpenCalls open_calls_;
};

}  // namespace iku

#include "common/rpc/calls_converse.h"  // IWYU pragma: export
#include "common/rpc/calls_stream.h"    // IWYU pragma: export

#endif  // IKU_COMMON_RPC_CALLS_H_
