#ifndef IKU_TESTS_UNIT_COLLECTION_FIXED_REGISTER_H_
#define IKU_TESTS_UNIT_COLLECTION_FIXED_REGISTER_H_

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "services/collection/register/register_view.h"

namespace iku::test {

// A register that holds what it was made with. Thread-safe.
class FixedRegister final : public collection::RegisterView {
 public:
  explicit FixedRegister(std::map<std::string, collection::Validity> regions)
      : regions_(std::move(regions)) {}

  std::optional<collection::Validity> FindRegion(
      absl::string_view code) const override {
    const auto found = regions_.find(std::string(code));
    if (found == regions_.end()) return std::nullopt;
    return found->second;
  }
  std::optional<collection::Validity> FindService(
      absl::string_view, absl::string_view) const override {
    return std::nullopt;
  }

 private:
  const std::map<std::string, collection::Validity> regions_;
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COLLECTION_FIXED_REGISTER_H_
