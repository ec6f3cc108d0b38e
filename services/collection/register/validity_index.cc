#include "services/collection/register/validity_index.h"

#include <limits>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iku::collection {
namespace {

// Stands for a day that is not known.
constexpr int32_t kOpen = std::numeric_limits<int32_t>::min();

// Nothing for a text that cannot be a code, so that a number stands for one
// code only.
std::optional<uint64_t> KeyOf(absl::string_view code) {
  constexpr absl::string_view kForm = "dd.dd.dd.dddd";
  const bool whole = code.size() == 2 || code.size() == 5 || code.size() == 8 ||
                     code.size() == kForm.size();
  if (!whole || absl::StartsWith(code, "00")) return std::nullopt;
  uint64_t key = 0;
  for (size_t i = 0; i < code.size(); ++i) {
    const bool digit = code[i] >= '0' && code[i] <= '9';
    if (digit != (kForm[i] == 'd') || (!digit && code[i] != '.')) {
      return std::nullopt;
    }
    if (digit) key = key * 10 + static_cast<uint64_t>(code[i] - '0');
  }
  return key;
}

std::string ServiceKey(absl::string_view district, absl::string_view code) {
  return absl::StrCat(district, "/", code);
}

}  // namespace

ValidityIndex::PackedValidity ValidityIndex::Pack(const Validity& validity) {
  const auto days = [](const std::optional<Date>& date) {
    return date ? static_cast<int32_t>(ToDays(*date)) : kOpen;
  };
  return {days(validity.from), days(validity.to)};
}

Validity ValidityIndex::Unpack(PackedValidity packed) {
  const auto date = [](int32_t days) {
    return days == kOpen ? std::nullopt : std::optional(FromDays(days));
  };
  return {date(packed.from), date(packed.to)};
}

std::optional<Validity> ValidityIndex::FindRegion(
    absl::string_view code) const {
  const std::optional<uint64_t> key = KeyOf(code);
  if (!key) return std::nullopt;
  ReaderMutexLock lock(mutex_);
  const auto found = regions_.find(*key);
  if (found == regions_.end()) return std::nullopt;
  return Unpack(found->second);
}

std::optional<Validity> ValidityIndex::FindService(
    absl::string_view district, absl::string_view code) const {
  const std::string key = ServiceKey(district, code);
  ReaderMutexLock lock(mutex_);
  const auto found = services_.find(key);
  if (found == services_.end()) return std::nullopt;
  return Unpack(found->second);
}

void ValidityIndex::Put(absl::Span<const Region> regions) {
  WriterMutexLock lock(mutex_);
  for (const Region& region : regions) {
    if (const std::optional<uint64_t> key = KeyOf(region.code)) {
      regions_[*key] = Pack(region.validity);
    }
  }
}

void ValidityIndex::Put(const OfferedService& service) {
  std::string key = ServiceKey(service.district, service.code);
  WriterMutexLock lock(mutex_);
  services_[std::move(key)] = Pack(service.validity);
}

}  // namespace iku::collection
