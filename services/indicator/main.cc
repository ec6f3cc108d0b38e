#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/civil/clock.h"
#include "common/client/channel.h"
#include "common/metrics/metrics.h"
#include "common/rpc/calls.h"
#include "common/server/program.h"
#include "common/server/server.h"
#include "common/status/macros.h"
#include "common/store/sqlite/database.h"
#include "services/indicator/definition/definition_handler.h"
#include "services/indicator/definition/rule_book.h"
#include "services/indicator/definition/rule_store.h"
#include "services/indicator/facts_client/collection_facts.h"
#include "services/indicator/indicator_handler.h"
#include "services/indicator/store/schema.h"
#include "services/indicator/target/sqlite_target_store.h"
#include "services/indicator/target/target_handler.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:7102",
          "HOST:PORT to serve on; port 0 picks a free one.");
ABSL_FLAG(std::string, collection, "127.0.0.1:7101",
          "HOST:PORT of the collection service; it may start later.");
ABSL_FLAG(std::string, store, "",
          "Required. Where the versions of the rules and the targets are kept: "
          "sqlite:FILE.");
ABSL_FLAG(std::string, rules, "",
          "File of rules in place of the built-in ones; SIGHUP reads it again. "
          "A file with a problem, or that begins later than today, is refused "
          "and the old rules stay. built-in: the built-in ones, also after "
          "rules from a file, which must be named again otherwise.");
ABSL_FLAG(absl::Duration, drain_timeout, absl::Seconds(10),
          "How long calls that run may take to end when the service stops.");
ABSL_FLAG(int, max_calls, 2000,
          "Calls at one time; 40 % of them reads, 40 % writes, 15 % batches, "
          "5 % calls that read much or stay open. More are refused.");
ABSL_FLAG(int, max_calls_per_caller, 1000,
          "Calls of one caller at one time, in the same shares.");
ABSL_FLAG(int, max_call_memory, 256,
          "MiB that messages on their way may take, and as much again for "
          "answers that callers have not read yet.");
ABSL_FLAG(std::string, metrics_listen, "",
          "HOST:PORT to serve metrics on, at /metrics, for Prometheus; empty: "
          "nowhere.");

namespace {

namespace indicator = iku::indicator;

constexpr char kProgram[] = "iku-indicator";

absl::Status Serve() {
  std::vector<std::string> problems;
  const iku::ServiceOptions options = iku::CheckServiceFlags(
      {.listen = absl::GetFlag(FLAGS_listen),
       .store = absl::GetFlag(FLAGS_store),
       .drain_timeout = absl::GetFlag(FLAGS_drain_timeout),
       .max_calls = absl::GetFlag(FLAGS_max_calls),
       .max_calls_per_caller = absl::GetFlag(FLAGS_max_calls_per_caller),
       .max_call_memory = absl::GetFlag(FLAGS_max_call_memory),
       .metrics_listen = absl::GetFlag(FLAGS_metrics_listen)},
      problems);
  const std::string collection = absl::GetFlag(FLAGS_collection);
  if (collection.empty()) problems.push_back("--collection is empty");
  RETURN_IF_ERROR(iku::AllProblems(problems));

  iku::SystemClock clock;
  const std::string rules_named = absl::GetFlag(FLAGS_rules);
  ASSIGN_OR_RETURN(const auto database,
                   iku::sqlite::Database::Open(
                       options.store_path, indicator::Migrations(), clock, {}));
  indicator::RuleStore rule_store(*database);
  ASSIGN_OR_RETURN(const auto rules,
                   indicator::RuleBook::Open(rules_named, rule_store, clock));
  ASSIGN_OR_RETURN(const auto targets,
                   indicator::SqliteTargetStore::Open(*database));
  indicator::CollectionFacts facts(iku::OpenChannel(collection), collection);

  iku::Calls calls(options.calls);
  indicator::DefinitionHandler definition_handler(calls, *rules);
  indicator::IndicatorHandler indicator_handler(calls, *rules, facts, *targets,
                                                clock);
  indicator::TargetHandler target_handler(calls, *rules, *targets);
  ASSIGN_OR_RETURN(const auto server,
                   iku::Server::Start(options.server,
                                      {&definition_handler, &indicator_handler,
                                       &target_handler}));

  iku::Metrics metrics;
  metrics.Add([&](iku::MetricWriter& to) {
    calls.Tell(to);
    database->Tell(to);
  });
  RETURN_IF_ERROR(iku::ListenForMetrics(options, metrics));

  const indicator::UsedRuleSet in_force = rules->UsedInForce();
  iku::ServeUntilStopped(kProgram, *server,
                         {{"address", server->address()},
                          {"collection", collection},
                          {"store", options.store_path},
                          {"rules", rules_named},
                          {"rules_version", in_force.version},
                          {"rules_sha256", in_force.sha256},
                          {"rules_origin", in_force.origin}},
                         [&] {
                           if (!rules->IsFromFile()) return iku::IgnoreHangUp();
                           indicator::ReloadAndLog(*rules);
                         });
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  return iku::RunProgram(
      argc, argv, kProgram,
      "Computes the indicators of sub-districts from what the collection "
      "service keeps.\n\n  iku-indicator --store=sqlite:FILE",
      Serve);
}
