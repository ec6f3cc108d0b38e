#include "services/indicator/facts_client/proto_values.h"

#include "absl/strings/strip.h"
#include "common/log/log.h"
#include "common/status/errors.h"

namespace iku::indicator {

absl::Status NotUnderstood(absl::string_view what) {
  LogError("facts not understood", {{"what", what}});
  return MakeError(absl::StatusCode::kInternal, code::kInternal);
}

absl::Time TimeFromProto(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) +
         absl::Nanoseconds(time.nanos());
}

absl::StatusOr<Date> DateFromProto(const google::type::Date& date) {
  const Date result{
      .year = date.year(), .month = date.month(), .day = date.day()};
  if (!IsValid(result)) return NotUnderstood("date");
  return result;
}

absl::StatusOr<RegionCode> CodeAfter(absl::string_view prefix,
                                     absl::string_view name) {
  auto code = RegionCode::Parse(absl::StripPrefix(name, prefix));
  if (!code.ok()) return NotUnderstood(name);
  return code;
}

}  // namespace iku::indicator
