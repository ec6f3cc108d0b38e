#ifndef IKU_SERVICES_COLLECTION_FACTS_FACTS_PROTO_H_
#define IKU_SERVICES_COLLECTION_FACTS_FACTS_PROTO_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "common/civil/region_code.h"
#include "iku/collection/v1/facts.pb.h"
#include "iku/collection/v1/facts_service.pb.h"
#include "services/collection/facts/district_facts.h"

namespace iku::collection {

// Each FromProto checks every rule of the contract and answers INVALID_ARGUMENT
// with all violations. Whether the register holds a region is not looked at.

struct DistrictQuery {
  RegionCode district;
  FactsSelection selection;
};
absl::StatusOr<DistrictQuery> FromProto(
    const v1::GetDistrictFactsRequest& request);

struct DistrictsQuery {
  RegionCode region;
  FactsSelection selection;
  int page_size = 0;
  std::string after;  // code of the last district of the page before
  std::string text;   // equal for equal queries; page tokens bind it
};
absl::StatusOr<DistrictsQuery> FromProto(
    const v1::ListDistrictFactsRequest& request);

struct VerifyQuery {
  std::optional<RegionCode> district;  // nothing: all
};
absl::StatusOr<VerifyQuery> FromProto(const v1::VerifyTalliesRequest& request);

v1::DistrictFacts ToProto(const DistrictFacts& facts);
v1::VerifyTalliesResponse ToProto(const TallyReport& report);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_FACTS_PROTO_H_
