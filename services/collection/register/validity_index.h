#ifndef IKU_SERVICES_COLLECTION_REGISTER_VALIDITY_INDEX_H_
#define IKU_SERVICES_COLLECTION_REGISTER_VALIDITY_INDEX_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/sync/mutex.h"
#include "services/collection/register/register.h"
#include "services/collection/register/register_view.h"

namespace iku::collection {

// The whole register as validation asks for it, in memory: all regions of
// Indonesia take about 3 MB. Thread-safe.
class ValidityIndex final : public RegisterView {
 public:
  std::optional<Validity> FindRegion(absl::string_view code) const override;
  std::optional<Validity> FindService(absl::string_view district,
                                      absl::string_view code) const override;

  // Adds each or replaces what is known of it. Codes are well-formed.
  void Put(absl::Span<const Region> regions);
  void Put(const OfferedService& service);

 private:
  // Days since 1970-01-01.
  struct PackedValidity {
    int32_t from;
    int32_t to;
  };
  static PackedValidity Pack(const Validity& validity);
  static Validity Unpack(PackedValidity packed);

  mutable SharedMutex mutex_;
  // By the digits of the code read as one number: blocks are never all zeros,
  // so the levels cannot meet.
  absl::flat_hash_map<uint64_t, PackedValidity> regions_
      ABSL_GUARDED_BY(mutex_);
  // By district and code, with '/' between them.
  absl::flat_hash_map<std::string, PackedValidity> services_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_REGISTER_VALIDITY_INDEX_H_
