#ifndef IKU_TESTS_UNIT_COLLECTION_SURVEY_SURVEY_SAMPLES_H_
#define IKU_TESTS_UNIT_COLLECTION_SURVEY_SURVEY_SAMPLES_H_

#include <string>

#include "iku/collection/v1/survey.pb.h"

namespace iku::test {

// A response of 10 June 2025 in Kecamatan Sumbersuko that breaks no rule.
inline collection::v1::SurveyResponse SatisfiedSurvey(const std::string& id) {
  namespace v1 = collection::v1;
  v1::SurveyResponse response;
  response.set_name("districts/35.08.21/surveyResponses/" + id);
  response.mutable_response_date()->set_year(2025);
  response.mutable_response_date()->set_month(6);
  response.mutable_response_date()->set_day(10);
  const std::pair<const char*, int> scores[] = {
      {"requirements", 4}, {"procedure", 3},  {"time", 3},
      {"cost", 4},         {"product", 3},    {"competence", 4},
      {"behaviour", 3},    {"facilities", 3}, {"complaints", 4}};
  for (const auto& [element, value] : scores) {
    v1::ElementScore* score = response.add_scores();
    score->set_element(element);
    score->set_score(value);
  }
  response.set_sex(v1::SEX_FEMALE);
  response.set_age_band(v1::AGE_BAND_26_TO_35);
  response.set_education(v1::EDUCATION_DIPLOMA);
  response.set_occupation(v1::OCCUPATION_FARMER_OR_FISHER);
  response.set_channel(v1::CHANNEL_PAPER);
  response.set_comment("Pelayanan cepat");
  return response;
}

// The same with other answers.
inline collection::v1::SurveyResponse DissatisfiedSurvey(
    const std::string& id) {
  collection::v1::SurveyResponse response = SatisfiedSurvey(id);
  for (auto& score : *response.mutable_scores()) score.set_score(1);
  return response;
}

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COLLECTION_SURVEY_SURVEY_SAMPLES_H_
