// Measures how long a service takes from its start until it is ready: until it
// says that it listens, and until its health service says SERVING. Stops it
// again.
//
//   ready_time PROGRAM ARGUMENT...

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/synchronization/mutex.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "grpcpp/grpcpp.h"
#include "nlohmann/json.hpp"

extern char** environ;

namespace {

using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Starts the program with its stdout as `output`. 0 when it cannot be started.
pid_t Start(char** command, FILE*& output) {
  int ends[2];
  if (pipe(ends) != 0) return 0;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null",
                                   O_WRONLY, 0);
  pid_t process = 0;
  const int failed =
      posix_spawn(&process, command[0], &actions, nullptr, command, environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  output = fdopen(ends[0], "r");
  return failed == 0 ? process : 0;
}

bool Serving(const std::string& address) {
  namespace health = grpc::health::v1;
  const auto stub = health::Health::NewStub(
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(60));
  health::HealthCheckResponse reply;
  return stub->Check(&context, {}, &reply).ok() &&
         reply.status() == health::HealthCheckResponse::SERVING;
}

}  // namespace

int main(int argc, char** argv) {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  if (argc < 2) return EXIT_FAILURE;
  const auto start = Clock::now();
  FILE* output = nullptr;
  const pid_t process = Start(argv + 1, output);
  if (process == 0) return EXIT_FAILURE;
  char line[512] = "";
  const bool listens = std::fgets(line, sizeof(line), output) != nullptr;
  const double listening = SecondsSince(start);
  std::string address(line);
  address = address.substr(address.rfind(' ') + 1);
  address = address.substr(0, address.find('\n'));
  const bool serves = listens && Serving(address);
  const double serving = SecondsSince(start);
  kill(process, SIGTERM);
  int status = 0;
  waitpid(process, &status, 0);
  std::cout << nlohmann::json{{"errors", serves ? 0 : 1},
                              {"first_error", serves ? "" : "not SERVING"},
                              {"listening_seconds", listening},
                              {"serving_seconds", serving}}
            << std::endl;
  return serves ? EXIT_SUCCESS : EXIT_FAILURE;
}
