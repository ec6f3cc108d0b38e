#include "services/collection/record/record_handling.h"

#include "common/text/utf8.h"

namespace iku::collection {

std::optional<Period> CheckPeriod(absl::string_view field,
                                  absl::string_view period, Violations& found) {
  if (period.empty()) return std::nullopt;
  const absl::StatusOr<Period> parsed = Period::Parse(period);
  if (parsed.ok()) return *parsed;
  found.Add(field, code::kPeriodMalformed, {{"value", Shown(period)}});
  return std::nullopt;
}

}  // namespace iku::collection
