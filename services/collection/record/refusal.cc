#include "services/collection/record/refusal.h"

#include <algorithm>

namespace iku::collection {

bool OnlyTheRegisterRefuses(absl::Span<const Violation> found) {
  return std::all_of(found.begin(), found.end(), [](const Violation& one) {
    return one.code == code::kUnknownService || one.code == code::kNotValidOn;
  });
}

}  // namespace iku::collection
