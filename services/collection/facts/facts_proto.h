#ifndef IKU_SERVICES_COLLECTION_FACTS_FACTS_PROTO_H_
#define IKU_SERVICES_COLLECTION_FACTS_FACTS_PROTO_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/civil/region_code.h"
#include "iku/collection/v1/facts.pb.h"
#include "iku/collection/v1/facts_service.pb.h"
#include "services/collection/facts/district_facts.h"

namespace iku::collection {

// Each FromProto checks every rule of the contract and answers INVALID_ARGUMENT
// with all violations. A selection as of a time has yet to be given its
// version. Whether the register holds a region is not looked at.

// What a selection may not go beyond.
struct FactsLimits {
  absl::Time now;
  int64_t newest_version = 0;
};

struct DistrictQuery {
  RegionCode district;
  FactsSelection selection;
};
absl::StatusOr<DistrictQuery> FromProto(
    const v1::GetDistrictFactsRequest& request, const FactsLimits& limits);

struct DistrictsQuery {
  RegionCode region;
  FactsSelection selection;
  int page_size = 0;
  std::string after;  // code of the last district of the page before
  std::string text;   // equal for equal queries; page tokens bind it
};
absl::StatusOr<DistrictsQuery> FromProto(
    const v1::ListDistrictFactsRequest& request, const FactsLimits& limits);

struct VerifyQuery {
  std::optional<RegionCode> district;  // nothing: all
};
absl::StatusOr<VerifyQuery> FromProto(const v1::VerifyTalliesRequest& request);

v1::DistrictFacts ToProto(const DistrictFacts& facts);
v1::VerifyTalliesResponse ToProto(const TallyReport& report);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_FACTS_PROTO_H_
