#include "common/rpc/calls.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/peer.h"
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
      admission_(options.limits),
      readers_(options.reader_threads,
               static_cast<size_t>(options.max_waiting_reads)),
      streams_(options.max_streams, 0),
      open_calls_(options.look_every) {}

Calls::~Calls() {
  StopStreams();
  admission_.WaitUntilEmpty();
}

Calls::Admitted Calls::Admit(const grpc::CallbackServerContext& context,
                             const Rpc& rpc, absl::Duration longest) {
  Caller caller;
  caller.name = CallerName(Metadata(context, "iku-actor"));
  caller.language = PreferredLanguage(Metadata(context, "accept-language"));
  caller.deadline =
      std::min(absl::FromChrono(context.deadline()), absl::Now() + longest);
  // Until callers are authenticated, the host keeps one who claims many names
  // apart from others only in part; the limit of the class holds in any case.
  auto place = admission_.Admit(
      rpc.call_class, absl::StrCat(caller.name, "@", PeerHost(context.peer())));
  rpc_internal::MethodCounts& counts = counts_.Of(rpc);
  counts.Started();
  if (!place.ok()) counts.Handled(place.status().code(), absl::ZeroDuration());
  return {counts, std::move(place), std::move(caller)};
}

void Calls::Tell(MetricWriter& writer) {
  counts_.Tell(writer);
  admission_.Tell(writer);
}

std::shared_ptr<rpc_internal::UnaryCall> Calls::BeginUnary(
    grpc::CallbackServerContext& context, const Rpc& rpc,
    const google::protobuf::MessageLite& reply,
    grpc::ServerUnaryReactor*& reactor) {
  Admitted admitted = Admit(context, rpc, options_.longest_call);
  if (!admitted.place.ok()) {
    reactor = context.DefaultReactor();
    reactor->Finish(admitted.Refusal());
    return nullptr;
  }
  const auto call = std::make_shared<rpc_internal::UnaryCall>(
      context, reply, *std::move(admitted.place), rpc, admitted.counts,
      std::move(admitted.caller), open_calls_, options_.patience);
  reactor = call.get();
  return call->Begin();
}

grpc::ServerUnaryReactor* Calls::Serve(
    grpc::CallbackServerContext& context, const Rpc& rpc,
    const google::protobuf::MessageLite& reply,
    absl::AnyInvocable<absl::Status(const Caller&, Done)> start) {
  grpc::ServerUnaryReactor* reactor = nullptr;
  const auto call = BeginUnary(context, rpc, reply, reactor);
  if (call == nullptr) return reactor;
  const absl::Status started = call->ticket().Guarded([&] {
    return start(call->ticket().caller(),
                 [call](absl::Status status) { call->End(status); });
  });
  if (!started.ok()) call->End(started);
  return reactor;
}

grpc::ServerUnaryReactor* Calls::Read(
    grpc::CallbackServerContext& context, const Rpc& rpc,
    const google::protobuf::MessageLite& reply,
    absl::AnyInvocable<absl::Status(const Caller&)> work) {
  return Read(
      context, rpc, reply, [] { return std::nullopt; }, std::move(work));
}

grpc::ServerUnaryReactor* Calls::Read(
    grpc::CallbackServerContext& context, const Rpc& rpc,
    const google::protobuf::MessageLite& reply,
    absl::FunctionRef<std::optional<absl::Status>()> quickly,
    absl::AnyInvocable<absl::Status(const Caller&)> work) {
  grpc::ServerUnaryReactor* reactor = nullptr;
  const auto call = BeginUnary(context, rpc, reply, reactor);
  if (call == nullptr) return reactor;
  std::optional<absl::Status> outcome;
  const absl::Status tried = call->ticket().Guarded([&] {
    outcome = quickly();
    return absl::OkStatus();
  });
  if (!tried.ok()) outcome = tried;
  if (outcome) {
    call->End(*outcome);
    return reactor;
  }
  const bool taken =
      readers_.TrySubmit([call, work = std::move(work)]() mutable {
        Ticket& ticket = call->ticket();
        absl::Status status = ticket.MayBegin();
        if (status.ok()) {
          status = ticket.Guarded([&] { return work(ticket.caller()); });
        }
        call->End(status);
      });
  if (!taken) call->End(Busy("reads"));
  return reactor;
}

}  // namespace iku
