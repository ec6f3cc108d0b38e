#ifndef IKU_SERVICES_COLLECTION_SURVEY_SURVEY_RESPONSE_H_
#define IKU_SERVICES_COLLECTION_SURVEY_SURVEY_RESPONSE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/civil/date.h"
#include "common/status/errors.h"
#include "iku/collection/v1/ingest.pb.h"
#include "iku/collection/v1/survey.pb.h"
#include "services/collection/record/record_store.h"
#include "services/collection/record/validation.h"
#include "services/collection/survey/elements.h"

namespace iku::collection {

inline constexpr char kSurveyResponses[] = "surveyResponses";

// 1 (worst) to 4 (best) for each element in the order of kElements; 0 where the
// respondent gave no answer.
using Scores = std::array<uint8_t, kElementCount>;
inline constexpr int kLowestScore = 1;
inline constexpr int kHighestScore = 4;

// One respondent's answers.
struct SurveyResponse {
  Date response_date;
  std::string service;  // "": the district's services as a whole
  Scores scores = {};
  v1::Sex sex = v1::SEX_UNSPECIFIED;
  v1::AgeBand age_band = v1::AGE_BAND_UNSPECIFIED;
  v1::Education education = v1::EDUCATION_UNSPECIFIED;
  v1::Occupation occupation = v1::OCCUPATION_UNSPECIFIED;
  v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
  std::string comment;

  friend bool operator==(const SurveyResponse&,
                         const SurveyResponse&) = default;
};

std::string CanonicalText(const SurveyResponse& response);

// What a list of responses can ask for.
struct SurveyFilter {
  std::optional<std::string> service;
};

using SurveyStore = RecordStore<SurveyResponse, SurveyFilter>;

// Whether a response may leave elements out.
enum class MissingAnswers { kRefused, kAllowed };

// The response that a message holds. Every rule that it breaks is in `found`;
// with one that holds for ever there is no response, see refusal.h. `field` is
// the path of the message.
std::optional<NewRecord<SurveyResponse>> CheckSurveyResponse(
    const v1::SurveyResponse& message, absl::string_view field,
    MissingAnswers missing, const ValidationContext& context,
    Violations& found);

// The same, with its refusal; INVALID_ARGUMENT with all violations.
absl::StatusOr<NewRecord<SurveyResponse>> FromProto(
    const v1::SurveyResponse& message, absl::string_view field,
    MissingAnswers missing, const ValidationContext& context);

// Elements of a sheet's columns, as positions in kElements.
struct SheetColumns {
  std::vector<size_t> elements;
  MissingAnswers missing = MissingAnswers::kRefused;
};

// The columns that a sheet names. Every rule that they break is in `found`.
SheetColumns CheckSheetColumns(absl::string_view field,
                               const v1::SurveySheet& sheet, Violations& found);

// The response of a row of a sheet of the district; fields are paths in the
// row. Else as FromProto.
absl::StatusOr<NewRecord<SurveyResponse>> FromProto(
    const v1::SurveySheetRow& row, const std::string& district,
    const SheetColumns& columns, const ValidationContext& context);

void ToProto(const Versioned<SurveyResponse>& record,
             v1::SurveyResponse& message);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_SURVEY_SURVEY_RESPONSE_H_
