#ifndef IKU_SERVICES_COLLECTION_FACTS_FACTS_STORE_H_
#define IKU_SERVICES_COLLECTION_FACTS_FACTS_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/civil/region_code.h"
#include "services/collection/facts/district_facts.h"

namespace iku::collection {

// A moment in the life of a district's facts.
struct FactsMark {
  std::string etag;
  int64_t data_version = 0;  // the newest one
  absl::Time read_time;
};

// Reads what the records and the register say. Every answer includes every
// change that was acknowledged before the call. Thread-safe; every method
// blocks and may answer UNAVAILABLE: call again.
class FactsStore {
 public:
  virtual ~FactsStore() = default;

  // The newest version of the data.
  virtual absl::StatusOr<int64_t> NewestVersion() const = 0;

  // What facts are read at when nothing else is asked for.
  virtual absl::Time Now() const = 0;

  // The version of the data that was the newest one at `time`, which is not
  // later than now; 0 before the first. The same for ever: nothing is committed
  // at or before it any more.
  virtual absl::StatusOr<int64_t> VersionAt(absl::Time time) const = 0;

  // When a version that there is was committed.
  virtual absl::StatusOr<absl::Time> CommittedAt(int64_t version) const = 0;

  // The facts of one district, all from one snapshot. The version of `as_of` is
  // none that is still to come. NOT_FOUND when the register does not hold the
  // district now; FAILED_PRECONDITION (NOT_YET_REGISTERED) when it did not hold
  // it with the version asked for.
  //
  // The cost does not grow with the number of records, but for those that wait
  // for their follow-up. When the district changed since the version asked for,
  // or follow-ups came in later than the day up to which they count, the
  // records of the periods are read one by one, in bounded memory: then it asks
  // `go_on` now and then; DEADLINE_EXCEEDED when it says no.
  virtual absl::StatusOr<DistrictFacts> FactsOf(
      const RegionCode& district, const FactsSelection& selection,
      absl::FunctionRef<bool()> go_on) const = 0;

  // What names the facts of a district as they are now: nothing of them
  // changes, for any selection of the present, while this stays the same. Does
  // not block. Read it before the facts that it is to name.
  virtual FactsMark MarkOf(const RegionCode& district) const = 0;

  // Codes of the districts inside `region`, or itself, that the register held
  // with the version of `as_of`, in order, from behind `after` ("": from the
  // first), at most `limit`. Errors of the region as those of FactsOf.
  virtual absl::StatusOr<std::vector<std::string>> DistrictsWithin(
      const RegionCode& region, const FactsMoment& as_of,
      absl::string_view after, int limit) const = 0;

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
