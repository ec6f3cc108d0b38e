#ifndef IKU_TESTS_BENCH_FLOOR_SERVER_H_
#define IKU_TESTS_BENCH_FLOOR_SERVER_H_

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "absl/synchronization/mutex.h"
#include "grpcpp/grpcpp.h"

namespace iku::bench {

// What every floor's server does around its one method: as little as gRPC
// allows. No project code takes part.

// The first statement of main: Debian's Abseil has its deadlock detector on,
// which no service of ours runs with.
inline void BeginFloor() {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
}

// Serves on a free port of loopback, says where, and returns after SIGTERM.
inline int ServeFloor(const char* name, grpc::ServerBuilder& builder) {
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || port == 0) return EXIT_FAILURE;
  std::printf("%s listening on 127.0.0.1:%d\n", name, port);
  std::fflush(stdout);
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  int signal = 0;
  sigwait(&ends, &signal);
  server->Shutdown();
  return EXIT_SUCCESS;
}

inline int ServeFloor(const char* name, grpc::Service& service) {
  grpc::ServerBuilder builder;
  builder.RegisterService(&service);
  return ServeFloor(name, builder);
}

}  // namespace iku::bench

#endif  // IKU_TESTS_BENCH_FLOOR_SERVER_H_
