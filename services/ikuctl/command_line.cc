#include "services/ikuctl/command_line.h"

#include "absl/flags/commandlineflag.h"
#include "absl/flags/reflection.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace iku::ctl {
namespace {

// `--noNAME` of a yes-or-no flag.
const absl::CommandLineFlag* Negated(absl::string_view name) {
  if (!absl::ConsumePrefix(&name, "no")) return nullptr;
  const absl::CommandLineFlag* flag = absl::FindCommandLineFlag(name);
  return flag != nullptr && flag->IsOfType<bool>() ? flag : nullptr;
}

}  // namespace

CommandLine ReadCommandLine(const std::vector<std::string>& arguments) {
  CommandLine line;
  for (size_t i = 0; i < arguments.size(); ++i) {
    absl::string_view argument = arguments[i];
    if (argument == "--") break;
    if (argument == "-h" || argument == "--help" || argument == "-help") {
      line.help = true;
      continue;
    }
    if (!absl::ConsumePrefix(&argument, "-") || argument.empty()) continue;
    absl::ConsumePrefix(&argument, "-");
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(argument, absl::MaxSplits('=', 1));
    const bool has_value = absl::StrContains(argument, "=");
    const std::string shown = absl::StrCat("--", parts.first);

    absl::CommandLineFlag* flag = absl::FindCommandLineFlag(parts.first);
    if (flag == nullptr) {
      if (const absl::CommandLineFlag* negated = Negated(parts.first)) {
        line.flags.insert(std::string(negated->Name()));
      } else {
        line.wrong.push_back({"flag_unknown", {{"flag", shown}}});
      }
      continue;
    }
    line.flags.insert(parts.first);
    std::string value = parts.second;
    if (!has_value && flag->IsOfType<bool>()) continue;
    if (!has_value) {
      if (i + 1 == arguments.size()) {
        line.wrong.push_back({"flag_no_value", {{"flag", shown}}});
        continue;
      }
      value = arguments[++i];
    }
    std::string error;
    if (!flag->ParseFrom(value, &error)) {
      line.wrong.push_back(
          {"flag_value",
           {{"flag", absl::StrCat(shown, "=", value)}, {"message", error}}});
    }
  }
  return line;
}

}  // namespace iku::ctl
