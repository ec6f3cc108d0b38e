#ifndef IKU_SERVICES_COLLECTION_SURVEY_SURVEY_CHECKS_H_
#define IKU_SERVICES_COLLECTION_SURVEY_SURVEY_CHECKS_H_

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/civil/date.h"
#include "common/status/errors.h"
#include "services/collection/record/enum_check.h"
#include "services/collection/record/validation.h"
#include "services/collection/survey/survey_response.h"

namespace iku::collection {

// Checks that both forms of a survey response share, the message and the row of
// a sheet.

inline constexpr TextRule kServiceRule = {.longest = 63};
inline constexpr TextRule kCommentRule = {.longest = 1000, .free_text = true};

// A service is checked against the day of the response, so both must be known.
void CheckService(absl::string_view field, const std::string& service,
                  const std::optional<RecordKey>& key,
                  const std::optional<Date>& day, const RegisterView& regions,
                  Violations& found);

// Who answered, and how. Fields are named behind `prefix`, which is empty or
// ends with a dot.
template <typename Message>
void CheckRespondent(absl::string_view prefix, const Message& message,
                     SurveyResponse& response, Violations& found) {
  const auto check = [&](absl::string_view name, auto value) {
    return CheckEnum(absl::StrCat(prefix, name), value, Presence::kOptional,
                     found);
  };
  response.sex = check("sex", message.sex());
  response.age_band = check("age_band", message.age_band());
  response.education = check("education", message.education());
  response.occupation = check("occupation", message.occupation());
  response.channel = check("channel", message.channel());
}

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_SURVEY_SURVEY_CHECKS_H_
