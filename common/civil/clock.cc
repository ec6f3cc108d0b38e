#include "common/civil/clock.h"

#include "absl/time/clock.h"

namespace iku {

absl::Time SystemClock::Now() const { return absl::Now(); }

}  // namespace iku
