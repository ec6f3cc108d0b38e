#ifndef IKU_SERVICES_COLLECTION_AUDIT_SQLITE_CHANGE_STORE_H_
#define IKU_SERVICES_COLLECTION_AUDIT_SQLITE_CHANGE_STORE_H_

#include <optional>
#include <string>
#include <vector>

#include "common/store/sqlite/database.h"
#include "services/collection/audit/change_store.h"

namespace iku::collection {

// ChangeStore in a SQLite file with the schema of schema.h. The database
// outlives the store.
class SqliteChangeStore final : public ChangeStore {
 public:
  explicit SqliteChangeStore(const sqlite::Database& database)
      : database_(database) {}

  absl::StatusOr<std::vector<CommittedChange>> List(const ChangeFilter& filter,
                                                    int64_t after_version,
                                                    int limit) const override;
  absl::StatusOr<std::vector<CommittedChange>> ListAll(
      int64_t after_version, int limit) const override;
  void WaitForCommit(int64_t& seen, absl::Time deadline) const override {
    database_.WaitForCommit(seen, deadline);
  }
  absl::StatusOr<std::optional<std::string>> ChainBehind(
      const std::string& after) const override;
  absl::StatusOr<ChainReport> Verify(
      const std::optional<std::string>& district,
      absl::FunctionRef<bool()> go_on) const override;

 private:
  const sqlite::Database& database_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_AUDIT_SQLITE_CHANGE_STORE_H_
