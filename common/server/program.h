#ifndef IKU_COMMON_SERVER_PROGRAM_H_
#define IKU_COMMON_SERVER_PROGRAM_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/log/log.h"
#include "common/metrics/metrics.h"
#include "common/rpc/calls.h"
#include "common/server/server.h"

namespace iku {

// What the programs of both services do alike. Flags themselves stand in each
// main.cc, because a flag in a static library vanishes at link time.

// The settings that every service has.
struct ServiceOptions {
  Server::Options server;
  std::string store_path;
  Calls::Options calls;
  std::string metrics_listen;  // empty: nowhere
};

// The flags that every service has, as they were given.
struct ServiceFlags {
  std::string listen;
  std::string store;
  absl::Duration drain_timeout;
  int max_calls = 0;
  int max_calls_per_caller = 0;
  int max_call_memory = 0;  // MiB
  std::string metrics_listen;
};

// Checks the common settings; adds a sentence to `problems` for each that
// cannot be used.
ServiceOptions CheckServiceFlags(const ServiceFlags& flags,
                                 std::vector<std::string>& problems);

// Serves `metrics` where the options say; FAILED_PRECONDITION when that cannot
// be listened on.
absl::Status ListenForMetrics(const ServiceOptions& options, Metrics& metrics);

// OK, or INVALID_ARGUMENT with all problems.
absl::Status AllProblems(const std::vector<std::string>& problems);

// The whole of main: sets up the process, reads the command line, which may
// hold flags only, runs `serve`, and says on stderr why it failed, with every
// violation that the status carries. Returns the exit code.
int RunProgram(int argc, char** argv, absl::string_view name,
               absl::string_view usage,
               absl::FunctionRef<absl::Status()> serve);

// Says on stdout where `server` listens, waits for SIGTERM or SIGINT, drains.
// `fields` go into the log line of the start. Meanwhile each SIGHUP runs
// `on_hang_up`.
void ServeUntilStopped(absl::string_view name, Server& server, LogFields fields,
                       absl::FunctionRef<void()> on_hang_up);

// The same for a service that reads nothing again: SIGHUP is only logged.
void ServeUntilStopped(absl::string_view name, Server& server,
                       LogFields fields);

// Says in the log that SIGHUP has nothing to read again.
void IgnoreHangUp();

}  // namespace iku

#endif  // IKU_COMMON_SERVER_PROGRAM_H_
