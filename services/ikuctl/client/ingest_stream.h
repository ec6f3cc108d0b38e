#ifndef IKU_SERVICES_IKUCTL_CLIENT_INGEST_STREAM_H_
#define IKU_SERVICES_IKUCTL_CLIENT_INGEST_STREAM_H_

#include <deque>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"
#include "services/ikuctl/client/connection.h"

namespace iku::ctl {

// One Ingest stream, read and written by one thread. A step that is not done in
// time, or at which the stream broke, ends it; nothing can be done with it
// after that. Not thread-safe.
class IngestStream {
 public:
  // Opens a stream and reads its greeting. `connection` and `stub` outlive it.
  static absl::StatusOr<std::unique_ptr<IngestStream>> Open(
      const Connection& connection, collection::v1::IngestService::Stub& stub,
      absl::Time deadline);

  // Ends the stream, unless it has ended, behind the answers to what was sent;
  // breaks it off when that takes longer than some seconds.
  ~IngestStream();

  // How many batches may be sent that are not answered yet.
  int credit() const { return credit_; }

  // Where that fails the service may have it or not. What the service sent
  // before its end can still be read.
  absl::Status Write(const collection::v1::IngestRequest& request,
                     absl::Time deadline);
  absl::StatusOr<collection::v1::IngestResponse> Read(absl::Time deadline);

 private:
  using Rpc = grpc::ClientAsyncReaderWriter<collection::v1::IngestRequest,
                                            collection::v1::IngestResponse>;

  IngestStream() = default;

  // What the stream may be busy with.
  enum Step : int { kStarting, kReading, kWriting, kFinishing, kSteps };

  void* Tag(Step step) { return &busy_[step]; }
  void BeginReading();
  // Waits for the step and takes in what comes until then; false when the step
  // failed: the stream is at its end.
  bool Await(Step step, absl::Time deadline);
  // Waits for whatever comes next; false when nothing came in time.
  bool TakeNext(absl::Time deadline);
  // Ends the stream, unless it has ended, and says why.
  absl::Status End(absl::Time deadline);

  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<Rpc> rpc_;
  bool busy_[kSteps] = {};
  bool failed_[kSteps] = {};
  collection::v1::IngestResponse incoming_;
  // What was read while something was written. The service may wait for that
  // before it takes in more.
  std::deque<collection::v1::IngestResponse> inbox_;
  int credit_ = 1;
  bool ended_ = false;
  absl::Status why_ended_;
  bool too_slow_ = false;
};

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_CLIENT_INGEST_STREAM_H_
