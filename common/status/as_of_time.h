#ifndef IKU_COMMON_STATUS_AS_OF_TIME_H_
#define IKU_COMMON_STATUS_AS_OF_TIME_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/status/errors.h"
#include "google/protobuf/timestamp.pb.h"

namespace iku {

// The instant that a question is asked as of: of the years 1 to 9999, as
// google.protobuf.Timestamp says, and not later than `now`. Together with a
// version it decides the day alone, and the answer of a service whose clock is
// a little ahead must be able to be asked for again: then a minute more is let
// through. None when it is wrong, which `found` then says.
std::optional<absl::Time> CheckAsOfTime(absl::string_view field,
                                        const google::protobuf::Timestamp& sent,
                                        bool with_version, absl::Time now,
                                        Violations& found);

}  // namespace iku

#endif  // IKU_COMMON_STATUS_AS_OF_TIME_H_
