#ifndef IKU_SERVICES_COLLECTION_REGISTER_REGISTER_PROTO_H_
#define IKU_SERVICES_COLLECTION_REGISTER_REGISTER_PROTO_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/civil/region_code.h"
#include "common/status/errors.h"
#include "iku/collection/v1/register.pb.h"
#include "services/collection/register/register.h"
#include "services/collection/register/register_view.h"

namespace iku::collection {

// Each FromProto checks every rule of the contract and answers INVALID_ARGUMENT
// with all violations. `field` is the path of the message in the request, ""
// for the row of a batch. Output-only fields are not looked at.

// Rows of a batch, in order. The parent of a region is in the register or is a
// good row before it; else UNKNOWN_REGION.
std::vector<absl::StatusOr<Region>> FromProto(
    const google::protobuf::RepeatedPtrField<v1::Region>& rows,
    const RegisterView& known);

// A region whose parent is in the register.
absl::StatusOr<Region> FromProto(const v1::Region& region,
                                 absl::string_view field,
                                 const RegisterView& known);

// The new content of a region: needs the etag of what it replaces.
absl::StatusOr<Region> UpdateFromProto(const v1::Region& region,
                                       absl::string_view field);

absl::StatusOr<OfferedService> FromProto(const v1::OfferedService& service,
                                         absl::string_view field,
                                         const RegisterView& known);

absl::StatusOr<ServedPopulation> FromProto(
    const v1::ServedPopulation& population, absl::string_view field,
    const RegisterView& known);

// `regions/{code}`, in the register or not.
std::optional<RegionCode> CheckRegionName(absl::string_view field,
                                          absl::string_view name,
                                          Violations& found);

// Nothing for UNSPECIFIED, which is any level.
std::optional<RegionLevel> CheckLevel(absl::string_view field,
                                      v1::RegionLevel level, Violations& found);

v1::Region ToProto(const Registered<Region>& region);
v1::OfferedService ToProto(const Registered<OfferedService>& service);
v1::ServedPopulation ToProto(const Registered<ServedPopulation>& population);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_REGISTER_REGISTER_PROTO_H_
