#ifndef IKU_COMMON_SERVER_SERVER_H_
#define IKU_COMMON_SERVER_SERVER_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"

namespace iku {

// A gRPC server with health and reflection. Thread-safe after Start.
class Server {
 public:
  struct Options {
    // HOST:PORT; port 0 picks a free one.
    std::string listen = "127.0.0.1:0";
    // Largest message that is taken in.
    int max_message_bytes = 4 << 20;
    // What gRPC may take for connections and for messages on their way, about.
    // Beyond it gRPC takes in less, and at last ends calls and connections.
    size_t max_memory_bytes = size_t{256} << 20;
    // Calls at one time on one connection; a client holds back what is more.
    int max_calls_per_connection = 1000;
    // A connection without a call is closed after this time; any other one is
    // told to end after `longest_connection` and cut off when its calls have
    // not ended a good hour later. Clients connect again by themselves.
    absl::Duration longest_idle_connection = absl::Minutes(10);
    absl::Duration longest_connection = absl::Hours(1);
    // How long Drain waits for calls that run.
    absl::Duration drain_timeout = absl::Seconds(10);
    // Runs when Drain begins: ends what would go on for ever.
    std::function<void()> before_drain = {};
  };

  // INVALID_ARGUMENT when `listen` is not HOST:PORT.
  static absl::Status CheckAddress(const std::string& listen);

  // Starts serving; every service is SERVING in health. INVALID_ARGUMENT when
  // the address is malformed, FAILED_PRECONDITION when it cannot be listened on
  // (the port is taken). The services outlive the server.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const Options& options, const std::vector<grpc::Service*>& services);

  ~Server();  // drains

  // "127.0.0.1:7101", with the port that was picked.
  const std::string& address() const { return address_; }

  // Turns health to NOT_SERVING, takes no new call, waits for the calls that
  // run up to `drain_timeout`, then cancels them. A second call only waits for
  // the first.
  void Drain();

  std::shared_ptr<grpc::Channel> InProcessChannel();

 private:
  Server() = default;

  Options options_;
  std::string address_;
  std::vector<std::string> service_names_;
  std::unique_ptr<grpc::Server> server_;
  std::once_flag drained_;
};

}  // namespace iku

#endif  // IKU_COMMON_SERVER_SERVER_H_
