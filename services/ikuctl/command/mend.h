#ifndef IKU_SERVICES_IKUCTL_COMMAND_MEND_H_
#define IKU_SERVICES_IKUCTL_COMMAND_MEND_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "google/protobuf/message.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

// Applies changes of the form `field=value` to a record. The field is written
// as violations write it: `comment`, `response_date`, `scores[2].score`,
// `agencies[0].type`; the number behind the last one adds one. `time=3` is the
// score of that element of a survey. An empty value takes the field away.
// Values are read like cells of a file. Adds a complaint for each change that
// cannot be made.
void Mend(absl::Span<const std::string> changes,
          google::protobuf::Message& record, std::vector<Complaint>& wrong);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_COMMAND_MEND_H_
