#ifndef IKU_SERVICES_COLLECTION_INGEST_SQLITE_SESSION_STORE_H_
#define IKU_SERVICES_COLLECTION_INGEST_SQLITE_SESSION_STORE_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/store/sqlite/database.h"
#include "services/collection/ingest/session_store.h"

namespace iku::collection {

// SessionStore in a SQLite file with the schema of schema.h. The database
// outlives the store.
class SqliteSessionStore final : public SessionStore {
 public:
  explicit SqliteSessionStore(sqlite::Database& database)
      : database_(database) {}

  void Create(IngestSession session, std::string actor, Intent intent,
              Answer<IngestSession> answer) override;
  void Close(RecordKey key, std::optional<int64_t> next_sequence,
             std::string actor, Intent intent,
             Answer<IngestSession> answer) override;
  absl::StatusOr<IngestSession> Get(const RecordKey& key) const override;
  absl::StatusOr<std::vector<IngestSession>> List(
      const std::string& district, std::optional<SessionState> state,
      const std::optional<Place>& after, int limit) const override;
  absl::StatusOr<QuarantinedRow> GetRow(
      const QuarantineKey& key) const override;
  absl::StatusOr<std::vector<QuarantinedRow>> ListRows(
      const RecordKey& session, std::optional<QuarantineState> state,
      const std::optional<QuarantineKey>& after, int limit) const override;
  void Discard(QuarantineKey key, std::string reason, std::string actor,
               Intent intent, Answer<QuarantinedRow> answer) override;

  void EraseRows(std::string district, absl::Time before, int limit,
                 std::string reason, std::string actor,
                 Answer<int64_t> answer) override;
  absl::StatusOr<int64_t> CountErasableRows(const std::string& district,
                                            absl::Time before,
                                            int limit) const override;

 private:
  // Runs `work` as one write and answers what it returns; with kCheckOnly it
  // is undone.
  template <typename T>
  void Write(Intent intent,
             std::function<absl::StatusOr<T>(sqlite::Transaction&)> work,
             Answer<T> answer);

  sqlite::Database& database_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_SQLITE_SESSION_STORE_H_
