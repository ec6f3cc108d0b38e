#ifndef IKU_SERVICES_COLLECTION_REGISTER_REGISTER_STORE_H_
#define IKU_SERVICES_COLLECTION_REGISTER_REGISTER_STORE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/civil/region_code.h"
#include "services/collection/record/record_store.h"
#include "services/collection/register/register.h"

namespace iku::collection {

// Services that one district may offer, ended ones included, so that they can
// be listed without pages.
inline constexpr int kMostServicesOfADistrict = 500;

// What became of a region of a batch.
struct CreatedRegion {
  Registered<Region> region;  // as the register holds it now
  bool created;               // false: it was there before
};

// A whole new content for one entry.
template <typename Entry>
struct Replacement {
  Entry entry;
  std::string etag;  // of the version that is replaced
  std::string changed_by;
  Intent intent = Intent::kStore;
};

// Which regions to list; all given conditions hold.
struct RegionFilter {
  std::optional<RegionCode> within;  // this region and what lies inside it
  std::optional<RegionLevel> level;
};

// The durable register of regions, offered services and served populations,
// with the chain of their versions.
//
// Each method is one transaction: when it answers OK the change survives a
// crash; when it answers an error nothing changed. Nothing is ever overwritten.
// Thread-safe. Any method may answer UNAVAILABLE or RESOURCE_EXHAUSTED: repeat
// the same call. Writing methods answer after the durable commit, on another
// thread, and their answer must be let go of quickly.
class RegisterStore {
 public:
  template <typename T>
  using Answer = absl::AnyInvocable<void(absl::StatusOr<T>)>;
  using CreateResult = std::vector<absl::StatusOr<CreatedRegion>>;

  virtual ~RegisterStore() = default;

  // Stores each region unless the register holds it. One outcome per row, in
  // order: a region that is there is answered as it is when the row says
  // nothing new, else the row is ALREADY_EXISTS. The good rows are stored
  // whatever becomes of the others. Does not look for parents.
  virtual void CreateRegions(std::vector<Region> rows, std::string changed_by,
                             Intent intent, Answer<CreateResult> answer) = 0;

  // Appends a version. The content that is stored already is answered as it is,
  // whatever the etag. NOT_FOUND; ABORTED when the etag is not the newest.
  virtual void UpdateRegion(Replacement<Region> update,
                            Answer<Registered<Region>> answer) = 0;

  // Stores or appends a version. The content that is stored already is answered
  // as it is, whatever the etag. ALREADY_EXISTS when the etag is empty and
  // other content is there; ABORTED when an etag is given and not the newest.
  // A service beyond kMostServicesOfADistrict is INVALID_ARGUMENT (TOO_MANY).
  virtual void PutService(Replacement<OfferedService> put,
                          Answer<Registered<OfferedService>> answer) = 0;
  virtual void PutPopulation(Replacement<ServedPopulation> put,
                             Answer<Registered<ServedPopulation>> answer) = 0;

  // NOT_FOUND when the register does not hold it. Blocks.
  virtual absl::StatusOr<Registered<Region>> GetRegion(
      const RegionCode& code) const = 0;

  // Regions that match, by code, from behind `after` ("": from the first), at
  // most `limit`. Blocks.
  virtual absl::StatusOr<std::vector<Registered<Region>>> ListRegions(
      const RegionFilter& filter, absl::string_view after, int limit) const = 0;

  // All services of a district, by code. Blocks.
  virtual absl::StatusOr<std::vector<Registered<OfferedService>>> ListServices(
      absl::string_view district) const = 0;

  // All served populations of a district, by year. Blocks.
  virtual absl::StatusOr<std::vector<Registered<ServedPopulation>>>
  ListPopulations(absl::string_view district) const = 0;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_REGISTER_REGISTER_STORE_H_
