#ifndef IKU_SERVICES_IKUCTL_CONSOLE_H_
#define IKU_SERVICES_IKUCTL_CONSOLE_H_

#include <ostream>

#include "services/ikuctl/output/table.h"

namespace iku::ctl {

// Where ikuctl writes.
struct Console {
  std::ostream& out;
  std::ostream& err;
  bool progress = false;  // err is a terminal
  int width = kDefaultWidth;
};

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_CONSOLE_H_
