#include "common/log/log.h"

#include <memory>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpc/support/log.h"
#include "nlohmann/json.hpp"
#include "spdlog/logger.h"
#include "spdlog/sinks/stdout_sinks.h"

namespace iku {
namespace {

// Never destroyed: a thread may log while the process ends.
spdlog::logger& Logger() {
  static spdlog::logger& logger = *[] {
    auto* made = new spdlog::logger(
        "iku", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return logger;
}

void Log(spdlog::level::level_enum level, absl::string_view name,
         absl::string_view event, LogFields fields) {
  nlohmann::ordered_json line;
  line["time"] = absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", absl::Now(),
                                  absl::UTCTimeZone());
  line["level"] = std::string(name);
  line["event"] = std::string(event);
  for (const auto& [field, value] : fields) {
    line[std::string(field)] = std::string(value);
  }
  // Text from outside may be broken UTF-8: replace it, never throw.
  Logger().log(level, line.dump(-1, ' ', false,
                                nlohmann::json::error_handler_t::replace));
}

void TakeGrpcLine(gpr_log_func_args* line) {
  const std::string source =
      std::string(line->file) + ":" + std::to_string(line->line);
  const LogFields fields = {{"source", source}, {"message", line->message}};
  if (line->severity == GPR_LOG_SEVERITY_ERROR) {
    LogWarning("grpc error", fields);
  } else {
    LogInfo("grpc", fields);
  }
}

}  // namespace

void LogInfo(absl::string_view event, LogFields fields) {
  Log(spdlog::level::info, "info", event, fields);
}

void LogWarning(absl::string_view event, LogFields fields) {
  Log(spdlog::level::warn, "warning", event, fields);
}

void LogError(absl::string_view event, LogFields fields) {
  Log(spdlog::level::err, "error", event, fields);
}

void CaptureGrpcLog() {
  gpr_set_log_function(TakeGrpcLine);
  gpr_set_log_verbosity(GPR_LOG_SEVERITY_ERROR);
}

}  // namespace iku
