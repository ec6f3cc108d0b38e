#ifndef IKU_SERVICES_COLLECTION_FACTS_FACTS_STORE_H_
#define IKU_SERVICES_COLLECTION_FACTS_FACTS_STORE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/civil/region_code.h"
#include "services/collection/facts/district_facts.h"

namespace iku::collection {

// Reads what the records and the register say. Every answer includes every
// change that was acknowledged before the call. Thread-safe; every method
// blocks and may answer UNAVAILABLE: call again.
class FactsStore {
 public:
  virtual ~FactsStore() = default;

  // The facts of one district, all from one snapshot. The cost does not grow
  // with the number of survey responses. NOT_FOUND when the register does not
  // hold the district.
  virtual absl::StatusOr<DistrictFacts> FactsOf(
      const RegionCode& district, const FactsSelection& selection) const = 0;

  // Codes of the districts inside `region`, or itself, in order, from behind
  // `after` ("": from the first), at most `limit`. NOT_FOUND when the register
  // does not hold the region.
  virtual absl::StatusOr<std::vector<std::string>> DistrictsWithin(
      const RegionCode& region, absl::string_view after, int limit) const = 0;

  // Counts the active records of a district, or without one of every district
  // that has records or tallies, and compares with the kept tallies. Each
  // district is one snapshot. Asks `go_on` now and then; DEADLINE_EXCEEDED when
  // it says no. NOT_FOUND when the register does not hold the district.
  virtual absl::StatusOr<TallyReport> VerifyTallies(
      const std::optional<RegionCode>& district,
      absl::FunctionRef<bool()> go_on) const = 0;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_FACTS_STORE_H_
