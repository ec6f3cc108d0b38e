#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/civil/clock.h"
#include "common/client/channel.h"
#include "common/log/log.h"
#include "common/rpc/calls.h"
#include "common/server/server.h"
#include "common/server/signals.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/store_url.h"
#include "services/indicator/definition/definition_handler.h"
#include "services/indicator/definition/embedded_rules.h"
#include "services/indicator/definition/rule_store.h"
#include "services/indicator/definition/rules.h"
#include "services/indicator/facts_client/collection_facts.h"
#include "services/indicator/indicator_handler.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:7102",
          "HOST:PORT to serve on; port 0 picks a free one.");
ABSL_FLAG(std::string, collection, "127.0.0.1:7101",
          "HOST:PORT of the collection service; it may start later.");
ABSL_FLAG(std::string, store, "",
          "Required. Where the versions of the rules are kept: sqlite:FILE.");
ABSL_FLAG(absl::Duration, drain_timeout, absl::Seconds(10),
          "How long calls that run may take to end when the service stops.");

namespace {

using iku::indicator::Rules;
using iku::indicator::RuleStore;

// Everything that is wrong, one line each, on stderr.
int Fail(const absl::Status& status) {
  std::fprintf(stderr, "iku-indicator: %s\n",
               std::string(status.message()).c_str());
  for (const iku::Violation& violation : iku::ViolationsOf(status)) {
    std::fprintf(stderr, "  %s: %s\n", violation.field.c_str(),
                 iku::Sentence(violation.code, violation.arguments,
                               iku::Language::kEnglish)
                     .c_str());
  }
  return EXIT_FAILURE;
}

absl::StatusOr<std::string> StorePathFromFlags() {
  const std::string url = absl::GetFlag(FLAGS_store);
  if (url.empty()) {
    return absl::InvalidArgumentError(
        "--store is required, for example --store=sqlite:indicator.db");
  }
  auto store = iku::ParseStoreUrl(url);
  if (!store.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--store: ", store.status().message()));
  }
  return store->path;
}

absl::Status Run() {
  if (absl::GetFlag(FLAGS_drain_timeout) < absl::ZeroDuration()) {
    return absl::InvalidArgumentError("--drain_timeout is negative");
  }
  if (absl::GetFlag(FLAGS_collection).empty()) {
    return absl::InvalidArgumentError("--collection is empty");
  }
  ASSIGN_OR_RETURN(const std::string path, StorePathFromFlags());
  ASSIGN_OR_RETURN(const auto rules,
                   Rules::Parse(iku::indicator::EmbeddedRulesText()));
  iku::SystemClock clock;
  ASSIGN_OR_RETURN(const auto store, RuleStore::Open(path, clock));
  RETURN_IF_ERROR(store->Record(*rules));

  const std::string collection = absl::GetFlag(FLAGS_collection);
  iku::indicator::CollectionFacts facts(iku::OpenChannel(collection),
                                        collection);
  iku::Calls calls({});
  iku::indicator::DefinitionHandler definitions(calls, *rules);
  iku::indicator::IndicatorHandler indicators(calls, *rules, facts, clock);
  iku::Server::Options options;
  options.listen = absl::GetFlag(FLAGS_listen);
  options.drain_timeout = absl::GetFlag(FLAGS_drain_timeout);
  ASSIGN_OR_RETURN(const auto server,
                   iku::Server::Start(options, {&definitions, &indicators}));

  std::printf("iku-indicator listening on %s\n", server->address().c_str());
  std::fflush(stdout);
  iku::LogInfo("started", {{"address", server->address()},
                           {"collection", collection},
                           {"rules_version", rules->version()}});
  iku::WaitForTerminationSignal();
  server->Drain();
  iku::LogInfo("stopped");
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  // Debian builds Abseil with its deadlock detector, which is slow and can be
  // wrong.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  iku::BlockTerminationSignals();  // before any thread starts
  absl::SetProgramUsageMessage(
      "Computes the indicators of sub-districts from what the collection "
      "service keeps.\n\n  iku-indicator --store=sqlite:FILE");
  if (const auto words = absl::ParseCommandLine(argc, argv); words.size() > 1) {
    return Fail(absl::InvalidArgumentError(
        absl::StrCat("\"", words[1], "\" is not a flag")));
  }
  iku::CaptureGrpcLog();
  const absl::Status status = Run();
  return status.ok() ? EXIT_SUCCESS : Fail(status);
}
