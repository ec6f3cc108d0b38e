#ifndef IKU_COMMON_CIVIL_CLOCK_H_
#define IKU_COMMON_CIVIL_CLOCK_H_

#include "absl/time/time.h"

namespace iku {

// Where the present moment comes from; tests give their own. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

// The time of the machine. May jump when the machine's clock is set.
class SystemClock final : public Clock {
 public:
  absl::Time Now() const override;
};

}  // namespace iku

#endif  // IKU_COMMON_CIVIL_CLOCK_H_
