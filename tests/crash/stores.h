#ifndef IKU_TESTS_CRASH_STORES_H_
#define IKU_TESTS_CRASH_STORES_H_

#include <memory>
#include <string>
#include <type_traits>

#include "absl/status/statusor.h"
#include "common/civil/clock.h"
#include "common/status/macros.h"
#include "common/store/sqlite/database.h"
#include "services/collection/audit/sqlite_change_store.h"
#include "services/collection/coordination/coordination_kind.h"
#include "services/collection/facts/sqlite_facts.h"
#include "services/collection/ingest/sqlite_session_store.h"
#include "services/collection/register/seed.h"
#include "services/collection/register/sqlite_register.h"
#include "services/collection/store/schema.h"
#include "services/collection/store/sqlite_record_store.h"
#include "services/collection/survey/survey_kind.h"
#include "services/collection/village_document/village_document_kind.h"

namespace iku::test {

// All stores of the collection service over one file, opened as its main does.
class Stores {
 public:
  static absl::StatusOr<std::unique_ptr<Stores>> Open(
      const std::string& path, const Clock& clock,
      const sqlite::Database::Options& options) {
    ASSIGN_OR_RETURN(
        std::unique_ptr<sqlite::Database> database,
        sqlite::Database::Open(path, collection::Migrations(), clock, options));
    ASSIGN_OR_RETURN(std::unique_ptr<collection::SqliteRegister> regions,
                     collection::SqliteRegister::Open(*database));
    RETURN_IF_ERROR(collection::EnsureSeed(*regions));
    return std::unique_ptr<Stores>(
        new Stores(std::move(database), std::move(regions), clock));
  }

  template <typename Kind>
  auto& Of() {
    if constexpr (std::is_same_v<Kind, collection::SurveyKind>) {
      return surveys_;
    } else if constexpr (std::is_same_v<Kind, collection::CoordinationKind>) {
      return coordination_;
    } else {
      return documents_;
    }
  }

 private:
  // Before the stores, which outlive nothing that they queued.
  std::unique_ptr<sqlite::Database> database_;
  std::unique_ptr<collection::SqliteRegister> regions_;

  Stores(std::unique_ptr<sqlite::Database> opened,
         std::unique_ptr<collection::SqliteRegister> known, const Clock& clock)
      : database_(std::move(opened)),
        regions_(std::move(known)),
        surveys_(*database_),
        coordination_(*database_),
        documents_(*database_),
        sessions(*database_),
        changes(*database_),
        facts(*database_, clock),
        database(*database_),
        regions(*regions_) {}

  collection::SqliteRecordStore<collection::SurveyKind> surveys_;
  collection::SqliteRecordStore<collection::CoordinationKind> coordination_;
  collection::SqliteRecordStore<collection::VillageDocumentKind> documents_;

 public:
  collection::SqliteSessionStore sessions;
  collection::SqliteChangeStore changes;
  collection::SqliteFacts facts;
  sqlite::Database& database;
  collection::SqliteRegister& regions;
};

}  // namespace iku::test

#endif  // IKU_TESTS_CRASH_STORES_H_
