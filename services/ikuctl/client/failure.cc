#include "services/ikuctl/client/failure.h"

#include "common/status/codes.h"
#include "common/status/errors.h"

namespace iku::ctl {

void PrintFailure(const absl::Status& status, const std::string& address,
                  Language language, std::ostream& err) {
  const std::vector<Violation> violations = ViolationsOf(status);
  for (const Violation& violation : violations) {
    err << violation.field << ": " << violation.code << ": "
        << Sentence(violation.code, violation.arguments, language) << "\n";
  }
  if (!violations.empty()) return;

  const std::string reason = ReasonOf(status);
  if (!reason.empty()) {
    err << reason << ": " << SentenceOf(status, language) << "\n";
    return;
  }
  // gRPC itself speaks: the call did not reach the service or its answer did
  // not come back.
  const Arguments where = {{"address", address},
                           {"message", std::string(status.message())}};
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      err << Say(language, "unreachable", where) << "\n";
      return;
    case absl::StatusCode::kDeadlineExceeded:
      err << Say(language, "too_slow", where) << "\n";
      return;
    case absl::StatusCode::kUnimplemented:
      err << Say(language, "not_offered", where) << "\n";
      return;
    default:
      err << absl::StatusCodeToString(status.code()) << ": " << status.message()
          << "\n";
  }
}

void PrintComplaints(const std::vector<Complaint>& complaints,
                     Language language, std::ostream& err) {
  for (const Complaint& complaint : complaints) {
    err << Say(language, complaint) << "\n";
  }
}

}  // namespace iku::ctl
