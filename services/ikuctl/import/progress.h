#ifndef IKU_SERVICES_IKUCTL_IMPORT_PROGRESS_H_
#define IKU_SERVICES_IKUCTL_IMPORT_PROGRESS_H_

#include <cstdint>
#include <ostream>
#include <string>

#include "absl/time/time.h"
#include "common/status/language.h"

namespace iku::ctl {

// One line of progress: `[#####     ]  50 %  12000 rows  3100 rows/s`.
std::string ProgressLine(int64_t rows, int64_t bytes, int64_t total_bytes,
                         absl::Duration elapsed, Language language);

// A progress bar on a terminal, drawn at most ten times a second. Does nothing
// when not `shown`. Not thread-safe.
class Progress {
 public:
  // `out` outlives the bar.
  Progress(std::ostream& out, bool shown, int64_t total_bytes,
           Language language);
  ~Progress();  // takes the bar off the terminal

  void Show(int64_t rows, int64_t bytes);

 private:
  std::ostream& out_;
  const bool shown_;
  const int64_t total_bytes_;
  const Language language_;
  const absl::Time start_;
  absl::Time drawn_ = absl::InfinitePast();
};

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_PROGRESS_H_
