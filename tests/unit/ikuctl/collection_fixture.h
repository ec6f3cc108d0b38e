#ifndef IKU_TESTS_UNIT_IKUCTL_COLLECTION_FIXTURE_H_
#define IKU_TESTS_UNIT_IKUCTL_COLLECTION_FIXTURE_H_

#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "common/civil/clock.h"
#include "common/rpc/calls.h"
#include "common/server/server.h"
#include "common/store/sqlite/database.h"
#include "gtest/gtest.h"
#include "services/collection/audit/audit_handler.h"
#include "services/collection/audit/sqlite_change_store.h"
#include "services/collection/backup/backup_handler.h"
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
#include "services/collection/retention/retention_run.h"
#include "services/collection/store/schema.h"
#include "services/collection/store/sqlite_record_store.h"
#include "services/collection/survey/survey_handler.h"
#include "services/collection/survey/survey_kind.h"
#include "services/collection/village_document/village_document_handler.h"
#include "services/collection/village_document/village_document_kind.h"
#include "services/ikuctl/command/commands.h"
#include "tests/support/temp_dir.h"

namespace iku::ctl {

namespace c = iku::collection;

// ikuctl against the real collection service on a real SQLite file.
class WithCollectionTest : public ::testing::Test {
 protected:
  WithCollectionTest()
      : database_(*sqlite::Database::Open(folder_.path() + "/c.db",
                                          c::Migrations(), clock_, {})),
        regions_(*c::SqliteRegister::Open(*database_)),
        surveys_(*database_),
        coordination_(*database_),
        documents_(*database_),
        sessions_(*database_),
        facts_(*database_, clock_),
        changes_(*database_),
        calls_(Calls::Options{}),
        survey_handler_(calls_, surveys_, *regions_, clock_),
        coordination_handler_(calls_, coordination_, *regions_, clock_),
        document_handler_(calls_, documents_, *regions_, clock_),
        ingest_handler_(calls_, surveys_, coordination_, documents_, sessions_,
                        *regions_, clock_),
        register_handler_(calls_, *regions_, *regions_),
        facts_handler_(calls_, facts_),
        audit_handler_(calls_, changes_, *regions_),
        quarantine_handler_(calls_, surveys_, coordination_, documents_,
                            sessions_, *regions_, clock_),
        backups_(*c::SqliteBackups::Open(*database_, folder_.path() + "/c.db",
                                         folder_.path(), clock_)),
        backup_handler_(calls_, backups_.get()),
        retention_(*c::ParseRetention("surveyResponses/text=1"), surveys_,
                   coordination_, documents_, sessions_, changes_, clock_),
        retention_handler_(calls_, surveys_, coordination_, documents_,
                           retention_, *regions_) {
    EXPECT_TRUE(c::EnsureSeed(*regions_).ok());
    server_ = *Server::Start(
        {},
        {&survey_handler_, &coordination_handler_, &document_handler_,
         &ingest_handler_, &register_handler_, &facts_handler_, &audit_handler_,
         &quarantine_handler_, &backup_handler_, &retention_handler_});
    connection_.collection = server_->InProcessChannel();
    connection_.language = Language::kEnglish;
    options_.language = Language::kEnglish;
    options_.district = "35.08.21";
  }
  ~WithCollectionTest() override { server_->Drain(); }

  std::string File(const std::string& name, const std::string& text) {
    const std::string path = folder_.path() + "/" + name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  int Run(const std::vector<std::string>& words,
          const std::set<std::string>& given = {}) {
    out_.str("");
    err_.str("");
    Console console{.out = out_, .err = err_};
    return ctl::Run(options_, words, given, connection_, console);
  }

  test::TempDir folder_;
  SystemClock clock_;
  std::unique_ptr<sqlite::Database> database_;
  std::unique_ptr<c::SqliteRegister> regions_;
  c::SqliteRecordStore<c::SurveyKind> surveys_;
  c::SqliteRecordStore<c::CoordinationKind> coordination_;
  c::SqliteRecordStore<c::VillageDocumentKind> documents_;
  c::SqliteSessionStore sessions_;
  c::SqliteFacts facts_;
  c::SqliteChangeStore changes_;
  Calls calls_;
  c::SurveyHandler survey_handler_;
  c::CoordinationHandler coordination_handler_;
  c::VillageDocumentHandler document_handler_;
  c::IngestHandler ingest_handler_;
  c::RegisterHandler register_handler_;
  c::FactsHandler facts_handler_;
  c::AuditHandler audit_handler_;
  c::QuarantineHandler quarantine_handler_;
  std::unique_ptr<c::SqliteBackups> backups_;
  c::BackupHandler backup_handler_;
  c::RetentionRun retention_;
  c::RetentionHandler retention_handler_;
  std::unique_ptr<Server> server_;
  Connection connection_;
  Options options_;
  std::ostringstream out_, err_;
};

}  // namespace iku::ctl

#endif  // IKU_TESTS_UNIT_IKUCTL_COLLECTION_FIXTURE_H_
