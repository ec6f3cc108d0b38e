#ifndef IKU_COMMON_RPC_CALLS_H_
#define IKU_COMMON_RPC_CALLS_H_

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/rpc/work_pool.h"
#include "common/status/language.h"
#include "common/sync/mutex.h"
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

// How a stream in both directions is held.
template <typename Reply>
struct Converse {
  // Said first, before anything is asked.
  Reply greeting = {};
  // So many messages are taken in whose answers are not sent yet; the next one
  // waits in the connection.
  size_t most_unanswered = 8;
  // It ends with DEADLINE_EXCEEDED when nothing is asked for so long, and with
  // UNAVAILABLE when it is so old.
  absl::Duration longest_silence = absl::Minutes(5);
  absl::Duration longest = absl::Hours(6);
};

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
    // Streams in both directions at one time; they take no thread.
    size_t max_conversations = 256;
    // How often conversations are looked at that say nothing.
    absl::Duration look_every = absl::Seconds(1);
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

  // Takes the messages of the caller one by one, in their order, on a gRPC
  // thread: `take` must not block. It gets each message's answer function, to
  // be called exactly once, from any thread; answers are sent in the order of
  // the messages. An exception ends the stream with INTERNAL. When the caller
  // has gone nothing is sent, but what was taken in is still answered.
  template <typename Request, typename Reply>
  grpc::ServerBidiReactor<Request, Reply>* HoldConversation(
      grpc::CallbackServerContext& context, absl::string_view method,
      Converse<Reply> options,
      std::function<void(const Caller&, std::shared_ptr<const Request>,
                         std::function<void(Reply)>)>
          take);

  // Ends every conversation, and each that begins from now on, with UNAVAILABLE
  // behind the answers to what was taken in. Before the server drains.
  void StopConversations();

  absl::Duration longest_call() const { return options_.longest_call; }

  // What conversations are to the one who oversees them.
  class Overseen {
   public:
    virtual ~Overseen() = default;
    virtual void Stop(absl::Status why) = 0;
    virtual void Look(absl::Time now) = 0;
  };
  struct Ticket;
  void Forget(const Overseen* conversation);

 private:
  Caller CallerOf(const grpc::CallbackServerContext& context) const;
  // Null when the call was refused; `refusal` says why.
  std::shared_ptr<Ticket> Admit(absl::string_view method, Caller caller,
                                absl::Status& refusal);
  // The same for a unary call: null when the call was refused and is finished.
  std::shared_ptr<Ticket> AdmitUnary(grpc::CallbackServerContext& context,
                                     absl::string_view method,
                                     grpc::ServerUnaryReactor* reactor);

  // An error when there are too many or the service stops.
  absl::Status Oversee(const std::shared_ptr<Overseen>& conversation);
  std::vector<std::shared_ptr<Overseen>> Conversations();
  void LookAtConversations();

  const Options options_;
  std::atomic<int> in_flight_{0};

  Mutex conversations_mutex_;
  CondVar conversations_changed_;
  std::map<const Overseen*, std::weak_ptr<Overseen>> conversations_
      ABSL_GUARDED_BY(conversations_mutex_);
  bool stopping_ ABSL_GUARDED_BY(conversations_mutex_) = false;
  bool ended_ ABSL_GUARDED_BY(conversations_mutex_) = false;
  std::thread overseer_;

  WorkPool readers_;
  WorkPool streams_;
};

}  // namespace iku

#include "common/rpc/calls_converse.h"  // IWYU pragma: export
#include "common/rpc/calls_stream.h"    // IWYU pragma: export

#endif  // IKU_COMMON_RPC_CALLS_H_
