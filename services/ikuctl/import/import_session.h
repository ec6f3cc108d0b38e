#ifndef IKU_SERVICES_IKUCTL_IMPORT_IMPORT_SESSION_H_
#define IKU_SERVICES_IKUCTL_IMPORT_IMPORT_SESSION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"
#include "iku/collection/v1/quarantine_service.grpc.pb.h"
#include "services/ikuctl/client/connection.h"
#include "services/ikuctl/import/checked_file.h"
#include "services/ikuctl/options.h"

namespace iku::ctl {

// The session in which a file is imported. Its id follows from the file's bytes
// and from all that decides which records these make: kind, district, options
// and `reference`, what the service's register says about words of the file. So
// the same command finds its session again, and batch k of a session always
// holds the same rows.
collection::v1::IngestSession SessionFor(absl::string_view kind,
                                         const CheckedFile& file,
                                         const Options& options,
                                         absl::string_view source,
                                         absl::string_view reference);

// The session as the service has it; creates it when it is not there.
absl::StatusOr<collection::v1::IngestSession> OpenSession(
    const Connection& connection, collection::v1::IngestService::Stub& stub,
    const collection::v1::IngestSession& wanted);

// The refused rows of one session, batch by batch. Holds one page. Not
// thread-safe.
class RefusedRows {
 public:
  // `connection` outlives it.
  RefusedRows(const Connection& connection, std::string session);

  // Those of one batch, whatever became of them; batches in ascending order.
  absl::StatusOr<std::vector<collection::v1::QuarantinedRow>> OfBatch(
      int64_t sequence);

 private:
  const Connection& connection_;
  std::unique_ptr<collection::v1::QuarantineService::Stub> stub_;
  collection::v1::ListQuarantinedRowsRequest request_;
  collection::v1::ListQuarantinedRowsResponse page_;
  int next_ = 0;  // in the page
  bool last_page_ = false;
};

// `12` and `340` of a row with the id `12-340`: the batch, and the row's place
// in it from 0.
struct RefusedPlace {
  int64_t sequence = 0;
  int position = 0;
};
RefusedPlace PlaceOf(const collection::v1::QuarantinedRow& row);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_IMPORT_SESSION_H_
