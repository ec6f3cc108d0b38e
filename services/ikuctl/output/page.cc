#include "services/ikuctl/output/page.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/civil/zone.h"

namespace iku::ctl {

void PrintField(const Page& page, const char* key, const std::string& text) {
  constexpr int kTitleWidth = 20;
  if (text.empty()) return;
  std::string title = page.Say(key);
  title.append(
      static_cast<size_t>(std::max(0, kTitleWidth - 2 - DisplayWidth(title))),
      ' ');
  absl::StrAppend(&title, ": ");
  for (const std::string& line : Wrap(text, page.width - kTitleWidth)) {
    page.out << title << line << "\n";
    title.assign(kTitleWidth, ' ');
  }
}

void PrintHeading(const Page& page, const std::string& text) {
  page.out << "\n" << text << "\n";
}

const std::string& TextOf(const indicator::v1::LocalizedText& text,
                          Language language) {
  return language == Language::kEnglish && !text.en().empty() ? text.en()
                                                              : text.id();
}

std::string InstantOf(const google::protobuf::Timestamp& time) {
  return absl::FormatTime(
      "%Y-%m-%dT%H:%M:%E*SZ",
      absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos()),
      absl::UTCTimeZone());
}

std::string WallTime(const google::protobuf::Timestamp& time,
                     absl::string_view code) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S (UTC%Ez)",
                          absl::FromUnixSeconds(time.seconds()),
                          ZoneOf(code.substr(0, 2)));
}

}  // namespace iku::ctl
