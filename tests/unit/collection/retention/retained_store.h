#ifndef IKU_TESTS_UNIT_COLLECTION_RETENTION_RETAINED_STORE_H_
#define IKU_TESTS_UNIT_COLLECTION_RETENTION_RETAINED_STORE_H_

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/collection/ingest/sqlite_session_store.h"
#include "services/collection/retention/retention_run.h"
#include "tests/unit/collection/audit/audited_store.h"

namespace iku::test {

// The stores of AuditedStore and the rules of retention over them. It is
// 20 November 2025 in Lumajang.
class RetainedStore : public AuditedStore {
 protected:
  static constexpr char kDistrict[] = "35.08.21";

  // A response of a day, with a comment.
  absl::Status InsertOf(const std::string& id, Date day,
                        const std::string& district = kDistrict) {
    collection::NewRecords<Survey> records{.changed_by = "loket"};
    Survey response = Answers(3);
    response.response_date = day;
    records.rows.push_back({{district, id}, std::move(response)});
    std::promise<absl::Status> stored;
    surveys_.Insert(std::move(records),
                    [&](auto result) { stored.set_value(result.status()); });
    return stored.get_future().get();
  }

  // A row that waits in quarantine since now.
  void Quarantine(const std::string& session, int position) {
    const std::string sql = absl::StrCat(
        "INSERT INTO quarantined_rows (district_code, session, sequence,"
        " position, row, state, create_us) VALUES ('35.08.21', '",
        session, "', 1, ", position, ", x'0a00', 1, ",
        absl::ToUnixMicros(clock_.Now()), ")");
    Tamper(sql.c_str());
  }

  collection::RetentionRun RunOf(const std::string& rules) {
    return collection::RetentionRun(*collection::ParseRetention(rules),
                                    surveys_, coordination_, documents_,
                                    sessions_, changes_, clock_);
  }

  Survey ContentOf(const std::string& id,
                   const std::string& district = kDistrict) {
    const auto record = surveys_.Get({district, id});
    EXPECT_THAT(record, IsOk());
    return record->content;
  }
  collection::RecordState StateOf(const std::string& id,
                                  const std::string& district = kDistrict) {
    const auto record = surveys_.Get({district, id});
    EXPECT_THAT(record, IsOk());
    return record->version.state;
  }

  collection::SqliteRecordStore<collection::CoordinationKind> coordination_{
      *database_};
  collection::SqliteRecordStore<collection::VillageDocumentKind> documents_{
      *database_};
  collection::SqliteSessionStore sessions_{*database_};
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COLLECTION_RETENTION_RETAINED_STORE_H_
