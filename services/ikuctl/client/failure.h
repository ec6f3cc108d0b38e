#ifndef IKU_SERVICES_IKUCTL_CLIENT_FAILURE_H_
#define IKU_SERVICES_IKUCTL_CLIENT_FAILURE_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/ikuctl/client/connection.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

// Prints why a call to the service at `address` failed: violations one per
// line as "field: CODE: sentence", else one sentence.
void PrintFailure(const absl::Status& status, const std::string& address,
                  Language language, std::ostream& err);

// Prints complaints one per line.
void PrintComplaints(const std::vector<Complaint>& complaints,
                     Language language, std::ostream& err);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_CLIENT_FAILURE_H_
