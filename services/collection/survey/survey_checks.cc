#include "services/collection/survey/survey_checks.h"

namespace iku::collection {

void CheckService(absl::string_view field, const std::string& service,
                  const std::optional<RecordKey>& key,
                  const std::optional<Date>& day, const RegisterView& regions,
                  Violations& found) {
  if (service.empty() || !key) return;
  const std::optional<Validity> validity =
      regions.FindService(key->district, service);
  if (!validity) {
    found.Add(field, code::kUnknownService,
              {{"value", service}, {"district", key->district}});
  } else if (day && !validity->Covers(*day)) {
    found.Add(field, code::kNotValidOn,
              {{"value", service}, {"date", ToString(*day)}});
  }
}

}  // namespace iku::collection
