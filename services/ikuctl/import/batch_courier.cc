#include "services/ikuctl/import/batch_courier.h"

#include <algorithm>
#include <utility>

#include "common/status/codes.h"
#include "common/status/errors.h"
#include "common/status/macros.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

absl::Status StatusOf(const google::rpc::Status& status) {
  return FromGrpcStatus(
      grpc::Status(static_cast<grpc::StatusCode>(status.code()),
                   status.message(), status.SerializeAsString()));
}

// Of a stream that lay idle, and of a batch that may be in or not, the service
// says that time ran out; both may be sent again.
absl::Status MayPass(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return reason == code::kStreamIdle || reason == code::kDeadlineExceeded
             ? absl::UnavailableError(status.message())
             : status;
}

}  // namespace

BatchCourier::BatchCourier(const Connection& connection,
                           v1::IngestService::Stub& stub, std::string session,
                           Mend mend)
    : connection_(connection),
      stub_(stub),
      session_(std::move(session)),
      mend_(std::move(mend)),
      patience_(connection) {}

absl::Status BatchCourier::Take(RecordBatch batch, int64_t sequence,
                                std::vector<Parcel>& arrived) {
  UnderWay one;
  one.parcel.batch = std::move(batch);
  one.parcel.sequence = sequence;
  v1::SubmitBatchRequest& request = *one.parcel.batch.request.mutable_batch();
  request.set_session(session_);
  request.set_sequence(sequence);
  under_way_.push_back(std::move(one));
  const size_t credit =
      stream_ == nullptr ? 1 : static_cast<size_t>(stream_->credit());
  return SettleDownTo(credit - 1, arrived);
}

absl::Status BatchCourier::Drain(std::vector<Parcel>& arrived) {
  return SettleDownTo(0, arrived);
}

absl::Status BatchCourier::SettleDownTo(size_t most,
                                        std::vector<Parcel>& arrived) {
  patience_.Renew();
  for (;;) {
    HandOver(arrived);
    if (under_way_.size() <= most) {
      SendWhatMay();
      return absl::OkStatus();
    }
    const absl::Status status = Step();
    if (!status.ok() && !patience_.Outlast(MayPass(status))) {
      HandOver(arrived);
      return status;
    }
    if (!status.ok()) most = 0;
  }
}

absl::Status BatchCourier::Step() {
  if (stream_ == nullptr) {
    absl::StatusOr<std::unique_ptr<IngestStream>> stream =
        IngestStream::Open(connection_, stub_, patience_.end());
    if (!stream.ok()) return std::move(stream).status();
    stream_ = *std::move(stream);
    window_ = static_cast<size_t>(stream_->credit());
  }
  SendWhatMay();
  if (on_stream_ == 0) {
    stumbled_ = false;
    return std::exchange(pause_for_, absl::OkStatus());
  }
  absl::StatusOr<v1::IngestResponse> response = stream_->Read(patience_.end());
  if (!response.ok()) return Broken(std::move(response).status());
  return TakeAnswer(*response);
}

void BatchCourier::SendWhatMay() {
  if (stream_ == nullptr) return;
  for (UnderWay& one : under_way_) {
    if (stumbled_ || on_stream_ >= window_) break;
    if (one.on_stream || one.arrived) continue;
    // Reading says why the stream broke, behind the answers that came before.
    stumbled_ = !stream_->Write(one.parcel.batch.request, patience_.end()).ok();
    ++one.times_sent;
    one.on_stream = true;
    ++on_stream_;
  }
}

absl::Status BatchCourier::Broken(absl::Status status) {
  stream_ = nullptr;
  for (UnderWay& one : under_way_) one.on_stream = false;
  on_stream_ = 0;
  stumbled_ = false;
  pause_for_ = absl::OkStatus();
  return status;
}

absl::Status BatchCourier::TakeAnswer(const v1::IngestResponse& response) {
  const auto one =
      std::find_if(under_way_.begin(), under_way_.end(),
                   [](const UnderWay& sent) { return sent.on_stream; });
  const int64_t sequence = response.has_answer() ? response.answer().sequence()
                                                 : response.error().sequence();
  if (one == under_way_.end() || one->parcel.sequence != sequence) {
    return MakeError(absl::StatusCode::kInternal, code::kInternal);
  }
  one->on_stream = false;
  --on_stream_;
  if (response.has_error()) {
    return TakeError(StatusOf(response.error().status()), *one);
  }
  patience_.Renew();
  TakeResponse(response.answer().response(), *one);
  return absl::OkStatus();
}

void BatchCourier::TakeResponse(const v1::SubmitBatchResponse& response,
                                UnderWay& one) {
  if (mend_ && response.totals().rejected() > 0) {
    stumbled_ = true;
    window_ = 1;
    one.times_sent = 0;
    if (!mend_(one.parcel.batch, response)) at_end_ = true;
    return;
  }
  window_ = std::min(2 * window_, static_cast<size_t>(stream_->credit()));
  one.arrived = true;
  one.parcel.end = Parcel::End::kCommitted;
  one.parcel.response = response;
  one.parcel.known = response.replayed() && one.times_sent == 1;
}

absl::Status BatchCourier::TakeError(const absl::Status& error, UnderWay& one) {
  const std::string reason = ReasonOf(error);
  if (reason == code::kSequenceGap && stumbled_) return absl::OkStatus();
  if (reason == code::kBatchDiffers ||
      (reason == code::kSessionClosed && mend_)) {
    one.arrived = true;
    return absl::OkStatus();
  }
  const absl::Status passing = MayPass(error);
  if (passing.code() != absl::StatusCode::kUnavailable &&
      passing.code() != absl::StatusCode::kResourceExhausted) {
    return error;
  }
  stumbled_ = true;
  pause_for_ = error;
  return absl::OkStatus();
}

void BatchCourier::HandOver(std::vector<Parcel>& arrived) {
  if (at_end_ && on_stream_ == 0) {
    for (UnderWay& one : under_way_) one.arrived = true;
  }
  while (!under_way_.empty() && under_way_.front().arrived) {
    arrived.push_back(std::move(under_way_.front().parcel));
    under_way_.pop_front();
  }
}

}  // namespace iku::ctl
