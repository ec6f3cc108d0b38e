#ifndef IKU_SERVICES_IKUCTL_TEXT_TEXTS_H_
#define IKU_SERVICES_IKUCTL_TEXT_TEXTS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "common/status/language.h"
#include "common/status/sentences.h"

namespace iku::ctl {

// The texts of ikuctl itself, by key; each has both languages in texts.cc. The
// blanks that a text fills stand there between braces.
//
// An unknown key gives the key, so that a forgotten text is seen and harmless.
std::string Say(Language language, absl::string_view key,
                const Arguments& arguments = {});

// True when the catalogue has the key. For tests.
bool HasText(absl::string_view key);

// Something to tell a person, in the language that is known later.
struct Complaint {
  std::string key;
  Arguments arguments;

  friend bool operator==(const Complaint&, const Complaint&) = default;
};

inline std::string Say(Language language, const Complaint& complaint) {
  return Say(language, complaint.key, complaint.arguments);
}

// What `ikuctl help TOPIC` prints; empty for an unknown topic. "" is the
// overview.
std::string HelpOf(absl::string_view topic, Language language);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_TEXT_TEXTS_H_
