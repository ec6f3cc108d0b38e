#ifndef IKU_COMMON_LOG_LOG_H_
#define IKU_COMMON_LOG_LOG_H_

#include <initializer_list>
#include <utility>

#include "absl/strings/string_view.h"

namespace iku {

// One line of JSON on stderr for each event: time, level, event, then the
// fields. An event is a few fixed words, so that it can be searched for; what
// varies is a field. Nothing personal goes in. Thread-safe.
using LogFields =
    std::initializer_list<std::pair<absl::string_view, absl::string_view>>;

void LogInfo(absl::string_view event, LogFields fields = {});
void LogWarning(absl::string_view event, LogFields fields = {});
void LogError(absl::string_view event, LogFields fields = {});

// Sends gRPC's own lines (warnings and worse) into this log. Call once in main.
void CaptureGrpcLog();

}  // namespace iku

#endif  // IKU_COMMON_LOG_LOG_H_
