#ifndef IKU_TESTS_UNIT_COLLECTION_AUDIT_AUDITED_STORE_H_
#define IKU_TESTS_UNIT_COLLECTION_AUDIT_AUDITED_STORE_H_

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "services/collection/audit/sqlite_change_store.h"
#include "services/collection/coordination/coordination_kind.h"
#include "services/collection/register/seed.h"
#include "services/collection/register/sqlite_register.h"
#include "services/collection/store/schema.h"
#include "services/collection/store/sqlite_record_store.h"
#include "services/collection/survey/survey_kind.h"
#include "services/collection/village_document/village_document_kind.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::test {

// A SQLite file with the seeded register, records, and their log of changes.
class AuditedStore : public ::testing::Test {
 protected:
  using Survey = collection::SurveyResponse;

  static Survey Answers(int score) {
    Survey response;
    response.response_date = Date{2025, 6, 10};
    response.scores.fill(static_cast<uint8_t>(score));
    response.comment = "Pelayanan cepat";
    return response;
  }

  absl::Status Insert(const std::vector<std::string>& ids, int score = 3) {
    collection::NewRecords<Survey> records{.changed_by = "loket"};
    for (const std::string& id : ids) {
      records.rows.push_back({{"35.08.21", id}, Answers(score)});
    }
    std::promise<absl::Status> stored;
    surveys_.Insert(std::move(records),
                    [&](auto result) { stored.set_value(result.status()); });
    return stored.get_future().get();
  }

  absl::Status Amend(const std::string& id, collection::ChangeAction action,
                     int score) {
    collection::Amendment<Survey> amendment;
    amendment.key = {"35.08.21", id};
    amendment.reason = "salah ketik";
    amendment.changed_by = "Kasi Pelayanan";
    amendment.action = action;
    if (action == collection::ChangeAction::kVoid) {
      amendment.state = collection::RecordState::kVoid;
    }
    amendment.change = [score](const Survey&, absl::Time) {
      return Answers(score);
    };
    std::promise<absl::Status> stored;
    surveys_.Amend(std::move(amendment),
                   [&](auto record) { stored.set_value(record.status()); });
    return stored.get_future().get();
  }

  absl::Status Erase(const std::string& id, collection::ErasureExtent extent) {
    std::promise<absl::Status> erased;
    surveys_.Erase({.key = {"35.08.21", id},
                    .extent = extent,
                    .reason = "permintaan responden",
                    .changed_by = "Kasi Pelayanan"},
                   [&](auto result) { erased.set_value(result.status()); });
    return erased.get_future().get();
  }

  // Changes the file behind the back of the stores.
  void Tamper(const char* sql) {
    ASSERT_THAT(database_->WriteAndWait([sql](sqlite::Transaction& t) {
      return t.connection().Execute(sql);
    }),
                IsOk())
        << sql;
  }

  TempDir directory_;
  FakeClock clock_{absl::FromUnixSeconds(1'763'614'800)};
  std::unique_ptr<sqlite::Database> database_ = *sqlite::Database::Open(
      directory_.File("collection.db"), collection::Migrations(), clock_, {});
  std::unique_ptr<collection::SqliteRegister> regions_ = [this] {
    auto regions = *collection::SqliteRegister::Open(*database_);
    EXPECT_THAT(collection::EnsureSeed(*regions), IsOk());
    return regions;
  }();
  collection::SqliteRecordStore<collection::SurveyKind> surveys_{*database_};
  collection::SqliteChangeStore changes_{*database_};
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COLLECTION_AUDIT_AUDITED_STORE_H_
