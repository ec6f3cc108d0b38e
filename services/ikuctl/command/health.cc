#include "grpc/health/v1/health.grpc.pb.h"
#include "nlohmann/json.hpp"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/output/csv_cell.h"

namespace iku::ctl {
namespace {

namespace health = grpc::health::v1;

constexpr absl::Duration kLimit = absl::Seconds(2);

struct State {
  std::string service;
  std::string address;
  std::string state;  // SERVING, NOT_SERVING, ... or a status code
};

State StateOf(const std::string& service, const std::string& address,
              const std::shared_ptr<grpc::Channel>& channel,
              const Connection& connection) {
  const auto stub = health::Health::NewStub(channel);
  const absl::StatusOr<health::HealthCheckResponse> reply =
      Call(connection, *stub, &health::Health::Stub::Check,
           health::HealthCheckRequest());
  return {service, address,
          reply.ok()
              ? health::HealthCheckResponse::ServingStatus_Name(reply->status())
              : absl::StatusCodeToString(reply.status().code())};
}

}  // namespace

int Health(const Work& work) {
  Connection connection = work.connection;
  if (!work.options.deadline.has_value()) connection.limit = kLimit;
  const std::vector<State> states = {
      StateOf("iku-collection", connection.collection_address,
              connection.collection, connection),
      StateOf("iku-indicator", connection.indicator_address,
              connection.indicator, connection)};

  const Language language = work.options.language;
  bool all_serving = true;
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  std::string csv = CsvLine({"service", "address", "state"});
  Table table({{Say(language, "health_service")},
               {Say(language, "address")},
               {Say(language, "state")}});
  for (const State& state : states) {
    all_serving &= state.state == "SERVING";
    json.push_back({{"service", state.service},
                    {"address", state.address},
                    {"state", state.state}});
    csv += CsvLine({state.service, state.address, state.state});
    table.Add({state.service, state.address, state.state});
  }
  if (work.options.format == "json") {
    work.console.out << json.dump(2) << "\n";
  } else {
    work.console.out << (work.options.format == "csv"
                             ? csv
                             : table.Render(work.console.width));
  }
  return all_serving ? kDone : kPartly;
}

}  // namespace iku::ctl
