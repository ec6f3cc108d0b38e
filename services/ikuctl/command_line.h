#ifndef IKU_SERVICES_IKUCTL_COMMAND_LINE_H_
#define IKU_SERVICES_IKUCTL_COMMAND_LINE_H_

#include <set>
#include <string>
#include <vector>

#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

// What stands on the command line, looked at before Abseil does: Abseil ends
// the process with 1 at an unknown flag or a bad value, and here 1 means that
// rows were rejected.
struct CommandLine {
  std::set<std::string> flags;  // names of the flags that are given
  bool help = false;            // --help or -h
  std::vector<Complaint> wrong;
};

// `arguments` is argv without the program's name. Looks flags up in the
// registry of Abseil and tries their values there.
CommandLine ReadCommandLine(const std::vector<std::string>& arguments);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_COMMAND_LINE_H_
