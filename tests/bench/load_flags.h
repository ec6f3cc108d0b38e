#ifndef IKU_TESTS_BENCH_LOAD_FLAGS_H_
#define IKU_TESTS_BENCH_LOAD_FLAGS_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/grpcpp.h"
#include "tests/bench/load.h"

// The flags that every load program has. Included by main files only.
ABSL_FLAG(std::string, target, "", "address of the service");
ABSL_FLAG(int, in_flight, 1, "calls at any moment");
ABSL_FLAG(double, seconds, 5, "how long it is measured");
ABSL_FLAG(double, warm_up, 1, "seconds before that, which do not count");

namespace iku::bench {

// The first statement of main, as in every service of ours.
inline void BeginLoad(int argc, char** argv) {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  absl::ParseCommandLine(argc, argv);
}

inline LoadOptions TimedLoad() {
  return {.in_flight = absl::GetFlag(FLAGS_in_flight),
          .warm_up_seconds = absl::GetFlag(FLAGS_warm_up),
          .seconds = absl::GetFlag(FLAGS_seconds)};
}

// No retries: an error is an error.
inline std::shared_ptr<grpc::Channel> TargetChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  return grpc::CreateCustomChannel(absl::GetFlag(FLAGS_target),
                                   grpc::InsecureChannelCredentials(),
                                   arguments);
}

}  // namespace iku::bench

#endif  // IKU_TESTS_BENCH_LOAD_FLAGS_H_
