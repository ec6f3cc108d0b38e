#include "common/civil/region_code.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace iku {
namespace {

// Bytes of a whole code, by level.
constexpr std::array<size_t, 4> kSizes = {2, 5, 8, 13};

size_t SizeAt(RegionLevel level) { return kSizes[static_cast<size_t>(level)]; }

bool IsBlock(absl::string_view block, size_t size) {
  const bool is_digits =
      block.size() == size &&
      std::all_of(block.begin(), block.end(), [](char c) {
        return absl::ascii_isdigit(static_cast<unsigned char>(c));
      });
  return is_digits && block.find_first_not_of('0') != absl::string_view::npos;
}

bool IsVillageBlock(absl::string_view block) {
  return IsBlock(block, 4) && block[0] >= '1' && block[0] <= '3' &&
         IsBlock(block.substr(1), 3);
}

bool IsRegionCode(absl::string_view text) {
  // The bound comes before the split: the text may be hostile.
  if (text.size() > kSizes.back()) return false;
  const std::vector<absl::string_view> blocks = absl::StrSplit(text, '.');
  if (blocks.size() > kSizes.size()) return false;
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (i == 3 ? !IsVillageBlock(blocks[i]) : !IsBlock(blocks[i], 2)) {
      return false;
    }
  }
  return true;
}

}  // namespace

absl::StatusOr<RegionCode> RegionCode::Parse(absl::string_view text) {
  if (!IsRegionCode(text)) {
    return absl::InvalidArgumentError(
        "not a region code: write a province 35, a regency 35.08, a district "
        "35.08.21 or a village 35.08.21.2001 (last block from 1, 2 or 3)");
  }
  return RegionCode(text);
}

RegionLevel RegionCode::level() const {
  const auto* size = std::find(kSizes.begin(), kSizes.end(), code_.size());
  return static_cast<RegionLevel>(size - kSizes.begin());
}

std::optional<RegionCode> RegionCode::Parent() const {
  if (level() == RegionLevel::kProvince) return std::nullopt;
  return At(static_cast<RegionLevel>(static_cast<int>(level()) - 1));
}

std::optional<RegionCode> RegionCode::At(RegionLevel wanted) const {
  if (wanted > level()) return std::nullopt;
  return RegionCode(absl::string_view(code_).substr(0, SizeAt(wanted)));
}

RegionCode RegionCode::Province() const {
  return RegionCode(
      absl::string_view(code_).substr(0, SizeAt(RegionLevel::kProvince)));
}

std::optional<RegionCode> RegionCode::District() const {
  return At(RegionLevel::kDistrict);
}

std::optional<VillageKind> RegionCode::KindOfVillage() const {
  if (level() != RegionLevel::kVillage) return std::nullopt;
  switch (code_[SizeAt(RegionLevel::kDistrict) + 1]) {
    case '1':
      return VillageKind::kKelurahan;
    case '2':
      return VillageKind::kDesa;
    default:
      return VillageKind::kDesaAdat;
  }
}

bool RegionCode::OwesVillageDocuments() const {
  const std::optional<VillageKind> kind = KindOfVillage();
  return kind == VillageKind::kDesa || kind == VillageKind::kDesaAdat;
}

bool RegionCode::IsWithin(const RegionCode& region) const {
  // Codes are cut only at block ends, so a common prefix is a common region.
  return absl::StartsWith(code_, region.code_);
}

std::ostream& operator<<(std::ostream& out, const RegionCode& code) {
  return out << code.ToString();
}

}  // namespace iku
