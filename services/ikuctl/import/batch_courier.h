#ifndef IKU_SERVICES_IKUCTL_IMPORT_BATCH_COURIER_H_
#define IKU_SERVICES_IKUCTL_IMPORT_BATCH_COURIER_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"
#include "services/ikuctl/client/connection.h"
#include "services/ikuctl/client/ingest_stream.h"
#include "services/ikuctl/client/patience.h"
#include "services/ikuctl/import/record_kind.h"

namespace iku::ctl {

// A batch on its way, and what became of it.
struct Parcel {
  enum class End {
    kCommitted,  // `response` says what became of each row
    kNotTaken,   // the session does not take it: other rows have its number, or
                 // the session is closed, or no row was left to send
  };

  RecordBatch batch;
  int64_t sequence = 0;
  End end = End::kNotTaken;
  collection::v1::SubmitBatchResponse response;
  // The service had it before this run sent it.
  bool known = false;
};

// Takes the batches of one session to the service over Ingest streams, as many
// ahead of their answers as the service allows, and holds no more than these.
// A stream that breaks is opened again, with Patience, and what was not
// answered is sent again: the service answers it as it did. Not thread-safe.
class BatchCourier {
 public:
  // Takes the rows that were refused out of a batch and keeps what the response
  // says of them. False when no row is left.
  using Mend = std::function<bool(
      RecordBatch& batch, const collection::v1::SubmitBatchResponse& refusal)>;

  // `mend` is for ALL_OR_NOTHING sessions, empty for others. `connection` and
  // `stub` outlive the courier.
  BatchCourier(const Connection& connection,
               collection::v1::IngestService::Stub& stub, std::string session,
               Mend mend);

  // Takes on the batch behind the last one. Adds the parcels that arrived to
  // `arrived`, in order, also when it fails; then the others may have arrived
  // or not.
  absl::Status Take(RecordBatch batch, int64_t sequence,
                    std::vector<Parcel>& arrived);
  // Waits for all that is under way.
  absl::Status Drain(std::vector<Parcel>& arrived);

  bool empty() const { return under_way_.empty(); }

 private:
  struct UnderWay {
    Parcel parcel;
    int times_sent = 0;      // as it is now, on any stream
    bool on_stream = false;  // on this one, without an answer
    bool arrived = false;
  };

  absl::Status SettleDownTo(size_t most, std::vector<Parcel>& arrived);
  // Opens the stream where there is none, sends what it may, reads one answer.
  absl::Status Step();
  void SendWhatMay();
  absl::Status Broken(absl::Status status);
  absl::Status TakeAnswer(const collection::v1::IngestResponse& response);
  void TakeResponse(const collection::v1::SubmitBatchResponse& response,
                    UnderWay& one);
  absl::Status TakeError(const absl::Status& error, UnderWay& one);
  void HandOver(std::vector<Parcel>& arrived);

  const Connection& connection_;
  collection::v1::IngestService::Stub& stub_;
  const std::string session_;
  const Mend mend_;
  std::unique_ptr<IngestStream> stream_;
  Patience patience_;
  std::deque<UnderWay> under_way_;
  size_t on_stream_ = 0;  // how many of them are
  size_t window_ = 1;     // how many may be
  // One of the batches on the stream was not taken: those behind it are refused
  // as well, and nothing is sent before all of them are answered.
  bool stumbled_ = false;
  absl::Status pause_for_;  // why nothing is to be sent just then
  // A batch had no row left to send: the session ends before it, because later
  // batches would get other numbers than they have by their place in the file.
  bool at_end_ = false;
};

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_BATCH_COURIER_H_
