#ifndef IKU_TESTS_UNIT_COLLECTION_FIXED_REGISTER_H_
#define IKU_TESTS_UNIT_COLLECTION_FIXED_REGISTER_H_

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sync/mutex.h"
#include "services/collection/register/register_view.h"

namespace iku::test {

// A register that holds what it was given. Thread-safe.
class FixedRegister final : public collection::RegisterView {
 public:
  using Entries = std::map<std::string, collection::Validity>;

  // By region code, and by district and code: "35.08.21/ktp".
  explicit FixedRegister(Entries regions, Entries services = {})
      : regions_(std::move(regions)), services_(std::move(services)) {}

  void SetRegion(const std::string& code, const collection::Validity& to) {
    MutexLock lock(mutex_);
    regions_[code] = to;
  }
  void SetService(const std::string& code, const collection::Validity& to) {
    MutexLock lock(mutex_);
    services_[code] = to;
  }

  std::optional<collection::Validity> FindRegion(
      absl::string_view code) const override {
    MutexLock lock(mutex_);
    return Find(regions_, std::string(code));
  }
  std::optional<collection::Validity> FindService(
      absl::string_view district, absl::string_view code) const override {
    MutexLock lock(mutex_);
    return Find(services_, absl::StrCat(district, "/", code));
  }

 private:
  static std::optional<collection::Validity> Find(const Entries& entries,
                                                  const std::string& key) {
    const auto found = entries.find(key);
    if (found == entries.end()) return std::nullopt;
    return found->second;
  }

  mutable Mutex mutex_;
  Entries regions_ ABSL_GUARDED_BY(mutex_);
  Entries services_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COLLECTION_FIXED_REGISTER_H_
