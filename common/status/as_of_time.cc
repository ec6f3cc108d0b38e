#include "common/status/as_of_time.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "common/status/codes.h"

namespace iku {
namespace {

constexpr int64_t kFirstSecond = -62'135'596'800;
constexpr int64_t kLastSecond = 253'402'300'799;
constexpr int kMostNanos = 999'999'999;
constexpr absl::Duration kMostClockSkew = absl::Minutes(1);

}  // namespace

std::optional<absl::Time> CheckAsOfTime(absl::string_view field,
                                        const google::protobuf::Timestamp& sent,
                                        bool with_version, absl::Time now,
                                        Violations& found) {
  if (sent.seconds() < kFirstSecond || sent.seconds() > kLastSecond ||
      sent.nanos() < 0 || sent.nanos() > kMostNanos) {
    found.Add(
        field, code::kTimeInvalid,
        {{"value", absl::StrCat(sent.seconds(), " s, ", sent.nanos(), " ns")}});
    return std::nullopt;
  }
  const absl::Time time =
      absl::FromUnixSeconds(sent.seconds()) + absl::Nanoseconds(sent.nanos());
  if (time <= (with_version ? now + kMostClockSkew : now)) return time;
  found.Add(field, code::kTimeInFuture,
            {{"value", absl::FormatTime(time, absl::UTCTimeZone())},
             {"now", absl::FormatTime(now, absl::UTCTimeZone())}});
  return std::nullopt;
}

}  // namespace iku
