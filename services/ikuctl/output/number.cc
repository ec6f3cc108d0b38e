#include "services/ikuctl/output/number.h"

#include "absl/strings/str_replace.h"

namespace iku::ctl {

std::string ForReader(absl::string_view decimal, Language language) {
  if (language == Language::kEnglish) return std::string(decimal);
  return absl::StrReplaceAll(decimal, {{".", ","}});
}

}  // namespace iku::ctl
