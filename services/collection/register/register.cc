#include "services/collection/register/register.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/collection/record/canonical_text.h"

namespace iku::collection {

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
  return std::move(CanonicalTextBuilder("region/1")
                       .Add("code", region.code)
                       .Add("display_name", region.display_name)
                       .Add("valid_from", region.validity.from)
                       .Add("valid_to", region.validity.to)
                       .Add("bps_code", region.bps_code))
      .Build();
}

std::string CanonicalText(const OfferedService& service) {
  return std::move(CanonicalTextBuilder("offered_service/1")
                       .Add("district", service.district)
                       .Add("code", service.code)
                       .Add("display_name", service.display_name)
                       .Add("valid_from", service.validity.from)
                       .Add("valid_to", service.validity.to))
      .Build();
}

std::string CanonicalText(const ServedPopulation& population) {
  return std::move(CanonicalTextBuilder("served_population/1")
                       .Add("district", population.district)
                       .Add("year", population.year)
                       .Add("people", population.people)
                       .Add("source", population.source))
      .Build();
}

bool SaysNothingNew(const Region& stored, const Region& sent) {
  return stored.code == sent.code && stored.display_name == sent.display_name &&
         (!sent.validity.from || sent.validity.from == stored.validity.from) &&
         (!sent.validity.to || sent.validity.to == stored.validity.to) &&
         (sent.bps_code.empty() || sent.bps_code == stored.bps_code);
}

}  // namespace iku::collection
