#include "services/collection/survey/elements.h"

#include <algorithm>

namespace iku::collection {

std::optional<size_t> ElementIndex(absl::string_view code) {
  const auto found = std::find(kElements.begin(), kElements.end(), code);
  if (found == kElements.end()) return std::nullopt;
  return found - kElements.begin();
}

}  // namespace iku::collection
