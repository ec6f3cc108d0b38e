#ifndef IKU_COMMON_RPC_CALLS_CONVERSE_H_
#define IKU_COMMON_RPC_CALLS_CONVERSE_H_

// The template part of calls.h for streams in both directions; include that.

#include <algorithm>
#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/rpc/calls.h"
#include "common/rpc/open_calls.h"
#include "common/rpc/ticket.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/stream/session.h"
#include "common/sync/mutex.h"
#include "common/sync/work_deadline.h"
#include "google/protobuf/arena.h"
#include "grpcpp/grpcpp.h"

namespace iku {
namespace rpc_internal {

// One stream in both directions. Owned by itself until gRPC is done with it,
// and by every answer that is still to come, so that none speaks to nothing.
//
// Each event changes the state under the lock and then calls Go, which starts
// what the state asks for. gRPC may call back before a Start returns, so none
// is called under the lock; and because only one thread at a time runs Go, none
// is called after Finish.
template <typename Request, typename Reply>
class Conversation final
    : public grpc::ServerBidiReactor<Request, Reply>,
      public OpenCall,
      public std::enable_shared_from_this<Conversation<Request, Reply>> {
 public:
  using SessionPtr = std::unique_ptr<Session<Request, Reply>>;

  Conversation(grpc::CallbackServerContext& context,
               std::shared_ptr<Ticket> ticket, OpenCalls& open_calls,
               absl::Duration longest_call, const ConverseOptions& options,
               SessionPtr session)
      : context_(context),
        ticket_(std::move(ticket)),
        open_calls_(open_calls),
        longest_call_(longest_call),
        options_(options),
        session_(std::move(session)) {}

  void Begin(std::optional<Reply> greeting) {
    self_ = this->shared_from_this();
    if (greeting) {
      MutexLock lock(mutex_);
      places_.emplace_back().answer = *std::move(greeting);
    }
    open_calls_.Add(self_);
    Go();
  }

  void OnReadDone(bool ok) override {
    if (ok) {
      TakeIn(std::shared_ptr<const Request>(std::move(arena_), incoming_));
    }
    {
      MutexLock lock(mutex_);
      reading_ = false;
      // A caller that breaks off ends its messages too, and that may be heard
      // first.
      if (!ok && !finished_ && context_.IsCancelled()) gone_ = true;
      if (!ok) End(absl::OkStatus());
    }
    Go();
  }

  void OnWriteDone(bool ok) override {
    {
      MutexLock lock(mutex_);
      writing_ = false;
      moved_ = absl::Now();
      Hold(bytes_ - places_.front().bytes);
      places_.pop_front();
      if (!ok) gone_ = true;
    }
    Go();
  }

  void OnCancel() override {
    {
      MutexLock lock(mutex_);
      gone_ = true;
    }
    Go();
  }

  void OnDone() override {
    open_calls_.Remove(this);
    const absl::Status ended = ticket_->Guarded([this] {
      session_->Ended();
      return absl::OkStatus();
    });
    ticket_->AfterEnd(ended);
    const std::shared_ptr<Conversation> last = std::move(self_);
  }

  void Stop() override {
    {
      MutexLock lock(mutex_);
      End(Stopping());
    }
    Go();
  }

  void Look(absl::Time now) override {
    {
      MutexLock lock(mutex_);
      const bool stands_still = now - moved_ >= options_.idle_timeout;
      if (now - begun_ >= options_.longest) {
        End(MakeError(absl::StatusCode::kUnavailable, code::kStreamTooOld));
      } else if (stands_still && places_.empty()) {
        End(MakeError(absl::StatusCode::kDeadlineExceeded, code::kStreamIdle));
      }
      const bool hurry = now - moved_ >= options_.patience_under_pressure &&
                         !ticket_->place().MayHoldMore().ok();
      cancelling_ |= (stands_still || hurry) && writing_;
      // It was to end long ago, and an answer does not come.
      overdue_ |= ending_ && now - ending_since_ >= options_.idle_timeout;
    }
    Go();
  }

 private:
  // A message that was taken in, until its answer was sent.
  struct Place {
    size_t bytes = 0;
    std::optional<absl::StatusOr<Reply>> answer;
  };
  enum class Step { kNothing, kRead, kWrite, kFinish, kCancel };

  // Answers a message, at the latest when nobody is left who could.
  class Pending {
   public:
    Pending(std::shared_ptr<Conversation> conversation, Place& place)
        : conversation_(std::move(conversation)), place_(place) {}
    ~Pending() { Give(absl::InternalError("a message was never answered")); }
    Pending(const Pending&) = delete;
    Pending& operator=(const Pending&) = delete;

    void Give(absl::StatusOr<Reply> answer) {
      if (given_.exchange(true)) return;
      conversation_->Fill(place_, std::move(answer));
    }

   private:
    const std::shared_ptr<Conversation> conversation_;
    Place& place_;  // stays while it is not answered
    std::atomic<bool> given_{false};
  };

  void TakeIn(std::shared_ptr<const Request> message) {
    std::shared_ptr<Pending> pending;
    {
      MutexLock lock(mutex_);
      moved_ = absl::Now();
      if (gone_ || ending_ || failed_) return;
      // A deque leaves its elements where they are while its ends change.
      Place& place = places_.emplace_back();
      place.bytes = message->ByteSizeLong();
      Hold(bytes_ + place.bytes);
      pending = std::make_shared<Pending>(this->shared_from_this(), place);
    }
    const absl::Time deadline =
        std::min(ticket_->caller().deadline, absl::Now() + longest_call_);
    const absl::Status taken = ticket_->Guarded([&] {
      const WorkDeadline of_this_message(deadline);
      session_->Take(std::move(message), deadline,
                     [pending](absl::StatusOr<Reply> answer) {
                       pending->Give(std::move(answer));
                     });
      return absl::OkStatus();
    });
    if (!taken.ok()) pending->Give(taken);
  }

  void Fill(Place& place, absl::StatusOr<Reply> answer) {
    const size_t bytes = answer.ok() ? answer->ByteSizeLong() : 0;
    {
      MutexLock lock(mutex_);
      Hold(bytes_ + bytes - place.bytes);
      place.bytes = bytes;
      failed_ |= !answer.ok();
      place.answer = std::move(answer);
    }
    Go();
  }

  void Hold(size_t bytes) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    bytes_ = bytes;
    ticket_->place().Hold(bytes);
  }

  void End(absl::Status why) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (ending_) return;
    ending_ = std::move(why);
    ending_since_ = absl::Now();
  }

  void Go() {
    // Finish may let go of the last other owner.
    const std::shared_ptr<Conversation> here = this->shared_from_this();
    {
      MutexLock lock(mutex_);
      // The thread that is at it looks again before it leaves.
      if (going_) return;
      going_ = true;
    }
    while (true) {
      absl::Status end;
      const Reply* reply = nullptr;
      Step step;
      {
        MutexLock lock(mutex_);
        step = NextStep(reply, end);
        if (step == Step::kNothing) {
          going_ = false;
          return;
        }
      }
      switch (step) {
        case Step::kRead:
          arena_ = std::make_shared<google::protobuf::Arena>();
          incoming_ =
              google::protobuf::Arena::CreateMessage<Request>(arena_.get());
          this->StartRead(incoming_);
          break;
        case Step::kWrite:
          this->StartWrite(reply);
          break;
        case Step::kCancel:
          context_.TryCancel();
          break;
        default:
          this->Finish(ticket_->Outcome(end));
      }
    }
  }

  // What to start now. What it starts counts as started.
  Step NextStep(const Reply*& reply, absl::Status& end)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (finished_) return Step::kNothing;
    if (cancelling_ && !gone_) {
      gone_ = true;
      return Step::kCancel;
    }
    if (!writing_) {
      const bool answered = !places_.empty() && places_.front().answer;
      if (gone_) {
        end = absl::CancelledError("the caller has gone");
        return FinishNow();
      }
      if (answered && !places_.front().answer->ok()) {
        end = places_.front().answer->status();
        return FinishNow();
      }
      if (answered) {
        reply = &**places_.front().answer;
        writing_ = true;
        moved_ = absl::Now();
        return Step::kWrite;
      }
      if (ending_ && (places_.empty() || overdue_)) {
        end = *ending_;
        return FinishNow();
      }
    }
    const bool may_read =
        !reading_ && !gone_ && !failed_ && !ending_ &&
        places_.size() < options_.max_unanswered &&
        bytes_ < options_.max_unanswered_bytes &&
        (places_.empty() || ticket_->place().MayHoldMore().ok());
    if (!may_read) return Step::kNothing;
    reading_ = true;
    return Step::kRead;
  }

  Step FinishNow() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    finished_ = true;
    return Step::kFinish;
  }

  grpc::CallbackServerContext& context_;  // until Finish
  const std::shared_ptr<Ticket> ticket_;
  OpenCalls& open_calls_;  // until OnDone
  const absl::Duration longest_call_;
  const ConverseOptions options_;
  const SessionPtr session_;
  const absl::Time begun_ = absl::Now();
  std::shared_ptr<Conversation> self_;  // until OnDone

  // Where a message is read to; of the one read at a time.
  std::shared_ptr<google::protobuf::Arena> arena_;
  Request* incoming_ = nullptr;

  Mutex mutex_;
  // In the order of the messages; a greeting comes first.
  std::deque<Place> places_ ABSL_GUARDED_BY(mutex_);
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;         // of places_
  bool going_ ABSL_GUARDED_BY(mutex_) = false;       // a thread runs Go
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;     // until Take returned
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;     // the first place
  bool failed_ ABSL_GUARDED_BY(mutex_) = false;      // an answer is an error
  bool gone_ ABSL_GUARDED_BY(mutex_) = false;        // the caller, or cut off
  bool cancelling_ ABSL_GUARDED_BY(mutex_) = false;  // is to be cut off
  bool overdue_ ABSL_GUARDED_BY(mutex_) = false;     // ends without answers
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  // Why it ends, behind the answers to what was taken in.
  std::optional<absl::Status> ending_ ABSL_GUARDED_BY(mutex_);
  absl::Time ending_since_ ABSL_GUARDED_BY(mutex_);
  // When a message came or an answer began or ended to be sent.
  absl::Time moved_ ABSL_GUARDED_BY(mutex_) = begun_;
};

// Ends a stream that was not admitted.
template <typename Request, typename Reply>
class Refusal final : public grpc::ServerBidiReactor<Request, Reply> {
 public:
  explicit Refusal(const grpc::Status& status) { this->Finish(status); }
  void OnDone() override { delete this; }
};

}  // namespace rpc_internal

template <typename Request, typename Reply>
grpc::ServerBidiReactor<Request, Reply>* Calls::Converse(
    grpc::CallbackServerContext& context, const Rpc& rpc,
    absl::FunctionRef<
        absl::StatusOr<std::unique_ptr<Session<Request, Reply>>>(const Caller&)>
        open,
    const ConverseOptions& options) {
  using Refusal = rpc_internal::Refusal<Request, Reply>;
  Admitted admitted = Admit(context, rpc, options.longest);
  if (!admitted.place.ok()) return new Refusal(admitted.Refusal());
  const auto ticket =
      std::make_shared<Ticket>(*std::move(admitted.place), rpc, admitted.counts,
                               std::move(admitted.caller));
  std::unique_ptr<Session<Request, Reply>> session;
  std::optional<Reply> greeting;
  const absl::Status opened = ticket->Guarded([&]() -> absl::Status {
    auto made = open(ticket->caller());
    if (!made.ok()) return made.status();
    session = *std::move(made);
    greeting = session->Greeting();
    return absl::OkStatus();
  });
  if (!opened.ok()) return new Refusal(ticket->Outcome(opened));
  const auto conversation =
      std::make_shared<rpc_internal::Conversation<Request, Reply>>(
          context, ticket, open_calls_, options_.longest_call, options,
          std::move(session));
  conversation->Begin(std::move(greeting));
  return conversation.get();
}

}  // namespace iku

#endif  // IKU_COMMON_RPC_CALLS_CONVERSE_H_
