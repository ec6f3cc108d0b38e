#include "common/server/server.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/status/macros.h"
#include "grpc/health/v1/health.pb.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/impl/server_builder_option.h"
#include "grpcpp/impl/server_builder_plugin.h"
#include "grpcpp/impl/server_initializer.h"
#include "grpcpp/resource_quota.h"

namespace iku {
namespace {

struct Address {
  std::string host;
  int port = 0;
};

// gRPC takes port 99999 without a word and listens on another one, so the port
// is checked here.
absl::StatusOr<Address> ParseAddress(const std::string& listen) {
  const size_t colon = listen.rfind(':');
  Address address;
  if (colon == std::string::npos || colon == 0 || colon + 1 == listen.size() ||
      listen.find_first_not_of("0123456789", colon + 1) != std::string::npos ||
      !absl::SimpleAtoi(listen.substr(colon + 1), &address.port) ||
      address.port > 65535) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot listen on \"", listen,
                     "\": it must be HOST:PORT with a port of 0 to 65535"));
  }
  address.host = listen.substr(0, colon);
  return address;
}

// gRPC tells the names of the services that it serves only to plugins.
class NamesPlugin final : public grpc::ServerBuilderPlugin {
 public:
  explicit NamesPlugin(std::vector<std::string>& names) : names_(names) {}

  std::string name() override { return "iku_service_names"; }
  void InitServer(grpc::ServerInitializer*) override {}
  void Finish(grpc::ServerInitializer* initializer) override {
    names_ = *initializer->GetServiceList();
  }
  void ChangeArguments(const std::string&, void*) override {}

 private:
  std::vector<std::string>& names_;
};

class NamesOption final : public grpc::ServerBuilderOption {
 public:
  explicit NamesOption(std::vector<std::string>& names) : names_(names) {}

  void UpdateArguments(grpc::ChannelArguments*) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>*
                         plugins) override {
    plugins->push_back(std::make_unique<NamesPlugin>(names_));
  }

 private:
  std::vector<std::string>& names_;
};

// Both are switches of the whole process and must be set before a build.
void EnableHealthAndReflection() {
  static const bool done = [] {
    // gRPC's own health service carries no descriptor, so that a reflecting
    // client would be told of a service that nobody can describe.
    google::protobuf::LinkMessageReflection<
        grpc::health::v1::HealthCheckRequest>();
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    return true;
  }();
  (void)done;
}

constexpr int kMaxMetadataBytes = 8 << 10;
// Longer than any call that is let live.
constexpr absl::Duration kLongestStream = absl::Minutes(65);

int Milliseconds(absl::Duration duration) {
  return static_cast<int>(absl::ToInt64Milliseconds(duration));
}

void SetArguments(const Server::Options& options, grpc::ServerBuilder& to) {
  to.SetMaxReceiveMessageSize(options.max_message_bytes);
  // Otherwise a second process on the same port takes half of the calls.
  to.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  // Our clients ping every 15 s, also between calls; see client/channel.cc.
  to.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  to.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                        5'000);
  // Notices a client that vanished without closing its connection.
  to.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 30'000);
  to.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  to.SetResourceQuota(
      grpc::ResourceQuota("server").Resize(options.max_memory_bytes));
  to.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS,
                        options.max_calls_per_connection);
  to.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMaxMetadataBytes);
  to.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS,
                        Milliseconds(options.longest_idle_connection));
  to.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS,
                        Milliseconds(options.longest_connection));
  to.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS,
                        Milliseconds(kLongestStream));
}

}  // namespace

absl::Status Server::CheckAddress(const std::string& listen) {
  return ParseAddress(listen).status();
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    const Options& options, const std::vector<grpc::Service*>& services) {
  ASSIGN_OR_RETURN(const Address address, ParseAddress(options.listen));
  EnableHealthAndReflection();

  std::unique_ptr<Server> server(new Server());
  server->options_ = options;
  grpc::ServerBuilder builder;
  SetArguments(options, builder);
  builder.SetOption(std::make_unique<NamesOption>(server->service_names_));
  int port = 0;
  builder.AddListeningPort(options.listen, grpc::InsecureServerCredentials(),
                           &port);
  for (grpc::Service* service : services) builder.RegisterService(service);
  server->server_ = builder.BuildAndStart();
  if (server->server_ == nullptr || port == 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        "cannot listen on ", options.listen,
        ": the port is taken, or this machine does not have the address"));
  }
  server->address_ = absl::StrCat(address.host, ":", port);
  for (const std::string& name : server->service_names_) {
    server->server_->GetHealthCheckService()->SetServingStatus(name, true);
  }
  return server;
}

Server::~Server() {
  // Null when the start failed.
  if (server_ != nullptr) Drain();
}

void Server::Drain() {
  std::call_once(drained_, [this] {
    // Every service of health becomes NOT_SERVING, and stays so.
    server_->GetHealthCheckService()->Shutdown();
    if (options_.before_drain) options_.before_drain();
    server_->Shutdown(absl::ToChronoTime(absl::Now() + options_.drain_timeout));
  });
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  return server_->InProcessChannel(grpc::ChannelArguments());
}

}  // namespace iku
