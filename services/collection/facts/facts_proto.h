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
// with all violations. Whether the register holds a region is not looked at.

// What a selection may not go beyond.
struct FactsLimits {
  absl::Time now;
  int64_t newest_version = 0;  // looked at when a version is asked for
};

// The moment that is asked for; nothing at all: now. The caller finds what is
// missing and gives the selection its `as_of`.
struct AskedMoment {
  std::optional<int64_t> version;
  std::optional<absl::Time> time;

  bool IsNow() const { return !version && !time; }
};

struct DistrictQuery {
  RegionCode district;
  FactsSelection selection;
  AskedMoment moment;
};
absl::StatusOr<DistrictQuery> FromProto(
    const v1::GetDistrictFactsRequest& request, const FactsLimits& limits);

struct DistrictsQuery {
  RegionCode region;
  FactsSelection selection;
  AskedMoment moment;  // behind the first page with both
  int page_size = 0;
  std::string after;  // code of the last district of the page before
  std::string text;   // equal for equal queries; page tokens bind it
};

// Where the next page begins: behind `after`, and read at the same moment, kept
// to the microsecond.
std::string NextPageToken(const DistrictsQuery& query, absl::string_view after,
                          const FactsMoment& moment);
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
