#include "common/rpc/calls.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/time/clock.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"

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

}  // namespace

Calls::Calls(const Options& options)
    : options_(options),
      readers_(options.reader_threads,
               static_cast<size_t>(options.max_waiting_reads)),
      streams_(options.max_streams, 0),
      open_streams_(options.look_every) {}

Calls::~Calls() {
  StopStreams();
  while (in_flight_.load() > 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

Caller Calls::CallerOf(const grpc::CallbackServerContext& context,
                       absl::Duration longest) const {
  Caller caller;
  caller.name = CallerName(Metadata(context, "iku-actor"));
  caller.language = PreferredLanguage(Metadata(context, "accept-language"));
  caller.deadline =
      std::min(absl::FromChrono(context.deadline()), absl::Now() + longest);
  return caller;
}

std::shared_ptr<rpc_internal::Ticket> Calls::Admit(absl::string_view method,
                                                   Caller caller,
                                                   absl::Status& refusal) {
  if (in_flight_.fetch_add(1) >= options_.max_in_flight) {
    in_flight_.fetch_sub(1);
    refusal = Busy("calls");
    return nullptr;
  }
  return std::make_shared<rpc_internal::Ticket>(in_flight_, method,
                                                std::move(caller));
}

std::shared_ptr<rpc_internal::Ticket> Calls::AdmitUnary(
    grpc::CallbackServerContext& context, absl::string_view method,
    grpc::ServerUnaryReactor* reactor) {
  Caller caller = CallerOf(context, options_.longest_call);
  const Language language = caller.language;
  absl::Status refusal;
  std::shared_ptr<rpc_internal::Ticket> ticket =
      Admit(method, std::move(caller), refusal);
  if (ticket == nullptr) {
    reactor->Finish(ToGrpcStatus(refusal, language));
  } else {
    ticket->Answer(reactor);
  }
  return ticket;
}

grpc::ServerUnaryReactor* Calls::Serve(
    grpc::CallbackServerContext& context, absl::string_view method,
    absl::AnyInvocable<absl::Status(const Caller&, Done)> start) {
  grpc::ServerUnaryReactor* reactor = context.DefaultReactor();
  std::shared_ptr<rpc_internal::Ticket> ticket =
      AdmitUnary(context, method, reactor);
  if (ticket == nullptr) return reactor;
  const absl::Status started = ticket->Guarded([&] {
    return start(ticket->caller(),
                 [ticket](absl::Status status) { ticket->Finish(status); });
  });
  if (!started.ok()) ticket->Finish(started);
  return reactor;
}

grpc::ServerUnaryReactor* Calls::Read(
    grpc::CallbackServerContext& context, absl::string_view method,
    absl::AnyInvocable<absl::Status(const Caller&)> work) {
  grpc::ServerUnaryReactor* reactor = context.DefaultReactor();
  std::shared_ptr<rpc_internal::Ticket> ticket =
      AdmitUnary(context, method, reactor);
  if (ticket == nullptr) return reactor;
  const bool taken =
      readers_.TrySubmit([ticket, work = std::move(work)]() mutable {
        absl::Status status = ticket->MayBegin();
        if (status.ok()) {
          status = ticket->Guarded([&] { return work(ticket->caller()); });
        }
        ticket->Finish(status);
      });
  if (!taken) ticket->Finish(Busy("reads"));
  return reactor;
}

}  // namespace iku
