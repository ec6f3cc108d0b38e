#ifndef IKU_COMMON_CIVIL_ZONE_H_
#define IKU_COMMON_CIVIL_ZONE_H_

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/civil/date.h"

namespace iku {

// The time zone of a province, by its two-digit Kemendagri code. Indonesia has
// three zones with fixed offsets and no summer time (Keppres 41/1987, with the
// provinces founded since kept in the zone of their parent):
//   WIT, UTC+9:  81, 82 (Maluku), 91..96 (Papua)
//   WITA, UTC+8: 51..53 (Bali, Nusa Tenggara), 63..65 (South, East and North
//                Kalimantan), 71..76 (Sulawesi)
//   WIB, UTC+7:  all others, also unknown codes
absl::TimeZone ZoneOf(absl::string_view province_code);

// The day on the wall calendar of that province at `now`.
Date TodayIn(absl::Time now, absl::string_view province_code);

// Whether both are on one day in each of the three zones.
bool OnSameDay(absl::Time a, absl::Time b);

}  // namespace iku

#endif  // IKU_COMMON_CIVIL_ZONE_H_
