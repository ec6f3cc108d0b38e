#ifndef IKU_SERVICES_IKUCTL_IMPORT_ROW_SENDER_H_
#define IKU_SERVICES_IKUCTL_IMPORT_ROW_SENDER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iku/collection/v1/ingest.pb.h"
#include "services/ikuctl/client/connection.h"
#include "services/ikuctl/csv/reader.h"
#include "services/ikuctl/import/problem.h"
#include "services/ikuctl/import/record_kind.h"
#include "services/ikuctl/options.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

// What became of one row.
struct RowAnswer {
  enum class FollowUp { kNone, kIn, kRejected };

  int64_t row = 0;
  collection::v1::RowOutcome outcome = collection::v1::ROW_OUTCOME_REJECTED;
  FollowUp follow_up = FollowUp::kNone;
  std::vector<Problem> problems;
};

// Takes rows of a file, sends them in batches and says what became of each. Not
// thread-safe.
class RowSender {
 public:
  virtual ~RowSender() = default;

  // Called with the header before the first row of each file; all that is wrong
  // with it.
  virtual absl::StatusOr<std::vector<Complaint>> Start(
      const std::vector<std::string>& header) = 0;

  // Puts a row into the batch, or returns why it cannot be sent.
  virtual std::vector<Problem> Add(const CsvRow& row) = 0;

  virtual size_t waiting() const = 0;  // rows in the batch
  virtual bool full() const = 0;

  // Sends the batch, trying again for as long as the connection's limit while
  // the service is busy or away; one answer per row, in order. After an error
  // any of the rows may be stored or not; sending them again is safe.
  virtual absl::StatusOr<std::vector<RowAnswer>> Send() = 0;
};

std::unique_ptr<RowSender> RecordSender(std::unique_ptr<RecordKind> kind,
                                        const Options& options,
                                        const Connection& connection);
std::unique_ptr<RowSender> RegionSender(const Options& options,
                                        const Connection& connection);
std::unique_ptr<RowSender> ServiceSender(const Options& options,
                                         const Connection& connection);
std::unique_ptr<RowSender> PopulationSender(const Options& options,
                                            const Connection& connection);

// The problems of a row that the service rejected: its violations, or the
// sentence of `status` when it names none.
std::vector<Problem> ProblemsOf(const absl::Status& status, Language language);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_ROW_SENDER_H_
