#ifndef IKU_COMMON_RPC_CALLS_H_
#define IKU_COMMON_RPC_CALLS_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/rpc/work_pool.h"
#include "common/status/language.h"
#include "grpcpp/grpcpp.h"

namespace iku {

// Who calls, and what the call asks of the answer.
struct Caller {
  // What the caller says it is, from the metadata `iku-actor`: an office or a
  // program, at most 100 characters. "unknown" when it says nothing. A claim
  // until callers are authenticated.
  std::string name;
  Language language = Language::kIndonesian;
  // The caller's deadline, or our own limit when that is earlier.
  absl::Time deadline = absl::InfiniteFuture();
};

// Finishes a call. Called exactly once, from any thread.
using Done = std::function<void(absl::Status)>;

// The one wrapper around every RPC: admits it, guards it against exceptions,
// logs what failed, turns the status into gRPC's. Thread-safe; outlives every
// call.
//
// gRPC runs handlers on very few threads, so nothing may block there: `Serve`
// is for work that starts something and finishes later (a write), `Read` and
// `Stream` are for work that blocks and run it on a bounded pool.
class Calls {
 public:
  struct Options {
    // Calls at one time; one more is refused with RESOURCE_EXHAUSTED.
    int max_in_flight = 2000;
    // Threads for blocking reads, and reads that may wait for one.
    int reader_threads = 4;
    int max_waiting_reads = 2000;
    // Streams at one time, each with a thread of its own while it runs.
    int max_streams = 16;
    // No call runs longer than this, whatever its deadline.
    absl::Duration longest_call = absl::Seconds(60);
  };

  explicit Calls(const Options& options);
  ~Calls();  // waits for the calls that run
  Calls(const Calls&) = delete;
  Calls& operator=(const Calls&) = delete;

  // Runs `start` at once, on a gRPC thread: it must not block. An error that it
  // returns finishes the call; after OK the call ends when its Done is called.
  grpc::ServerUnaryReactor* Serve(
      grpc::CallbackServerContext& context, absl::string_view method,
      absl::AnyInvocable<absl::Status(const Caller&, Done)> start);

  // Runs `work` on the reader pool and finishes the call with what it returns.
  grpc::ServerUnaryReactor* Read(
      grpc::CallbackServerContext& context, absl::string_view method,
      absl::AnyInvocable<absl::Status(const Caller&)> work);

  // Runs `work` on a stream thread. `write` sends one message, waits until the
  // connection takes it, and returns false when the caller has gone.
  template <typename Reply>
  grpc::ServerWriteReactor<Reply>* Stream(
      grpc::CallbackServerContext& context, absl::string_view method,
      absl::AnyInvocable<absl::Status(
          const Caller&, const std::function<bool(const Reply&)>& write)>
          work);

 private:
  struct Ticket;
  Caller CallerOf(const grpc::CallbackServerContext& context) const;
  // Null when the call was refused; `refusal` says why.
  std::shared_ptr<Ticket> Admit(absl::string_view method, Caller caller,
                                absl::Status& refusal);
  // The same for a unary call: null when the call was refused and is finished.
  std::shared_ptr<Ticket> AdmitUnary(grpc::CallbackServerContext& context,
                                     absl::string_view method,
                                     grpc::ServerUnaryReactor* reactor);

  Options options_;
  std::atomic<int> in_flight_{0};
  WorkPool readers_;
  WorkPool streams_;
};

}  // namespace iku

#include "common/rpc/calls_stream.h"  // IWYU pragma: export

#endif  // IKU_COMMON_RPC_CALLS_H_
