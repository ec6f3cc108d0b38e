#ifndef IKU_SERVICES_INDICATOR_TARGET_SQLITE_TARGET_STORE_H_
#define IKU_SERVICES_INDICATOR_TARGET_SQLITE_TARGET_STORE_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/store/sqlite/database.h"
#include "common/sync/mutex.h"
#include "services/indicator/target/target_store.h"

namespace iku::indicator {

// The targets in SQLite, with the newest version of each in memory. One per
// database: what another writes is not seen. Thread-safe; outlives every write
// that it queued.
class SqliteTargetStore final : public TargetStore {
 public:
  // Reads the newest version of every target. DATA_LOSS when a stored one does
  // not read back. `database` has the schema of store/schema.h and outlives
  // this.
  static absl::StatusOr<std::unique_ptr<SqliteTargetStore>> Open(
      sqlite::Database& database);

  void Put(Replacement put, Answer answer) override;
  void Withdraw(Withdrawal withdrawal, Answer answer) override;

  absl::StatusOr<StoredTarget> Get(const TargetKey& key) const override;
  absl::StatusOr<std::vector<StoredTarget>> List(
      const RegionCode& district) const override;
  absl::StatusOr<std::optional<StoredTarget>> Find(
      const RegionCode& district, absl::string_view indicator,
      const Period& period, absl::Time as_of) const override;
  absl::Time LastUpdate() const override;
  absl::Time SettleBefore(absl::Time time) const override {
    return database_.SettleBefore(time);
  }
  int64_t Generation() const override { return generation_.load(); }

 private:
  explicit SqliteTargetStore(sqlite::Database& database)
      : database_(database) {}

  absl::Status Load(sqlite::Connection& connection);
  // Runs `work` as one transaction, undone when it is only a check; brings what
  // it made into memory and answers.
  void Write(
      bool check_only,
      std::function<absl::StatusOr<StoredTarget>(sqlite::Transaction&)> work,
      Answer answer);

  sqlite::Database& database_;
  mutable SharedMutex mutex_;
  // By resource name; withdrawn ones too.
  std::map<std::string, StoredTarget> newest_ ABSL_GUARDED_BY(mutex_);
  absl::Time last_update_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  std::atomic<int64_t> generation_{0};  // counts the changes of newest_
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_TARGET_SQLITE_TARGET_STORE_H_
