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
#include "common/log/log.h"
#include "common/rpc/calls.h"
#include "common/server/server.h"
#include "common/server/signals.h"
#include "common/status/macros.h"
#include "common/store/sqlite/database.h"
#include "common/store/store_url.h"
#include "services/collection/coordination/coordination_handler.h"
#include "services/collection/coordination/coordination_kind.h"
#include "services/collection/facts/facts_handler.h"
#include "services/collection/facts/sqlite_facts.h"
#include "services/collection/ingest/ingest_handler.h"
#include "services/collection/register/register_handler.h"
#include "services/collection/register/seed.h"
#include "services/collection/register/sqlite_register.h"
#include "services/collection/store/schema.h"
#include "services/collection/store/sqlite_record_store.h"
#include "services/collection/survey/survey_handler.h"
#include "services/collection/survey/survey_kind.h"
#include "services/collection/village_document/village_document_handler.h"
#include "services/collection/village_document/village_document_kind.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:7101",
          "HOST:PORT to serve on; port 0 picks a free one.");
ABSL_FLAG(
    std::string, store, "",
    "Required. Where records are kept: sqlite:FILE. The file is made when "
    "it is missing.");
ABSL_FLAG(absl::Duration, drain_timeout, absl::Seconds(10),
          "How long calls that run may take to end when the service stops.");

namespace {

namespace collection = iku::collection;

constexpr char kProgram[] = "iku-collection";

struct Options {
  iku::Server::Options server;
  std::string store_path;
};

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "%s: %s\n", kProgram,
               std::string(status.message()).c_str());
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
  const std::string url = absl::GetFlag(FLAGS_store);
  if (url.empty()) {
    problems.push_back(
        "--store is required, for example --store=sqlite:collection.db");
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
  ASSIGN_OR_RETURN(
      const auto database,
      iku::sqlite::Database::Open(options.store_path, collection::Migrations(),
                                  clock, {}));
  ASSIGN_OR_RETURN(const auto regions,
                   collection::SqliteRegister::Open(*database));
  RETURN_IF_ERROR(collection::EnsureSeed(*regions));
  collection::SqliteRecordStore<collection::SurveyKind> surveys(*database);
  collection::SqliteRecordStore<collection::CoordinationKind> coordination(
      *database);
  collection::SqliteRecordStore<collection::VillageDocumentKind> documents(
      *database);
  collection::SqliteFacts facts(*database, clock);

  iku::Calls calls({});
  collection::SurveyHandler survey_handler(calls, surveys, *regions, clock);
  collection::CoordinationHandler coordination_handler(calls, coordination,
                                                       *regions, clock);
  collection::VillageDocumentHandler document_handler(calls, documents,
                                                      *regions, clock);
  collection::IngestHandler ingest_handler(calls, surveys, coordination,
                                           documents, *regions, clock);
  collection::RegisterHandler register_handler(calls, *regions, *regions);
  collection::FactsHandler facts_handler(calls, facts);
  ASSIGN_OR_RETURN(const auto server,
                   iku::Server::Start(options.server,
                                      {&survey_handler, &coordination_handler,
                                       &document_handler, &ingest_handler,
                                       &register_handler, &facts_handler}));

  std::printf("%s listening on %s\n", kProgram, server->address().c_str());
  std::fflush(stdout);
  iku::LogInfo("started",
               {{"address", server->address()}, {"store", options.store_path}});
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
      "Keeps survey responses, coordination records and village documents of "
      "sub-districts.\n\n  iku-collection --store=sqlite:FILE");
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
