#ifndef IKU_SERVICES_IKUCTL_OUTPUT_LIST_COMMAND_H_
#define IKU_SERVICES_IKUCTL_OUTPUT_LIST_COMMAND_H_

#include <string>

#include "iku/indicator/v1/indicator_service.pb.h"

namespace iku::ctl {

// The command that lists the records behind a number: "ikuctl list surveys
// --district=35.08.21 --period=2025 --state=active". Where ikuctl has none for
// the method, the method and its request as they are.
std::string ListCommandOf(const indicator::v1::RecordSource& source);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OUTPUT_LIST_COMMAND_H_
