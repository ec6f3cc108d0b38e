#ifndef IKU_SERVICES_IKUCTL_OUTPUT_PAGE_H_
#define IKU_SERVICES_IKUCTL_OUTPUT_PAGE_H_

#include <ostream>
#include <string>

#include "absl/strings/string_view.h"
#include "common/status/language.h"
#include "google/protobuf/timestamp.pb.h"
#include "iku/indicator/v1/definition.pb.h"
#include "services/ikuctl/output/table.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

// Where and how text for readers is written. Thread-compatible.
struct Page {
  std::ostream& out;
  int width = kDefaultWidth;
  Language language = Language::kIndonesian;

  std::string Say(absl::string_view key,
                  const Arguments& arguments = {}) const {
    return ctl::Say(language, key, arguments);
  }
};

// "Title: text" with the title of `key`, the text wrapped and lined up behind
// the titles. Nothing for an empty text.
void PrintField(const Page& page, const char* key, const std::string& text);

// A heading on a line of its own, an empty line before it.
void PrintHeading(const Page& page, const std::string& text);

// The text in that language; Indonesian where there is no English one.
const std::string& TextOf(const indicator::v1::LocalizedText& text,
                          Language language);

// "2025-12-31T16:59:59.123456Z", as --as_of takes it.
std::string InstantOf(const google::protobuf::Timestamp& time);

// An instant as the clock on the wall of a district shows it, with the offset:
// "2025-12-31 23:59:59 (UTC+07:00)". `code` is any region code.
std::string WallTime(const google::protobuf::Timestamp& time,
                     absl::string_view code);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OUTPUT_PAGE_H_
