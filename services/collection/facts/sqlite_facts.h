#ifndef IKU_SERVICES_COLLECTION_FACTS_SQLITE_FACTS_H_
#define IKU_SERVICES_COLLECTION_FACTS_SQLITE_FACTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/civil/clock.h"
#include "common/store/sqlite/database.h"
#include "services/collection/facts/facts_store.h"

namespace iku::collection {

// Facts from the SQLite file that the record stores and the register write.
// Thread-safe. What it is given outlives it.
class SqliteFacts final : public FactsStore {
 public:
  SqliteFacts(const sqlite::Database& database, const Clock& clock);

  absl::StatusOr<int64_t> NewestVersion() const override;
  absl::Time Now() const override { return clock_.Now(); }
  absl::StatusOr<int64_t> VersionAt(absl::Time time) const override;
  absl::StatusOr<absl::Time> CommittedAt(int64_t version) const override;
  absl::StatusOr<DistrictFacts> FactsOf(
      const RegionCode& district, const FactsSelection& selection,
      absl::FunctionRef<bool()> go_on) const override;
  FactsMark MarkOf(const RegionCode& district) const override;
  absl::StatusOr<std::vector<std::string>> DistrictsWithin(
      const RegionCode& region, const FactsMoment& as_of,
      absl::string_view after, int limit) const override;
  absl::StatusOr<TallyReport> VerifyTallies(
      const std::optional<RegionCode>& district,
      absl::FunctionRef<bool()> go_on) const override;

 private:
  const sqlite::Database& database_;
  const Clock& clock_;
  // Versions of the data name nothing across two openings of a store: a backup
  // may have been put in its place.
  const std::string opening_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_SQLITE_FACTS_H_
