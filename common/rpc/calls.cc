#include "common/rpc/calls.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <thread>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/macros.h"

namespace iku {
namespace {

constexpr size_t kMaxCallerName = 100;

std::string Metadata(const grpc::CallbackServerContext& context,
                     const char* key) {
  const auto found = context.client_metadata().find(key);
  if (found == context.client_metadata().end()) return "";
  return std::string(found->second.data(), found->second.size());
}

std::string CallerName(const std::string& claimed) {
  std::string name;
  for (const char c : claimed) {
    if (absl::ascii_isprint(static_cast<unsigned char>(c))) name += c;
  }
  name =
      std::string(absl::StripAsciiWhitespace(name)).substr(0, kMaxCallerName);
  return name.empty() ? "unknown" : name;
}

bool OurFault(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal ||
         code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss;
}

}  // namespace

Calls::Ticket::Ticket(Calls& calls_in, absl::string_view method_in,
                      Caller caller_in)
    : calls(calls_in), method(method_in), caller(std::move(caller_in)) {}

Calls::Ticket::~Ticket() {
  // Nobody is left who could finish the call: its Done was dropped.
  if (reactor != nullptr && !finished) {
    Finish(absl::InternalError("the call was never finished"));
  }
  // The last access: ~Calls waits for this.
  calls.in_flight_.fetch_sub(1);
}

void Calls::Ticket::Finish(const absl::Status& status) {
  if (finished.exchange(true)) return;
  // The reactor, the request and the reply may be gone right after this.
  reactor->Finish(Outcome(status));
}

grpc::Status Calls::Ticket::Outcome(const absl::Status& status) const {
  if (OurFault(status.code())) {
    LogError("call failed", {{"method", method},
                             {"code", absl::StatusCodeToString(status.code())},
                             {"error", status.message()}});
  }
  return ToGrpcStatus(status, caller.language);
}

absl::Status Calls::Ticket::Guarded(
    absl::FunctionRef<absl::Status()> work) const {
  try {
    return work();
  } catch (const std::exception& thrown) {
    return absl::InternalError(absl::StrCat("exception: ", thrown.what()));
  } catch (...) {
    return absl::InternalError("exception of unknown type");
  }
}

absl::Status Calls::Ticket::MayBegin() const {
  if (absl::Now() < caller.deadline) return absl::OkStatus();
  return MakeError(absl::StatusCode::kDeadlineExceeded,
                   code::kDeadlineExceeded);
}

Calls::Calls(const Options& options)
    : options_(options),
      overseer_([this] { LookAtConversations(); }),
      readers_(options.reader_threads,
               static_cast<size_t>(options.max_waiting_reads)),
      streams_(options.max_streams, 0) {}

Calls::~Calls() {
  StopConversations();
  while (in_flight_.load() > 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  {
    MutexLock lock(conversations_mutex_);
    ended_ = true;
  }
  conversations_changed_.NotifyAll();
  overseer_.join();
}

absl::Status Calls::Oversee(const std::shared_ptr<Overseen>& conversation) {
  MutexLock lock(conversations_mutex_);
  if (stopping_) return Stopping();
  if (conversations_.size() >= options_.max_conversations) {
    return Busy("streams");
  }
  conversations_[conversation.get()] = conversation;
  return absl::OkStatus();
}

void Calls::Forget(const Overseen* conversation) {
  MutexLock lock(conversations_mutex_);
  conversations_.erase(conversation);
}

std::vector<std::shared_ptr<Calls::Overseen>> Calls::Conversations() {
  std::vector<std::shared_ptr<Overseen>> all;
  MutexLock lock(conversations_mutex_);
  for (const auto& [key, weak] : conversations_) {
    if (auto conversation = weak.lock()) all.push_back(std::move(conversation));
  }
  return all;
}

void Calls::StopConversations() {
  {
    MutexLock lock(conversations_mutex_);
    stopping_ = true;
  }
  for (const auto& conversation : Conversations()) {
    conversation->Stop(Stopping());
  }
}

void Calls::LookAtConversations() {
  while (true) {
    {
      MutexLock lock(conversations_mutex_);
      if (!ended_) {
        conversations_changed_.WaitUntil(conversations_mutex_,
                                         absl::Now() + options_.look_every);
      }
      if (ended_) return;
    }
    for (const auto& conversation : Conversations()) {
      conversation->Look(absl::Now());
    }
  }
}

Caller Calls::CallerOf(const grpc::CallbackServerContext& context) const {
  Caller caller;
  caller.name = CallerName(Metadata(context, "iku-actor"));
  caller.language = PreferredLanguage(Metadata(context, "accept-language"));
  caller.deadline = std::min(absl::FromChrono(context.deadline()),
                             absl::Now() + options_.longest_call);
  return caller;
}

std::shared_ptr<Calls::Ticket> Calls::Admit(absl::string_view method,
                                            Caller caller,
                                            absl::Status& refusal) {
  if (in_flight_.fetch_add(1) >= options_.max_in_flight) {
    in_flight_.fetch_sub(1);
    refusal = Busy("calls");
    return nullptr;
  }
  return std::make_shared<Ticket>(*this, method, std::move(caller));
}

std::shared_ptr<Calls::Ticket> Calls::AdmitUnary(
    grpc::CallbackServerContext& context, absl::string_view method,
    grpc::ServerUnaryReactor* reactor) {
  Caller caller = CallerOf(context);
  const Language language = caller.language;
  absl::Status refusal;
  std::shared_ptr<Ticket> ticket = Admit(method, std::move(caller), refusal);
  if (ticket == nullptr) {
    reactor->Finish(ToGrpcStatus(refusal, language));
  } else {
    ticket->reactor = reactor;
  }
  return ticket;
}

grpc::ServerUnaryReactor* Calls::Serve(
    grpc::CallbackServerContext& context, absl::string_view method,
    absl::AnyInvocable<absl::Status(const Caller&, Done)> start) {
  grpc::ServerUnaryReactor* reactor = context.DefaultReactor();
  std::shared_ptr<Ticket> ticket = AdmitUnary(context, method, reactor);
  if (ticket == nullptr) return reactor;
  const absl::Status started = ticket->Guarded([&] {
    return start(ticket->caller,
                 [ticket](absl::Status status) { ticket->Finish(status); });
  });
  if (!started.ok()) ticket->Finish(started);
  return reactor;
}

grpc::ServerUnaryReactor* Calls::Read(
    grpc::CallbackServerContext& context, absl::string_view method,
    absl::AnyInvocable<absl::Status(const Caller&)> work) {
  grpc::ServerUnaryReactor* reactor = context.DefaultReactor();
  std::shared_ptr<Ticket> ticket = AdmitUnary(context, method, reactor);
  if (ticket == nullptr) return reactor;
  const bool taken =
      readers_.TrySubmit([ticket, work = std::move(work)]() mutable {
        absl::Status status = ticket->MayBegin();
        if (status.ok()) {
          status = ticket->Guarded([&] { return work(ticket->caller); });
        }
        ticket->Finish(status);
      });
  if (!taken) ticket->Finish(Busy("reads"));
  return reactor;
}

}  // namespace iku
