#ifndef IKU_COMMON_CIVIL_REGION_CODE_H_
#define IKU_COMMON_CIVIL_REGION_CODE_H_

#include <compare>
#include <optional>
#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace iku {

enum class RegionLevel { kProvince, kRegency, kDistrict, kVillage };

// Told by the first digit of a village's block: 1, 2 or 3.
enum class VillageKind { kKelurahan, kDesa, kDesaAdat };

// A Kemendagri region code: province `35`, regency or city `35.08`, district
// `35.08.21`, village `35.08.21.2001`. The form is checked, not whether the
// region exists. Orders a region before the regions inside it. An immutable
// value.
class RegionCode {
 public:
  // Strict: INVALID_ARGUMENT for another form, a block of zeros, or a village
  // block that does not start with 1, 2 or 3.
  static absl::StatusOr<RegionCode> Parse(absl::string_view text);

  RegionLevel level() const;
  const std::string& ToString() const { return code_; }

  // The region one level up; none above a province.
  std::optional<RegionCode> Parent() const;

  // The region of that level that holds this one, or this one itself; none
  // when this one is larger.
  std::optional<RegionCode> At(RegionLevel level) const;

  RegionCode Province() const;
  std::optional<RegionCode> District() const;

  // None unless this is a village.
  std::optional<VillageKind> KindOfVillage() const;

  // True for desa and desa adat: only they draw up RKPDesa, APBDesa and
  // LPPDesa (PP 16/2026). A kelurahan is a part of the regency's office.
  bool OwesVillageDocuments() const;

  // True when this is `region` or inside it.
  bool IsWithin(const RegionCode& region) const;

  friend auto operator<=>(const RegionCode&, const RegionCode&) = default;

 private:
  explicit RegionCode(absl::string_view code) : code_(code) {}

  std::string code_;
};

// For test messages.
std::ostream& operator<<(std::ostream& out, const RegionCode& code);

}  // namespace iku

#endif  // IKU_COMMON_CIVIL_REGION_CODE_H_
