#include "tests/crash/kill_batches.h"

#include "absl/strings/str_cat.h"

namespace iku::test {
namespace {

namespace v1 = collection::v1;

constexpr const char* kElements[] = {
    "requirements", "procedure", "time",       "cost",      "product",
    "competence",   "behaviour", "facilities", "complaints"};

}  // namespace

v1::SurveyResponse ResponseOf(const std::string& id, int64_t number) {
  v1::SurveyResponse response;
  response.set_name(absl::StrCat(kParent, "/surveyResponses/", id));
  response.mutable_response_date()->set_year(2025);
  response.mutable_response_date()->set_month(
      static_cast<int>(1 + number % 12));
  response.mutable_response_date()->set_day(static_cast<int>(1 + number % 28));
  for (const char* element : kElements) {
    v1::ElementScore& score = *response.add_scores();
    score.set_element(element);
    score.set_score(static_cast<int>(1 + number++ % 4));
  }
  response.set_comment(absl::StrCat("isi ", id));
  return response;
}

std::string RowId(const SessionSpec& session, int64_t sequence, int row) {
  return absl::StrCat(session.id, "-", sequence, "-", row);
}

v1::SubmitBatchRequest BatchOf(const SessionSpec& session, int64_t sequence) {
  v1::SubmitBatchRequest request;
  request.set_parent(kParent);
  request.set_session(session.Name());
  request.set_sequence(sequence);
  for (int row = 0; row < kRowsOfABatch; ++row) {
    v1::SurveyResponse& response =
        *request.mutable_survey_responses()->add_rows();
    response = ResponseOf(RowId(session, sequence, row), sequence + row);
    if (row >= session.GoodRows()) response.mutable_scores(0)->set_score(9);
  }
  return request;
}

}  // namespace iku::test
