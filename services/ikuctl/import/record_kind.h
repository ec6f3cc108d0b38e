#ifndef IKU_SERVICES_IKUCTL_IMPORT_RECORD_KIND_H_
#define IKU_SERVICES_IKUCTL_IMPORT_RECORD_KIND_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iku/collection/v1/coordination.pb.h"
#include "iku/collection/v1/ingest_service.pb.h"
#include "services/ikuctl/client/connection.h"
#include "services/ikuctl/csv/reader.h"
#include "services/ikuctl/import/problem.h"
#include "services/ikuctl/import/row_answer.h"
#include "services/ikuctl/options.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

// Records on their way to the collection service, with the rows of the file
// that they come from.
struct RecordBatch {
  collection::v1::IngestRequest request;
  std::vector<int64_t> rows;  // one number per record
  // By position of the record: the step to add once it is in; may be shorter.
  std::vector<std::optional<collection::v1::FollowUp>> follow_ups;
  // Of rows that were taken out because the service refused them.
  std::vector<RowAnswer> refused;

  collection::v1::SubmitBatchRequest& submit() {
    return *request.mutable_batch();
  }
  const collection::v1::SubmitBatchRequest& submit() const {
    return request.batch();
  }
};

// Makes records of one kind from the rows of a file. Not thread-safe.
class RecordKind {
 public:
  virtual ~RecordKind() = default;

  // Asks the service for what the rows refer to and finds the columns; returns
  // all that is wrong with the header and the options.
  virtual absl::StatusOr<std::vector<Complaint>> Start(
      const std::vector<std::string>& header) = 0;

  // Adds the record of `row` to the request of `batch`, or returns what is
  // wrong with the row. With --accept_valid a wrong record is added as well
  // where the service refuses it for the same reasons, and so keeps it in
  // quarantine. The caller adds the row's number.
  virtual std::vector<Problem> Add(const CsvRow& row, RecordBatch& batch) = 0;

  // What the service's register says about words of the file, as it was at
  // Start: with other words the same file may make other records.
  virtual std::string Reference() const { return ""; }

  // Whether rows may say more than their record holds: a follow-up.
  virtual bool has_follow_ups() const { return false; }

  // Title of the column that a field of a record was taken from; empty when
  // there is none.
  virtual std::string ColumnOf(const RecordBatch& batch, int index,
                               absl::string_view field) const = 0;
};

// The kinds that IngestService takes. `connection` outlives the kind.
std::unique_ptr<RecordKind> SurveyRows(const Options& options,
                                       std::string source,
                                       const Connection& connection);
std::unique_ptr<RecordKind> CoordinationRows(const Options& options,
                                             std::string source);
std::unique_ptr<RecordKind> VillageDocumentRows(const Options& options,
                                                std::string source,
                                                const Connection& connection);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_RECORD_KIND_H_
