#include "common/status/language.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace iku {
namespace {

// "en-GB" and "en" are English, "id" and its old code "in" Indonesian.
bool Speaks(absl::string_view tag, absl::string_view language) {
  return absl::EqualsIgnoreCase(tag.substr(0, 2), language) &&
         (tag.size() == 2 || tag[2] == '-');
}

}  // namespace

Language PreferredLanguage(absl::string_view accept_language) {
  for (absl::string_view part : absl::StrSplit(accept_language, ',')) {
    const absl::string_view tag =
        absl::StripAsciiWhitespace(part.substr(0, part.find(';')));
    if (Speaks(tag, "en")) return Language::kEnglish;
    if (Speaks(tag, "id") || Speaks(tag, "in")) return Language::kIndonesian;
  }
  return Language::kIndonesian;
}

absl::string_view LanguageTag(Language language) {
  return language == Language::kEnglish ? "en" : "id";
}

}  // namespace iku
