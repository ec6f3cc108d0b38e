#ifndef IKU_SERVICES_INDICATOR_FACTS_CLIENT_PROTO_VALUES_H_
#define IKU_SERVICES_INDICATOR_FACTS_CLIENT_PROTO_VALUES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/civil/date.h"
#include "common/civil/region_code.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

namespace iku::indicator {

// INTERNAL, with a line in the log that says what the collection service
// should not have answered.
absl::Status NotUnderstood(absl::string_view what);

absl::Time TimeFromProto(const google::protobuf::Timestamp& time);

absl::StatusOr<Date> DateFromProto(const google::type::Date& date);

// The region code behind `prefix` in a resource name.
absl::StatusOr<RegionCode> CodeAfter(absl::string_view prefix,
                                     absl::string_view name);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FACTS_CLIENT_PROTO_VALUES_H_
