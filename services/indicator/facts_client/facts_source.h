#ifndef IKU_SERVICES_INDICATOR_FACTS_CLIENT_FACTS_SOURCE_H_
#define IKU_SERVICES_INDICATOR_FACTS_CLIENT_FACTS_SOURCE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/civil/region_code.h"
#include "common/status/language.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// On whose behalf facts are asked for.
struct FactsCaller {
  std::string name;
  Language language = Language::kIndonesian;
  absl::Time deadline = absl::InfiniteFuture();
};

// Some districts of a region, by code.
struct FactsPage {
  std::vector<DistrictFacts> districts;
  std::string next_page_token;  // empty on the last page
  // All pages are of one version, judged by the day of one instant.
  int64_t data_version = 0;
  absl::Time read_time = {};
};

// Where facts come from. Thread-safe. An answer always comes, before the
// caller's deadline. Errors: NOT_FOUND (the register does not hold the region),
// FAILED_PRECONDITION with NOT_YET_REGISTERED (it did not then),
// UNAVAILABLE with COLLECTION_UNAVAILABLE (no answer from the source), and what
// the source itself says.
class FactsSource {
 public:
  virtual ~FactsSource() = default;

  // Called once, from any thread, possibly before GetDistrictFacts returns.
  using Callback = std::function<void(absl::StatusOr<DistrictFacts>)>;

  // Starts to ask for the facts of one district; does not block. `known_etag`
  // names facts of the same district and selection that the caller still has;
  // when they would be the same again, they come as `unchanged`.
  virtual void GetDistrictFacts(const RegionCode& district,
                                const FactsSelection& selection,
                                const std::string& known_etag,
                                const FactsCaller& caller,
                                Callback callback) = 0;

  // Waits for one page of the districts inside `region`; the first one for an
  // empty token.
  virtual absl::StatusOr<FactsPage> ListDistrictFacts(
      const RegionCode& region, const FactsSelection& selection,
      absl::string_view page_token, const FactsCaller& caller) = 0;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FACTS_CLIENT_FACTS_SOURCE_H_
