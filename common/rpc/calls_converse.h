#ifndef IKU_COMMON_RPC_CALLS_CONVERSE_H_
#define IKU_COMMON_RPC_CALLS_CONVERSE_H_

// The template part of calls.h for streams in both directions; include that.

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/rpc/calls.h"
#include "common/rpc/calls_stream.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/sync/mutex.h"
#include "google/protobuf/arena.h"
#include "grpcpp/grpcpp.h"

namespace iku {
namespace rpc_internal {

// One conversation. It is kept by gRPC until OnDone and by every answer that is
// still to come, so none of them ever speaks to nothing.
//
// Reading goes on only while fewer than `most_unanswered` messages wait for
// their answer to be sent: a caller who sends much or reads slowly holds back
// itself.
template <typename Request, typename Reply>
class Conversation final
    : public grpc::ServerBidiReactor<Request, Reply>,
      public Calls::Overseen,
      public std::enable_shared_from_this<Conversation<Request, Reply>> {
 public:
  using Take = std::function<void(const Caller&, std::shared_ptr<const Request>,
                                  std::function<void(Reply)>)>;

  Conversation(grpc::CallbackServerContext& context,
               std::shared_ptr<Calls::Ticket> ticket, Converse<Reply> options,
               Take take)
      : context_(context),
        ticket_(std::move(ticket)),
        options_(std::move(options)),
        take_(std::move(take)) {}

  // Not in the constructor: what starts here may call back at once.
  void Begin() {
    self_ = this->shared_from_this();
    {
      MutexLock lock(mutex_);
      answers_.emplace_back(options_.greeting);
    }
    Go();
  }

  // Says goodbye after the answers to what was taken in.
  void Stop(absl::Status why) override {
    {
      MutexLock lock(mutex_);
      if (!ending_) ending_ = std::move(why);
    }
    Go();
  }

  void OnReadDone(bool ok) override {
    std::shared_ptr<const Request> message;
    std::optional<Reply>* place = nullptr;
    {
      MutexLock lock(mutex_);
      reading_ = false;
      heard_ = absl::Now();
      if (!ok) {
        if (!ending_) ending_ = absl::OkStatus();
      } else if (!gone_) {
        message = std::shared_ptr<const Request>(incoming_, message_);
        // A deque keeps its elements where they are while its ends change.
        place = &answers_.emplace_back();
        ++taking_;
      }
      incoming_ = nullptr;
    }
    if (place != nullptr) {
      Hand(std::move(message), place);
    }
    Go();
  }

  void OnWriteDone(bool ok) override {
    {
      MutexLock lock(mutex_);
      writing_ = false;
      answers_.pop_front();
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
    ticket_->calls.Forget(this);
    self_ = nullptr;  // may delete this
  }

  // Ends the conversation when nothing is said any more.
  void Look(absl::Time now) override {
    bool over = false;
    {
      MutexLock lock(mutex_);
      if (finished_) return;
      const absl::Duration silence = now - heard_;
      const bool idle = taking_ == 0 && silence > options_.longest_silence;
      if (!ending_ && idle) {
        ending_ = MakeError(absl::StatusCode::kDeadlineExceeded,
                            code::kDeadlineExceeded);
      } else if (!ending_ && now - begun_ > options_.longest) {
        ending_ = Stopping();
      }
      // It was told so long ago, and does not even read that.
      over = ending_.has_value() && silence > 2 * options_.longest_silence;
    }
    if (over) context_.TryCancel();
    Go();
  }

 private:
  // Gives a message to its taker, whose answer goes to `place`.
  void Hand(std::shared_ptr<const Request> message,
            std::optional<Reply>* place) {
    Caller caller = ticket_->caller;
    caller.deadline = absl::Now() + ticket_->calls.longest_call();
    const absl::Status handed = ticket_->Guarded([&] {
      take_(caller, std::move(message),
            [self = this->shared_from_this(), place](Reply reply) {
              {
                MutexLock lock(self->mutex_);
                *place = std::move(reply);
                --self->taking_;
              }
              self->Go();
            });
      return absl::OkStatus();
    });
    if (handed.ok()) return;
    MutexLock lock(mutex_);
    --taking_;
    ending_ = handed;
    gone_ = true;
  }

  // Starts whatever can be started now. gRPC may call back before a Start call
  // returns, so nothing is started under the lock.
  void Go() {
    enum { kNothing, kWrite, kFinish } next = kNothing;
    bool read = false;
    absl::Status end;
    const Reply* reply = nullptr;
    {
      MutexLock lock(mutex_);
      if (finished_) return;
      if (gone_) {
        if (!writing_ && taking_ == 0) next = kFinish;
      } else if (!writing_ && !answers_.empty() && answers_.front()) {
        next = kWrite;
        writing_ = true;
        reply = &*answers_.front();
      } else if (ending_ && answers_.empty()) {
        next = kFinish;
      }
      if (next == kFinish) {
        finished_ = true;
        end = ending_.value_or(absl::CancelledError("the caller has gone"));
      }
      read = next != kFinish && !gone_ && !ending_ && !reading_ &&
             answers_.size() < options_.most_unanswered;
      if (read) {
        reading_ = true;
        incoming_ = std::make_shared<google::protobuf::Arena>();
        message_ =
            google::protobuf::Arena::CreateMessage<Request>(incoming_.get());
      }
    }
    if (next == kWrite) this->StartWrite(reply);
    if (next == kFinish) this->Finish(ticket_->Outcome(end));
    if (read) this->StartRead(message_);
  }

  grpc::CallbackServerContext& context_;  // until OnDone
  const std::shared_ptr<Calls::Ticket> ticket_;
  const Converse<Reply> options_;
  const Take take_;
  const absl::Time begun_ = absl::Now();
  std::shared_ptr<Conversation> self_;  // until OnDone

  Mutex mutex_;
  // Where the message that is being read lies, and it itself.
  std::shared_ptr<google::protobuf::Arena> incoming_;
  Request* message_ = nullptr;
  // One for each message taken in, in its order; nothing until it is answered.
  std::deque<std::optional<Reply>> answers_ ABSL_GUARDED_BY(mutex_);
  int taking_ ABSL_GUARDED_BY(mutex_) = 0;  // messages without an answer yet
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool gone_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<absl::Status> ending_ ABSL_GUARDED_BY(mutex_);
  absl::Time heard_ ABSL_GUARDED_BY(mutex_) = begun_;  // the last message
};

// Ends a conversation that was not admitted.
template <typename Request, typename Reply>
class Refusal final : public grpc::ServerBidiReactor<Request, Reply> {
 public:
  explicit Refusal(const grpc::Status& status) { this->Finish(status); }
  void OnDone() override { delete this; }
};

}  // namespace rpc_internal

template <typename Request, typename Reply>
grpc::ServerBidiReactor<Request, Reply>* Calls::HoldConversation(
    grpc::CallbackServerContext& context, absl::string_view method,
    Converse<Reply> options,
    std::function<void(const Caller&, std::shared_ptr<const Request>,
                       std::function<void(Reply)>)>
        take) {
  Caller caller = CallerOf(context);
  const Language language = caller.language;
  absl::Status refusal;
  std::shared_ptr<Ticket> ticket = Admit(method, std::move(caller), refusal);
  using Conversation = rpc_internal::Conversation<Request, Reply>;
  std::shared_ptr<Conversation> conversation;
  if (ticket != nullptr) {
    conversation = std::make_shared<Conversation>(
        context, std::move(ticket), std::move(options), std::move(take));
    refusal = Oversee(conversation);
  }
  if (!refusal.ok()) {
    return new rpc_internal::Refusal<Request, Reply>(
        ToGrpcStatus(refusal, language));
  }
  conversation->Begin();
  return conversation.get();
}

}  // namespace iku

#endif  // IKU_COMMON_RPC_CALLS_CONVERSE_H_
