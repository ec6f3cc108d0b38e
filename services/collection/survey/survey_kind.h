#ifndef IKU_SERVICES_COLLECTION_SURVEY_SURVEY_KIND_H_
#define IKU_SERVICES_COLLECTION_SURVEY_SURVEY_KIND_H_

#include <array>
#include <vector>

#include "services/collection/record/day_number.h"
#include "services/collection/store/record_kind.h"
#include "services/collection/survey/survey_response.h"
#include "services/collection/survey/survey_tallies.h"

namespace iku::collection {

// Survey responses as SqliteRecordStore keeps them. Tallies count the responses
// of a month once in every dimension, and sum the complete ones; see
// survey_counts.h.
struct SurveyKind {
  using Content = SurveyResponse;
  using Filter = SurveyFilter;

  static constexpr const char* kCollection = kSurveyResponses;
  static constexpr ChangedCollection kChanged =
      ChangedCollection::kSurveyResponses;
  static constexpr char kTable[] = "survey_responses";
  static constexpr char kDateColumn[] = "response_date";
  static constexpr std::array<const char*, 9> kColumns = {
      "response_date", "service_code", "scores",  "sex",    "age_band",
      "education",     "occupation",   "channel", "comment"};

  static void Bind(sqlite::Statement& statement, int first,
                   const SurveyResponse& response);
  static absl::StatusOr<SurveyResponse> Read(const sqlite::Statement& statement,
                                             int first);
  static int64_t DateOf(const SurveyResponse& response) {
    return DayNumber(response.response_date);
  }
  static bool SameContent(const SurveyResponse& stored,
                          const SurveyResponse& sent) {
    return stored == sent;
  }
  static std::vector<ColumnCondition> Conditions(const SurveyFilter& filter);
  // Any number of responses may say the same.
  static absl::Status CheckSlot(sqlite::Transaction&, const RecordKey&,
                                const SurveyResponse&) {
    return absl::OkStatus();
  }

  static constexpr bool kBuildsOnTheVersionBefore = false;
  static constexpr char kHasText[] = "comment IS NOT NULL";
  static int64_t DateColumnOf(Date day) { return DayNumber(day); }
  static SurveyResponse WithoutText(SurveyResponse response) {
    response.comment.clear();
    return response;
  }
  static SurveyResponse WithoutContent(const SurveyResponse& response) {
    SurveyResponse left;
    left.response_date = response.response_date;
    return left;
  }

  using Deltas = SurveyDeltas;
  static absl::Status Apply(sqlite::Connection& connection,
                            const Deltas& deltas) {
    return AddToSurveyTallies(connection, deltas);
  }
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_SURVEY_SURVEY_KIND_H_
