#ifndef IKU_COMMON_STATUS_ERRORS_H_
#define IKU_COMMON_STATUS_ERRORS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/status/codes.h"
#include "common/status/language.h"
#include "common/status/sentences.h"

namespace iku {

// One rule that one field breaks. `code` is one of codes.h.
struct Violation {
  std::string field;
  std::string code;
  Arguments arguments;

  friend bool operator==(const Violation&, const Violation&) = default;
};

// Collects every violation of one request before anything is done with it.
// Not thread-safe.
//
//   Violations found;
//   if (name.empty()) found.Add("survey_response.name", code::kRequired);
//   RETURN_IF_ERROR(found.ToStatus());
class Violations {
 public:
  void Add(absl::string_view field, absl::string_view code,
           Arguments arguments = {});

  bool empty() const { return all_.empty(); }
  const std::vector<Violation>& all() const { return all_; }

  // OK when empty, else INVALID_ARGUMENT with reason INVALID_INPUT that carries
  // all violations.
  absl::Status ToStatus() const;

 private:
  std::vector<Violation> all_;
};

// A status with a stable reason; its message is the English sentence of the
// reason. Every error of the product is made by this, by Violations or by one
// of the functions below.
absl::Status MakeError(absl::StatusCode code, absl::string_view reason,
                       Arguments arguments = {});

// NOT_FOUND: there is no resource of this name.
absl::Status NotFound(absl::string_view name);
// ALREADY_EXISTS: the name holds other content.
absl::Status NameTaken(absl::string_view name, absl::string_view stored_sha256,
                       absl::string_view sent_sha256);
// ABORTED: the etag is not the newest version's.
absl::Status EtagStale(absl::string_view name, absl::string_view etag);
// RESOURCE_EXHAUSTED: too much of `what` at once, of all callers or of this one
// alone; carries RetryInfo.
absl::Status Busy(absl::string_view what,
                  absl::Duration retry_after = absl::Milliseconds(200));
absl::Status CallerBusy(absl::string_view what);

// DEADLINE_EXCEEDED: the caller's time ran out.
absl::Status DeadlineExceeded();

// UNAVAILABLE: the service stops; carries RetryInfo.
absl::Status Stopping();

// The parts of a status made here, also after it crossed a gRPC connection.
// Empty or nothing when the status has no such part.
std::string ReasonOf(const absl::Status& status);
Arguments ArgumentsOf(const absl::Status& status);
std::vector<Violation> ViolationsOf(const absl::Status& status);
std::optional<absl::Duration> RetryAfterOf(const absl::Status& status);

// The status as one sentence for a person; violations are not listed.
std::string SentenceOf(const absl::Status& status, Language language);

}  // namespace iku

#endif  // IKU_COMMON_STATUS_ERRORS_H_
