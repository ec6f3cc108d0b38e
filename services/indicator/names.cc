#include "services/indicator/names.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace iku::indicator {
namespace {

constexpr size_t kMaxShown = 100;

void AddMalformed(absl::string_view name, absl::string_view field,
                  absl::string_view pattern, Violations& found) {
  found.Add(field, code::kNameMalformed,
            {{"value", std::string(name.substr(0, kMaxShown))},
             {"pattern", std::string(pattern)}});
}

}  // namespace

std::optional<absl::string_view> IdInName(
    absl::string_view name, absl::string_view prefix, absl::string_view suffix,
    absl::string_view field, absl::string_view pattern, Violations& found) {
  if (name.empty()) {
    found.Add(field, code::kRequired);
    return std::nullopt;
  }
  absl::string_view id = name;
  if (!absl::ConsumePrefix(&id, prefix) || !absl::ConsumeSuffix(&id, suffix) ||
      id.empty()) {
    AddMalformed(name, field, pattern, found);
    return std::nullopt;
  }
  return id;
}

std::optional<RegionCode> DistrictInName(absl::string_view name,
                                         absl::string_view suffix,
                                         absl::string_view field,
                                         Violations& found) {
  const std::string pattern = absl::StrCat("districts/{district}", suffix);
  const auto id = IdInName(name, "districts/", suffix, field, pattern, found);
  if (!id.has_value()) return std::nullopt;
  auto code = RegionCode::Parse(*id);
  if (code.ok() && code->level() == RegionLevel::kDistrict) return *code;
  AddMalformed(name, field, pattern, found);
  return std::nullopt;
}

std::optional<RegionCode> RegionInName(absl::string_view name,
                                       absl::string_view field,
                                       Violations& found) {
  const char* const pattern = "regions/{region}";
  const auto id = IdInName(name, "regions/", "", field, pattern, found);
  if (!id.has_value()) return std::nullopt;
  auto code = RegionCode::Parse(*id);
  if (code.ok() && code->level() != RegionLevel::kVillage) return *code;
  AddMalformed(name, field, pattern, found);
  return std::nullopt;
}

}  // namespace iku::indicator
