#include "services/collection/register/register_proto.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/status/macros.h"
#include "common/text/utf8.h"
#include "services/collection/record/validation.h"

namespace iku::collection {
namespace {

constexpr char kRegionPattern[] =
    "regions/PP, regions/PP.KK, regions/PP.KK.CC or regions/PP.KK.CC.[123]DDD";
constexpr char kServicePattern[] =
    "districts/PP.KK.CC/offeredServices/[a-z0-9-]{1,40}";
constexpr char kPopulationPattern[] =
    "districts/PP.KK.CC/servedPopulations/YYYY";
constexpr char kBpsPattern[] = "[0-9]{2,10}";
constexpr size_t kLongestServiceCode = 40;
constexpr int kFirstPopulationYear = 2000;
constexpr int kLastPopulationYear = 2100;
constexpr int64_t kMostPeople = 10'000'000;

// Says of each parent whether it is there.
using IsKnown = std::function<bool(absl::string_view code)>;

std::string Path(absl::string_view field, absl::string_view name) {
  return field.empty() ? std::string(name) : absl::StrCat(field, ".", name);
}

bool IsDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

void AddOutOfRange(absl::string_view field, int64_t value, int64_t lowest,
                   int64_t highest, Violations& found) {
  found.Add(field, code::kOutOfRange,
            {{"value", absl::StrCat(value)},
             {"lowest", absl::StrCat(lowest)},
             {"highest", absl::StrCat(highest)}});
}

template <typename Message>
Validity CheckValidity(absl::string_view field, const Message& message,
                       Violations& found) {
  const std::string from = Path(field, "valid_from");
  const std::string to = Path(field, "valid_to");
  Validity validity;
  validity.from = CheckDate(from, message.has_valid_from(),
                            message.valid_from(), Presence::kOptional, found);
  validity.to = CheckDate(to, message.has_valid_to(), message.valid_to(),
                          Presence::kOptional, found);
  CheckOrder(from, validity.from, to, validity.to, found);
  return validity;
}

std::string CheckBpsCode(absl::string_view field, absl::string_view bps_code,
                         Violations& found) {
  const bool good =
      bps_code.empty() ||
      (bps_code.size() >= 2 && bps_code.size() <= 10 && IsDigits(bps_code));
  if (!good) {
    found.Add(field, code::kTextMalformed,
              {{"value", Shown(bps_code)}, {"pattern", kBpsPattern}});
  }
  return std::string(bps_code);
}

Region CheckRegion(const v1::Region& sent, absl::string_view field,
                   const IsKnown& is_known, Violations& found) {
  Region region;
  const std::string name = Path(field, "name");
  if (const auto code = CheckRegionName(name, sent.name(), found)) {
    region.code = code->ToString();
    const std::optional<RegionCode> parent = code->Parent();
    if (parent && !is_known(parent->ToString())) {
      found.Add(name, code::kUnknownRegion, {{"value", parent->ToString()}});
    }
  }
  region.display_name =
      CheckText(Path(field, "display_name"), sent.display_name(),
                {.shortest = 1, .longest = 100}, found);
  region.validity = CheckValidity(field, sent, found);
  region.bps_code =
      CheckBpsCode(Path(field, "bps_code"), sent.bps_code(), found);
  return region;
}

// The district and last part of `districts/{district}/{collection}/{id}`, with
// a district that the register holds; the caller judges the last part.
struct NameParts {
  std::string district;
  std::string id;
};

std::optional<NameParts> CheckNameParts(absl::string_view field,
                                        absl::string_view name,
                                        absl::string_view collection,
                                        absl::string_view pattern,
                                        const RegisterView& known,
                                        Violations& found) {
  if (name.empty()) {
    found.Add(field, code::kRequired);
    return std::nullopt;
  }
  const std::vector<absl::string_view> parts =
      absl::StrSplit(name, absl::MaxSplits('/', 4));
  const bool formed = parts.size() == 4 && parts[2] == collection;
  const auto code = RegionCode::Parse(formed ? parts[1] : "");
  if (!formed || parts[0] != "districts" || !code.ok() ||
      code->level() != RegionLevel::kDistrict) {
    AddNameMalformed(field, name, pattern, found);
    return std::nullopt;
  }
  if (!known.FindRegion(parts[1])) {
    found.Add(field, code::kUnknownRegion, {{"value", code->ToString()}});
  }
  return NameParts{code->ToString(), std::string(parts[3])};
}

bool IsServiceCode(absl::string_view code) {
  return !code.empty() && code.size() <= kLongestServiceCode &&
         std::all_of(code.begin(), code.end(), [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c)) ||
                  absl::ascii_isdigit(static_cast<unsigned char>(c)) ||
                  c == '-';
         });
}

v1::RegionLevel WireLevel(RegionLevel level) {
  switch (level) {
    case RegionLevel::kProvince:
      return v1::REGION_LEVEL_PROVINCE;
    case RegionLevel::kRegency:
      return v1::REGION_LEVEL_REGENCY;
    case RegionLevel::kDistrict:
      return v1::REGION_LEVEL_DISTRICT;
    case RegionLevel::kVillage:
      return v1::REGION_LEVEL_VILLAGE;
  }
  return v1::REGION_LEVEL_UNSPECIFIED;
}

v1::VillageKind WireKind(std::optional<VillageKind> kind) {
  if (!kind) return v1::VILLAGE_KIND_UNSPECIFIED;
  switch (*kind) {
    case VillageKind::kKelurahan:
      return v1::VILLAGE_KIND_KELURAHAN;
    case VillageKind::kDesa:
      return v1::VILLAGE_KIND_DESA;
    case VillageKind::kDesaAdat:
      return v1::VILLAGE_KIND_DESA_ADAT;
  }
  return v1::VILLAGE_KIND_UNSPECIFIED;
}

template <typename Message>
void SetValidity(const Validity& validity, Message& message) {
  if (validity.from) *message.mutable_valid_from() = ToProto(*validity.from);
  if (validity.to) *message.mutable_valid_to() = ToProto(*validity.to);
}

template <typename Entry, typename Message>
void SetVersion(const Registered<Entry>& entry, Message& message) {
  message.set_etag(entry.Etag());
  *message.mutable_update_time() = ToProto(entry.update_time);
}

}  // namespace

std::optional<RegionCode> CheckRegionName(absl::string_view field,
                                          absl::string_view name,
                                          Violations& found) {
  if (name.empty()) {
    found.Add(field, code::kRequired);
    return std::nullopt;
  }
  absl::string_view code = name;
  const bool prefixed = absl::ConsumePrefix(&code, "regions/");
  auto parsed = RegionCode::Parse(prefixed ? code : "");
  if (!parsed.ok()) {
    AddNameMalformed(field, name, kRegionPattern, found);
    return std::nullopt;
  }
  return *std::move(parsed);
}

std::optional<RegionLevel> CheckLevel(absl::string_view field,
                                      v1::RegionLevel level,
                                      Violations& found) {
  switch (level) {
    case v1::REGION_LEVEL_UNSPECIFIED:
      return std::nullopt;
    case v1::REGION_LEVEL_PROVINCE:
      return RegionLevel::kProvince;
    case v1::REGION_LEVEL_REGENCY:
      return RegionLevel::kRegency;
    case v1::REGION_LEVEL_DISTRICT:
      return RegionLevel::kDistrict;
    case v1::REGION_LEVEL_VILLAGE:
      return RegionLevel::kVillage;
    default:
      break;
  }
  found.Add(field, code::kUnknownCode,
            {{"value", absl::StrCat(static_cast<int>(level))},
             {"allowed",
              "REGION_LEVEL_PROVINCE, REGION_LEVEL_REGENCY, "
              "REGION_LEVEL_DISTRICT, REGION_LEVEL_VILLAGE"}});
  return std::nullopt;
}

std::vector<absl::StatusOr<Region>> FromProto(
    const google::protobuf::RepeatedPtrField<v1::Region>& rows,
    const RegisterView& known) {
  absl::flat_hash_set<std::string> earlier;
  const IsKnown is_known = [&](absl::string_view code) {
    return earlier.contains(code) || known.FindRegion(code).has_value();
  };
  std::vector<absl::StatusOr<Region>> regions;
  regions.reserve(static_cast<size_t>(rows.size()));
  for (const v1::Region& row : rows) {
    Violations found;
    Region region = CheckRegion(row, "", is_known, found);
    if (found.empty()) {
      earlier.insert(region.code);
      regions.push_back(std::move(region));
    } else {
      regions.push_back(found.ToStatus());
    }
  }
  return regions;
}

absl::StatusOr<Region> FromProto(const v1::Region& region,
                                 absl::string_view field,
                                 const RegisterView& known) {
  Violations found;
  Region checked = CheckRegion(
      region, field,
      [&](absl::string_view code) {
        return known.FindRegion(code).has_value();
      },
      found);
  RETURN_IF_ERROR(found.ToStatus());
  return checked;
}

absl::StatusOr<Region> UpdateFromProto(const v1::Region& region,
                                       absl::string_view field) {
  Violations found;
  // What is in the register has its parent there too.
  Region checked = CheckRegion(
      region, field, [](absl::string_view) { return true; }, found);
  if (region.etag().empty()) found.Add(Path(field, "etag"), code::kRequired);
  RETURN_IF_ERROR(found.ToStatus());
  return checked;
}

absl::StatusOr<OfferedService> FromProto(const v1::OfferedService& service,
                                         absl::string_view field,
                                         const RegisterView& known) {
  Violations found;
  OfferedService checked;
  const std::string name = Path(field, "name");
  if (auto parts = CheckNameParts(name, service.name(), "offeredServices",
                                  kServicePattern, known, found)) {
    if (!IsServiceCode(parts->id)) {
      AddNameMalformed(name, service.name(), kServicePattern, found);
    }
    checked.district = std::move(parts->district);
    checked.code = std::move(parts->id);
  }
  checked.display_name =
      CheckText(Path(field, "display_name"), service.display_name(),
                {.shortest = 1, .longest = 200}, found);
  checked.validity = CheckValidity(field, service, found);
  RETURN_IF_ERROR(found.ToStatus());
  return checked;
}

absl::StatusOr<ServedPopulation> FromProto(
    const v1::ServedPopulation& population, absl::string_view field,
    const RegisterView& known) {
  Violations found;
  ServedPopulation checked;
  const std::string name = Path(field, "name");
  if (auto parts = CheckNameParts(name, population.name(), "servedPopulations",
                                  kPopulationPattern, known, found)) {
    if (parts->id.size() != 4 || !IsDigits(parts->id) ||
        !absl::SimpleAtoi(parts->id, &checked.year)) {
      AddNameMalformed(name, population.name(), kPopulationPattern, found);
    } else if (checked.year < kFirstPopulationYear ||
               checked.year > kLastPopulationYear) {
      AddOutOfRange(name, checked.year, kFirstPopulationYear,
                    kLastPopulationYear, found);
    }
    checked.district = std::move(parts->district);
  }
  checked.people = population.people();
  if (checked.people < 1 || checked.people > kMostPeople) {
    AddOutOfRange(Path(field, "people"), checked.people, 1, kMostPeople, found);
  }
  checked.source = CheckText(Path(field, "source"), population.source(),
                             {.shortest = 3, .longest = 300}, found);
  RETURN_IF_ERROR(found.ToStatus());
  return checked;
}

v1::Region ToProto(const Registered<Region>& region) {
  v1::Region proto;
  proto.set_name(NameOf(region.entry));
  proto.set_display_name(region.entry.display_name);
  SetValidity(region.entry.validity, proto);
  proto.set_bps_code(region.entry.bps_code);
  if (const auto code = RegionCode::Parse(region.entry.code); code.ok()) {
    proto.set_level(WireLevel(code->level()));
    proto.set_village_kind(WireKind(code->KindOfVillage()));
  }
  SetVersion(region, proto);
  return proto;
}

v1::OfferedService ToProto(const Registered<OfferedService>& service) {
  v1::OfferedService proto;
  proto.set_name(NameOf(service.entry));
  proto.set_display_name(service.entry.display_name);
  SetValidity(service.entry.validity, proto);
  SetVersion(service, proto);
  return proto;
}

v1::ServedPopulation ToProto(const Registered<ServedPopulation>& population) {
  v1::ServedPopulation proto;
  proto.set_name(NameOf(population.entry));
  proto.set_people(population.entry.people);
  proto.set_source(population.entry.source);
  SetVersion(population, proto);
  return proto;
}

}  // namespace iku::collection
