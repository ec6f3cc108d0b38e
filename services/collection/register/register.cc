#include "services/collection/register/register.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace iku::collection {
namespace {

std::string DayText(const std::optional<Date>& day) {
  return day ? ToString(*day) : "";
}

// Line breaks cannot stand in the fields of the register, so no two contents
// share a text.
std::string Lines(std::initializer_list<std::string> fields) {
  return absl::StrJoin(fields, "\n");
}

}  // namespace

std::string NameOf(const Region& region) {
  return absl::StrCat("regions/", region.code);
}

std::string NameOf(const OfferedService& service) {
  return absl::StrCat("districts/", service.district, "/offeredServices/",
                      service.code);
}

std::string NameOf(const ServedPopulation& population) {
  return absl::StrCat("districts/", population.district, "/servedPopulations/",
                      population.year);
}

std::string CanonicalText(const Region& region) {
  return Lines({region.code, region.display_name, DayText(region.validity.from),
                DayText(region.validity.to), region.bps_code});
}

std::string CanonicalText(const OfferedService& service) {
  return Lines({service.district, service.code, service.display_name,
                DayText(service.validity.from), DayText(service.validity.to)});
}

std::string CanonicalText(const ServedPopulation& population) {
  return Lines({population.district, absl::StrCat(population.year),
                absl::StrCat(population.people), population.source});
}

bool SaysNothingNew(const Region& stored, const Region& sent) {
  return stored.code == sent.code && stored.display_name == sent.display_name &&
         (!sent.validity.from || sent.validity.from == stored.validity.from) &&
         (!sent.validity.to || sent.validity.to == stored.validity.to) &&
         (sent.bps_code.empty() || sent.bps_code == stored.bps_code);
}

}  // namespace iku::collection
