#include "services/ikuctl/client/ingest_stream.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "common/status/macros.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

// Longer than a service keeps a stream: it ends the stream by itself.
constexpr absl::Duration kLongestStream = absl::Hours(2);
// How long a stream that has served its purpose may take to end.
constexpr absl::Duration kLongestFarewell = absl::Seconds(5);

}  // namespace

absl::StatusOr<std::unique_ptr<IngestStream>> IngestStream::Open(
    const Connection& connection, v1::IngestService::Stub& stub,
    absl::Time deadline) {
  std::unique_ptr<IngestStream> stream(new IngestStream);
  PrepareCall(stream->context_, absl::InfiniteFuture(), kLongestStream,
              connection.language, connection.actor);
  stream->busy_[kStarting] = true;
  stream->rpc_ = stub.AsyncIngest(&stream->context_, &stream->queue_,
                                  stream->Tag(kStarting));
  if (!stream->Await(kStarting, deadline)) return stream->End(deadline);
  stream->BeginReading();
  ASSIGN_OR_RETURN(const v1::IngestResponse greeting, stream->Read(deadline));
  stream->credit_ = std::max(1, greeting.credit().max_in_flight_batches());
  return stream;
}

IngestStream::~IngestStream() {
  if (!ended_) {
    // In good order, so that the service does not count it as broken off.
    const absl::Time deadline = absl::Now() + kLongestFarewell;
    busy_[kWriting] = true;
    rpc_->WritesDone(Tag(kWriting));
    (void)Await(kWriting, deadline);
    (void)End(deadline);
  }
  queue_.Shutdown();
  void* tag = nullptr;
  bool ok = false;
  while (queue_.Next(&tag, &ok)) {
  }
}

absl::Status IngestStream::Write(const v1::IngestRequest& request,
                                 absl::Time deadline) {
  busy_[kWriting] = true;
  rpc_->Write(request, Tag(kWriting));
  return Await(kWriting, deadline) ? absl::OkStatus() : End(deadline);
}

absl::StatusOr<v1::IngestResponse> IngestStream::Read(absl::Time deadline) {
  while (inbox_.empty() && busy_[kReading] && TakeNext(deadline)) {
  }
  if (inbox_.empty()) return End(deadline);
  v1::IngestResponse response = std::move(inbox_.front());
  inbox_.pop_front();
  return response;
}

void IngestStream::BeginReading() {
  busy_[kReading] = true;
  rpc_->Read(&incoming_, Tag(kReading));
}

bool IngestStream::Await(Step step, absl::Time deadline) {
  while (busy_[step]) {
    if (TakeNext(deadline)) continue;
    // What was begun ends at once now.
    while (busy_[step]) (void)TakeNext(absl::InfiniteFuture());
    return false;
  }
  return !failed_[step];
}

bool IngestStream::TakeNext(absl::Time deadline) {
  void* tag = nullptr;
  bool ok = false;
  if (queue_.AsyncNext(&tag, &ok, absl::ToChronoTime(deadline)) ==
      grpc::CompletionQueue::TIMEOUT) {
    too_slow_ = true;
    context_.TryCancel();
    return false;
  }
  const auto step = static_cast<bool*>(tag) - busy_;
  busy_[step] = false;
  failed_[step] = !ok;
  if (step == kReading && ok) {
    inbox_.push_back(std::move(incoming_));
    BeginReading();
  }
  return true;
}

absl::Status IngestStream::End(absl::Time deadline) {
  if (ended_) return why_ended_;
  ended_ = true;
  // The status stands behind the answers that nobody has read.
  while (busy_[kReading] && TakeNext(deadline)) {
  }
  while (busy_[kReading]) (void)TakeNext(absl::InfiniteFuture());
  grpc::Status status;
  busy_[kFinishing] = true;
  rpc_->Finish(&status, Tag(kFinishing));
  (void)Await(kFinishing, absl::InfiniteFuture());
  // A service that ends a stream for no reason takes the next one.
  why_ended_ = too_slow_     ? absl::DeadlineExceededError("")
               : status.ok() ? absl::UnavailableError("")
                             : FromGrpcStatus(status);
  return why_ended_;
}

}  // namespace iku::ctl
