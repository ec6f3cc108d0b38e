#include "common/client/channel.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/time/clock.h"
#include "common/client/retry_policy.h"
#include "nlohmann/json.hpp"

namespace iku {
namespace {

// Which methods are retried, and how. No `timeout` in it: gRPC does not send
// such a timeout to the server; PrepareCall sets the deadline.
const std::string& ServiceConfig() {
  static const std::string& config = *[] {
    nlohmann::json merged = nlohmann::json::parse(kCollectionRetryPolicy);
    const nlohmann::json more = nlohmann::json::parse(kIndicatorRetryPolicy);
    for (const nlohmann::json& method : more.at("methodConfig")) {
      merged["methodConfig"].push_back(method);
    }
    return new std::string(merged.dump());
  }();
  return config;
}

// What gRPC takes as the value of a header; anything else fails the call.
std::string Printable(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (absl::ascii_isprint(static_cast<unsigned char>(c))) result += c;
  }
  return result.substr(0, 100);
}

}  // namespace

std::shared_ptr<grpc::Channel> OpenChannel(const std::string& target) {
  grpc::ChannelArguments arguments;
  // A dead peer is noticed after 20 s, also when no call runs.
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 15'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 5'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  // gRPC's own limits grow to two minutes: a peer that was restarted would be
  // missed for that long.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1'000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1'000);
  arguments.SetInt(GRPC_ARG_DNS_MIN_TIME_BETWEEN_RESOLUTIONS_MS, 1'000);
  arguments.SetInt(GRPC_ARG_SERVICE_CONFIG_DISABLE_RESOLUTION, 1);
  arguments.SetServiceConfigJSON(ServiceConfig());
  return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(),
                                   arguments);
}

void PrepareCall(grpc::ClientContext& context, absl::Time deadline,
                 absl::Duration limit, Language language,
                 const std::string& actor) {
  context.set_deadline(
      absl::ToChronoTime(std::min(deadline, absl::Now() + limit)));
  context.AddMetadata("accept-language", std::string(LanguageTag(language)));
  const std::string name = Printable(actor);
  if (!name.empty()) context.AddMetadata("iku-actor", name);
}

}  // namespace iku
