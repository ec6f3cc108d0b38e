#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/flags/usage_config.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
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

namespace indicator = iku::indicator;

constexpr char kProgram[] = "iku-indicator";

struct Options {
  iku::Server::Options server;
  std::string collection;
  std::string store_path;
};

// The error, and below it each rule that is not sound.
int Fail(const absl::Status& status) {
  std::fprintf(stderr, "%s: %s\n", kProgram,
               std::string(status.message()).c_str());
  for (const iku::Violation& violation : iku::ViolationsOf(status)) {
    std::fprintf(stderr, "  %s: %s\n", violation.field.c_str(),
                 iku::Sentence(violation.code, violation.arguments,
                               iku::Language::kEnglish)
                     .c_str());
  }
  return EXIT_FAILURE;
}

// Every problem at once. `words` is what the command line holds beside flags.
absl::StatusOr<Options> OptionsFromFlags(const std::vector<char*>& words) {
  std::vector<std::string> problems;
  for (size_t i = 1; i < words.size(); ++i) {
    problems.push_back(absl::StrCat("\"", words[i], "\" is not a flag"));
  }
  Options options;
  options.server.listen = absl::GetFlag(FLAGS_listen);
  if (absl::Status listen = iku::Server::CheckAddress(options.server.listen);
      !listen.ok()) {
    problems.push_back(absl::StrCat("--listen: ", listen.message()));
  }
  options.server.drain_timeout = absl::GetFlag(FLAGS_drain_timeout);
  if (options.server.drain_timeout < absl::ZeroDuration()) {
    problems.push_back("--drain_timeout is negative");
  }
  options.collection = absl::GetFlag(FLAGS_collection);
  if (options.collection.empty()) problems.push_back("--collection is empty");
  const std::string url = absl::GetFlag(FLAGS_store);
  if (url.empty()) {
    problems.push_back(
        "--store is required, for example --store=sqlite:indicator.db");
  } else if (const auto store = iku::ParseStoreUrl(url); store.ok()) {
    options.store_path = store->path;
  } else {
    problems.push_back(absl::StrCat("--store: ", store.status().message()));
  }
  if (problems.empty()) return options;
  return absl::InvalidArgumentError(absl::StrJoin(problems, "; "));
}

absl::Status Serve(const Options& options) {
  iku::SystemClock clock;
  ASSIGN_OR_RETURN(const auto rules,
                   indicator::Rules::Parse(indicator::EmbeddedRulesText()));
  ASSIGN_OR_RETURN(const auto store,
                   indicator::RuleStore::Open(options.store_path, clock));
  RETURN_IF_ERROR(store->Record(*rules));
  indicator::CollectionFacts facts(iku::OpenChannel(options.collection),
                                   options.collection);

  iku::Calls calls({});
  indicator::DefinitionHandler definition_handler(calls, *rules);
  indicator::IndicatorHandler indicator_handler(calls, *rules, facts, clock);
  ASSIGN_OR_RETURN(const auto server,
                   iku::Server::Start(options.server, {&definition_handler,
                                                       &indicator_handler}));

  std::printf("%s listening on %s\n", kProgram, server->address().c_str());
  std::fflush(stdout);
  iku::LogInfo("started", {{"address", server->address()},
                           {"collection", options.collection},
                           {"store", options.store_path},
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
  absl::FlagsUsageConfig usage;
  usage.version_string = [] {
    return absl::StrCat(kProgram, " ", IKU_VERSION, "\n");
  };
  absl::SetFlagsUsageConfig(usage);
  const absl::StatusOr<Options> options =
      OptionsFromFlags(absl::ParseCommandLine(argc, argv));
  if (!options.ok()) return Fail(options.status());
  iku::CaptureGrpcLog();
  const absl::Status status = Serve(*options);
  return status.ok() ? EXIT_SUCCESS : Fail(status);
}
