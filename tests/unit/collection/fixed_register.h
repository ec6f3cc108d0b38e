#ifndef IKU_TESTS_UNIT_COLLECTION_FIXED_REGISTER_H_
#define IKU_TESTS_UNIT_COLLECTION_FIXED_REGISTER_H_

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/collection/register/register_view.h"

namespace iku::test {

// A register that holds what it was made with. Thread-safe.
class FixedRegister final : public collection::RegisterView {
 public:
  using Entries = std::map<std::string, collection::Validity>;

  // By region code.
  explicit FixedRegister(Entries regions) : regions_(std::move(regions)) {}

  // The same with services, by district and code: "35.08.21/ktp".
  static FixedRegister WithServices(Entries regions, Entries services) {
    FixedRegister made(std::move(regions));
    made.services_ = std::move(services);
    return made;
  }

  std::optional<collection::Validity> FindRegion(
      absl::string_view code) const override {
    return Find(regions_, std::string(code));
  }
  std::optional<collection::Validity> FindService(
      absl::string_view district, absl::string_view code) const override {
    return Find(services_, absl::StrCat(district, "/", code));
  }

 private:
  static std::optional<collection::Validity> Find(const Entries& entries,
                                                  const std::string& key) {
    const auto found = entries.find(key);
    if (found == entries.end()) return std::nullopt;
    return found->second;
  }

  Entries regions_;
  Entries services_;
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COLLECTION_FIXED_REGISTER_H_
