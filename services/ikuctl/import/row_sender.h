#ifndef IKU_SERVICES_IKUCTL_IMPORT_ROW_SENDER_H_
#define IKU_SERVICES_IKUCTL_IMPORT_ROW_SENDER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/ikuctl/client/connection.h"
#include "services/ikuctl/csv/reader.h"
#include "services/ikuctl/import/checked_file.h"
#include "services/ikuctl/import/problem.h"
#include "services/ikuctl/import/record_kind.h"
#include "services/ikuctl/import/row_answer.h"
#include "services/ikuctl/options.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

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
  // the service is busy or away. Adds the answers that are there, one per row
  // and in the order of the file; those of a batch may come with a later one.
  // After an error any of the other rows may be stored or not; sending them
  // again is safe.
  virtual absl::Status Send(std::vector<RowAnswer>& answers) = 0;

  // Waits for the answers that are not there yet.
  virtual absl::Status Drain(std::vector<RowAnswer>&) {
    return absl::OkStatus();
  }
  virtual bool all_answered() const { return true; }

  // True behind Start when every row of the file is known to be stored, so that
  // there is nothing to send.
  virtual bool all_in() const { return false; }

  // Called behind the last answer when the whole file was sent.
  virtual void Close() {}

  // Name of the ingest session that keeps rows in quarantine; empty without.
  virtual std::string quarantine() const { return ""; }
};

// Sends records in an ingest session. `name` is the kind's, as on the command
// line, and `source` the start of the records' ids.
std::unique_ptr<RowSender> RecordSender(std::unique_ptr<RecordKind> kind,
                                        std::string name, CheckedFile file,
                                        std::string source,
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
