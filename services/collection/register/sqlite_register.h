#ifndef IKU_SERVICES_COLLECTION_REGISTER_SQLITE_REGISTER_H_
#define IKU_SERVICES_COLLECTION_REGISTER_SQLITE_REGISTER_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/store/sqlite/database.h"
#include "services/collection/register/register_store.h"
#include "services/collection/register/register_view.h"
#include "services/collection/register/validity_index.h"

namespace iku::collection {

// The register in SQLite, with the validity of everything in memory. One per
// database: what another writes is not seen. Thread-safe; outlives every write
// that it queued.
class SqliteRegister final : public RegisterStore, public RegisterView {
 public:
  // Reads the validity of all regions and services. DATA_LOSS when a stored day
  // is none. `database` has the schema of store/schema.h and outlives this.
  static absl::StatusOr<std::unique_ptr<SqliteRegister>> Open(
      sqlite::Database& database);

  void CreateRegions(std::vector<Region> rows, std::string changed_by,
                     Intent intent, Answer<CreateResult> answer) override;
  void UpdateRegion(Replacement<Region> update,
                    Answer<Registered<Region>> answer) override;
  void PutService(Replacement<OfferedService> put,
                  Answer<Registered<OfferedService>> answer) override;
  void PutPopulation(Replacement<ServedPopulation> put,
                     Answer<Registered<ServedPopulation>> answer) override;

  absl::StatusOr<Registered<Region>> GetRegion(
      const RegionCode& code) const override;
  absl::StatusOr<std::vector<Registered<Region>>> ListRegions(
      const RegionFilter& filter, absl::string_view after,
      int limit) const override;
  absl::StatusOr<std::vector<Registered<OfferedService>>> ListServices(
      absl::string_view district) const override;
  absl::StatusOr<std::vector<Registered<ServedPopulation>>> ListPopulations(
      absl::string_view district) const override;

  std::optional<Validity> FindRegion(absl::string_view code) const override;
  std::optional<Validity> FindService(absl::string_view district,
                                      absl::string_view code) const override;

 private:
  explicit SqliteRegister(sqlite::Database& database) : database_(database) {}

  absl::Status Load(sqlite::Connection& connection);

  // Runs `work` as one transaction, undone when `intent` says so; brings what
  // it made into the index and answers.
  template <typename T>
  void Write(Intent intent, size_t bytes,
             std::function<absl::StatusOr<T>(sqlite::Transaction&)> work,
             std::function<void(const T&)> publish, Answer<T> answer);

  sqlite::Database& database_;
  ValidityIndex index_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_REGISTER_SQLITE_REGISTER_H_
