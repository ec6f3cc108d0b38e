#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/civil/clock.h"
#include "common/metrics/metrics.h"
#include "common/rpc/calls.h"
#include "common/server/program.h"
#include "common/server/server.h"
#include "common/status/macros.h"
#include "common/store/sqlite/database.h"
#include "common/sync/low_priority.h"
#include "common/sync/periodic.h"
#include "services/collection/audit/audit_handler.h"
#include "services/collection/audit/sqlite_change_store.h"
#include "services/collection/backup/backup_handler.h"
#include "services/collection/backup/restore.h"
#include "services/collection/backup/sqlite_backups.h"
#include "services/collection/coordination/coordination_handler.h"
#include "services/collection/coordination/coordination_kind.h"
#include "services/collection/facts/facts_handler.h"
#include "services/collection/facts/sqlite_facts.h"
#include "services/collection/ingest/ingest_handler.h"
#include "services/collection/ingest/quarantine_handler.h"
#include "services/collection/ingest/sqlite_session_store.h"
#include "services/collection/register/register_handler.h"
#include "services/collection/register/seed.h"
#include "services/collection/register/sqlite_register.h"
#include "services/collection/retention/retention_handler.h"
#include "services/collection/retention/retention_rules.h"
#include "services/collection/retention/retention_run.h"
#include "services/collection/store/schema.h"
#include "services/collection/store/sqlite_record_store.h"
#include "services/collection/survey/survey_handler.h"
#include "services/collection/survey/survey_kind.h"
#include "services/collection/verify/background_check.h"
#include "services/collection/village_document/village_document_handler.h"
#include "services/collection/village_document/village_document_kind.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:7101",
          "HOST:PORT to serve on; port 0 picks a free one.");
ABSL_FLAG(
    std::string, store, "",
    "Required. Where records are kept: sqlite:FILE. The file is made when "
    "it is missing.");
ABSL_FLAG(std::string, retention, "",
          "For how many months what is kept, then erased for good: "
          "surveyResponses/text=24,surveyResponses/record=120 ... Collections "
          "are surveyResponses, coordinationRecords, villageDocuments and "
          "quarantinedRows. What has no rule is kept for ever.");
ABSL_FLAG(absl::Duration, retention_every, absl::Hours(24),
          "How often --retention is applied, the first time 15 minutes after "
          "the start.");
ABSL_FLAG(std::string, backup_dir, "",
          "Folder for backups; must exist. Without it none can be made.");
ABSL_FLAG(std::string, restore, "",
          "A backup's file. Makes the store of --store from it, which must be "
          "a new file, and ends.");
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
ABSL_FLAG(absl::Duration, verify_every, absl::Hours(24),
          "How often all tallies and chains of changes are computed again in "
          "the background, the first time a few minutes after the start; 0: "
          "never.");
ABSL_FLAG(std::string, metrics_listen, "",
          "HOST:PORT to serve metrics on, at /metrics, for Prometheus; empty: "
          "nowhere.");

namespace {

namespace collection = iku::collection;

// Work in the background begins neither at once, when callers come back and
// caches are cold, nor so late that a service which is started again every
// night never does it. Not both at the same time.
constexpr absl::Duration kFirstVerification = absl::Minutes(5);
constexpr absl::Duration kFirstRetention = absl::Minutes(15);

constexpr char kProgram[] = "iku-collection";

absl::Status RestoreStore(const std::string& file, const std::string& store) {
  ASSIGN_OR_RETURN(const collection::Restored restored,
                   collection::Restore(file, store));
  std::cout << collection::Told(restored, file, store);
  return absl::OkStatus();
}

absl::Status Serve() {
  std::vector<std::string> problems;
  iku::ServiceOptions options = iku::CheckServiceFlags(
      {.listen = absl::GetFlag(FLAGS_listen),
       .store = absl::GetFlag(FLAGS_store),
       .drain_timeout = absl::GetFlag(FLAGS_drain_timeout),
       .max_calls = absl::GetFlag(FLAGS_max_calls),
       .max_calls_per_caller = absl::GetFlag(FLAGS_max_calls_per_caller),
       .max_call_memory = absl::GetFlag(FLAGS_max_call_memory),
       .metrics_listen = absl::GetFlag(FLAGS_metrics_listen)},
      problems);
  auto retention = collection::ParseRetention(absl::GetFlag(FLAGS_retention));
  if (!retention.ok()) {
    problems.push_back(
        absl::StrCat("--retention: ", retention.status().message()));
  }
  const absl::Duration verify_every = absl::GetFlag(FLAGS_verify_every);
  if (verify_every < absl::Seconds(1) && verify_every != absl::ZeroDuration()) {
    problems.push_back("--verify_every is shorter than a second");
  }
  const absl::Duration retention_every = absl::GetFlag(FLAGS_retention_every);
  if (retention_every < absl::Seconds(1)) {
    problems.push_back("--retention_every is shorter than a second");
  }
  RETURN_IF_ERROR(iku::AllProblems(problems));
  if (const std::string file = absl::GetFlag(FLAGS_restore); !file.empty()) {
    return RestoreStore(file, options.store_path);
  }

  iku::SystemClock clock;
  auto opened = iku::sqlite::Database::Open(
      options.store_path, collection::Migrations(), clock,
      {.checks = {.query = collection::StoreCheck()}});
  RETURN_IF_ERROR(collection::WithRestoreCommand(opened.status()));
  const auto database = *std::move(opened);
  std::unique_ptr<collection::Backups> backups;
  if (const std::string folder = absl::GetFlag(FLAGS_backup_dir);
      !folder.empty()) {
    ASSIGN_OR_RETURN(
        backups, collection::SqliteBackups::Open(*database, options.store_path,
                                                 folder, clock));
  }
  ASSIGN_OR_RETURN(const auto regions,
                   collection::SqliteRegister::Open(*database));
  RETURN_IF_ERROR(collection::EnsureSeed(*regions));
  collection::SqliteRecordStore<collection::SurveyKind> surveys(*database);
  collection::SqliteRecordStore<collection::CoordinationKind> coordination(
      *database);
  collection::SqliteRecordStore<collection::VillageDocumentKind> documents(
      *database);
  collection::SqliteSessionStore sessions(*database);
  collection::SqliteFacts facts(*database, clock);
  const collection::SqliteChangeStore changes(*database);

  iku::Calls calls(options.calls);
  options.server.before_drain = [&calls] { calls.StopStreams(); };
  collection::SurveyHandler survey_handler(calls, surveys, *regions, clock);
  collection::CoordinationHandler coordination_handler(calls, coordination,
                                                       *regions, clock);
  collection::VillageDocumentHandler document_handler(calls, documents,
                                                      *regions, clock);
  collection::IngestHandler ingest_handler(
      calls, surveys, coordination, documents, sessions, *regions, clock);
  collection::QuarantineHandler quarantine_handler(
      calls, surveys, coordination, documents, sessions, *regions, clock);
  collection::RegisterHandler register_handler(calls, *regions, *regions);
  collection::FactsHandler facts_handler(calls, facts);
  collection::AuditHandler audit_handler(calls, changes, *regions);
  collection::RetentionRun retention_run(*std::move(retention), surveys,
                                         coordination, documents, sessions,
                                         changes, clock);
  collection::RetentionHandler retention_handler(
      calls, surveys, coordination, documents, retention_run, *regions);
  collection::BackupHandler backup_handler(calls, backups.get());
  ASSIGN_OR_RETURN(const auto server,
                   iku::Server::Start(
                       options.server,
                       {&survey_handler, &coordination_handler,
                        &document_handler, &ingest_handler, &quarantine_handler,
                        &register_handler, &facts_handler, &audit_handler,
                        &retention_handler, &backup_handler}));
  collection::BackgroundCheck check(facts, changes, clock);
  std::optional<iku::Periodic> verify;
  if (verify_every > absl::ZeroDuration()) {
    verify.emplace(std::min(verify_every, kFirstVerification), verify_every,
                   [&](absl::FunctionRef<bool()> go_on) {
                     iku::LowerThisThreadsPriority();
                     check.Run(go_on);
                   });
  }
  iku::Metrics metrics;
  metrics.Add([&](iku::MetricWriter& to) {
    calls.Tell(to);
    database->Tell(to);
    ingest_handler.Tell(to);
    check.Tell(to);
    retention_run.Tell(to);
    if (backups) backups->Tell(to);
  });
  RETURN_IF_ERROR(iku::ListenForMetrics(options, metrics));
  std::optional<iku::Periodic> retain;
  if (!retention_run.rules().empty()) {
    retain.emplace(
        std::min(retention_every, kFirstRetention), retention_every,
        [&](absl::FunctionRef<bool()> go_on) { retention_run.Run(go_on); });
  }

  iku::ServeUntilStopped(
      kProgram, *server,
      {{"address", server->address()}, {"store", options.store_path}});
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  return iku::RunProgram(
      argc, argv, kProgram,
      "Keeps survey responses, coordination records and village documents of "
      "sub-districts.\n\n  iku-collection --store=sqlite:FILE",
      Serve);
}
