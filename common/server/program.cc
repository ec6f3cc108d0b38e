#include "common/server/program.h"

#include <cstdio>
#include <cstdlib>

#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/flags/usage_config.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/mutex.h"
#include "common/server/signals.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/store_url.h"

namespace iku {
namespace {

int Fail(absl::string_view name, const absl::Status& status) {
  std::fprintf(stderr, "%s: %s\n", std::string(name).c_str(),
               std::string(status.message()).c_str());
  for (const Violation& violation : ViolationsOf(status)) {
    std::fprintf(
        stderr, "  %s: %s\n", violation.field.c_str(),
        Sentence(violation.code, violation.arguments, Language::kEnglish)
            .c_str());
  }
  return EXIT_FAILURE;
}

// With fewer calls some class would have no place of its own.
constexpr int kFewestCalls = 20;
constexpr int kMostCalls = 100'000;
// In MiB; with less, one message of each class would not fit.
constexpr int kLeastMemory = 64;
constexpr int kMostMemory = 1 << 20;

void CheckCallFlags(const ServiceFlags& flags, ServiceOptions& options,
                    std::vector<std::string>& problems) {
  if (flags.max_calls < kFewestCalls || flags.max_calls > kMostCalls) {
    problems.push_back(
        absl::StrCat("--max_calls must be ", kFewestCalls, " to ", kMostCalls));
  }
  if (flags.max_calls_per_caller < 1 ||
      flags.max_calls_per_caller > flags.max_calls) {
    problems.push_back("--max_calls_per_caller must be 1 to --max_calls");
  }
  if (flags.max_call_memory < kLeastMemory ||
      flags.max_call_memory > kMostMemory) {
    problems.push_back(absl::StrCat("--max_call_memory must be ", kLeastMemory,
                                    " to ", kMostMemory, " MiB"));
  }
  const size_t bytes = static_cast<size_t>(flags.max_call_memory) << 20;
  options.server.max_memory_bytes = bytes;
  options.calls.limits =
      Admission::Shares(flags.max_calls, flags.max_calls_per_caller, bytes);
}

absl::Status OnlyFlags(const std::vector<char*>& words) {
  std::vector<std::string> problems;
  for (size_t i = 1; i < words.size(); ++i) {
    problems.push_back(absl::StrCat("\"", words[i], "\" is not a flag"));
  }
  return AllProblems(problems);
}

}  // namespace

ServiceOptions CheckServiceFlags(const ServiceFlags& flags,
                                 std::vector<std::string>& problems) {
  ServiceOptions options;
  options.server.listen = flags.listen;
  if (absl::Status status = Server::CheckAddress(flags.listen); !status.ok()) {
    problems.push_back(absl::StrCat("--listen: ", status.message()));
  }
  options.server.drain_timeout = flags.drain_timeout;
  if (flags.drain_timeout < absl::ZeroDuration()) {
    problems.push_back("--drain_timeout is negative");
  }
  CheckCallFlags(flags, options, problems);
  options.metrics_listen = flags.metrics_listen;
  if (flags.metrics_listen.empty()) {
    // Metrics are served nowhere.
  } else if (absl::Status status = Server::CheckAddress(flags.metrics_listen);
             !status.ok()) {
    problems.push_back(absl::StrCat("--metrics_listen: ", status.message()));
  }
  if (flags.store.empty()) {
    problems.push_back("--store is required, for example --store=sqlite:FILE");
  } else if (const auto url = ParseStoreUrl(flags.store); url.ok()) {
    options.store_path = url->path;
  } else {
    problems.push_back(absl::StrCat("--store: ", url.status().message()));
  }
  return options;
}

absl::Status ListenForMetrics(const ServiceOptions& options, Metrics& metrics) {
  if (options.metrics_listen.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(metrics.Listen(options.metrics_listen));
  LogInfo("metrics served", {{"address", options.metrics_listen}});
  return absl::OkStatus();
}

absl::Status AllProblems(const std::vector<std::string>& problems) {
  if (problems.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(problems, "; "));
}

int RunProgram(int argc, char** argv, absl::string_view name,
               absl::string_view usage,
               absl::FunctionRef<absl::Status()> serve) {
  // Debian builds Abseil with its deadlock detector, which is slow and can be
  // wrong.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  BlockTerminationSignals();  // before any thread starts
  absl::SetProgramUsageMessage(usage);
  static const std::string& version =
      *new std::string(absl::StrCat(name, " ", IKU_VERSION, "\n"));
  absl::FlagsUsageConfig config;
  config.version_string = [] { return version; };
  // Flags are defined in main.cc only; --help shows those.
  config.contains_help_flags = [](absl::string_view file) {
    return absl::EndsWith(file, "/main.cc");
  };
  absl::SetFlagsUsageConfig(config);
  absl::Status status = OnlyFlags(absl::ParseCommandLine(argc, argv));
  CaptureGrpcLog();
  if (status.ok()) status = serve();
  return status.ok() ? EXIT_SUCCESS : Fail(name, status);
}

void ServeUntilStopped(absl::string_view name, Server& server, LogFields fields,
                       absl::FunctionRef<void()> on_hang_up) {
  std::printf("%s listening on %s\n", std::string(name).c_str(),
              server.address().c_str());
  std::fflush(stdout);
  LogInfo("started", fields);
  WaitForTerminationSignal(on_hang_up);
  server.Drain();
  LogInfo("stopped");
}

void ServeUntilStopped(absl::string_view name, Server& server,
                       LogFields fields) {
  ServeUntilStopped(name, server, fields, IgnoreHangUp);
}

void IgnoreHangUp() { LogInfo("SIGHUP ignored: nothing to read again"); }

}  // namespace iku
