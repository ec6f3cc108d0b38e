#include "services/ikuctl/import/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {
namespace {

constexpr char kClearLine[] = "\r\033[K";

}  // namespace

std::string ProgressLine(int64_t rows, int64_t bytes, int64_t total_bytes,
                         absl::Duration elapsed, Language language) {
  constexpr int kBar = 20;
  const double share =
      total_bytes <= 0 ? 1.0
                       : std::min(1.0, static_cast<double>(bytes) /
                                           static_cast<double>(total_bytes));
  const int filled = static_cast<int>(share * kBar);
  const double seconds = std::max(0.001, absl::ToDoubleSeconds(elapsed));
  return absl::StrFormat(
      "[%s%s] %3d %%  %s", std::string(static_cast<size_t>(filled), '#'),
      std::string(static_cast<size_t>(kBar - filled), ' '),
      static_cast<int>(share * 100),
      Say(language, "progress",
          {{"rows", absl::StrCat(rows)},
           {"rate", absl::StrCat(static_cast<int64_t>(
                        static_cast<double>(rows) / seconds))}}));
}

Progress::Progress(std::ostream& out, bool shown, int64_t total_bytes,
                   Language language)
    : out_(out),
      shown_(shown),
      total_bytes_(total_bytes),
      language_(language),
      start_(absl::Now()) {}

Progress::~Progress() {
  if (shown_) out_ << kClearLine << std::flush;
}

void Progress::Show(int64_t rows, int64_t bytes) {
  const absl::Time now = absl::Now();
  if (!shown_ || now - drawn_ < absl::Milliseconds(100)) return;
  drawn_ = now;
  out_ << kClearLine
       << ProgressLine(rows, bytes, total_bytes_, now - start_, language_)
       << std::flush;
}

}  // namespace iku::ctl
