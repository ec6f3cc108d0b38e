#ifndef IKU_SERVICES_INDICATOR_TARGET_TARGET_H_
#define IKU_SERVICES_INDICATOR_TARGET_TARGET_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/civil/period.h"
#include "common/civil/region_code.h"
#include "common/exact/decimal.h"

namespace iku::indicator {

// What tells one target from all others.
struct TargetKey {
  RegionCode district;
  std::string indicator;  // id: ikm
  Period period;          // a year or a quarter

  friend bool operator==(const TargetKey&, const TargetKey&) = default;
};

// `districts/35.08.21/targets/ikm.2025-Q3`.
std::string NameOf(const TargetKey& key);

// What a district is to reach.
struct Target {
  TargetKey key;
  Decimal value;       // not negative; may be 0
  std::string source;  // the document that it comes from

  // By what the value says, not by how it is written: 86 is 86.0.
  friend bool operator==(const Target&, const Target&) = default;
};

// One version of a target.
struct StoredTarget {
  Target target;
  bool withdrawn = false;
  int64_t version = 1;  // 1, 2, ... without gaps
  absl::Time update_time;

  // What the contract calls etag.
  std::string Etag() const { return absl::StrCat(version); }
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_TARGET_TARGET_H_
