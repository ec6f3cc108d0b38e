#ifndef IKU_SERVICES_INDICATOR_TIMESTAMP_H_
#define IKU_SERVICES_INDICATOR_TIMESTAMP_H_

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace iku::indicator {

// Cut off to nanoseconds. Needs a finite time.
inline google::protobuf::Timestamp ToProto(absl::Time time) {
  const timespec parts = absl::ToTimespec(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(parts.tv_sec);
  timestamp.set_nanos(static_cast<int32_t>(parts.tv_nsec));
  return timestamp;
}

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_TIMESTAMP_H_
