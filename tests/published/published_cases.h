#ifndef IKU_TESTS_PUBLISHED_PUBLISHED_CASES_H_
#define IKU_TESTS_PUBLISHED_PUBLISHED_CASES_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "common/exact/decimal.h"
#include "services/indicator/formula/survey_moments.h"
#include "services/indicator/formula/survey_tally.h"

namespace iku::test {

// data/published.json.
const nlohmann::json& PublishedCases();

// A number as written in the file.
Decimal ToDecimal(const nlohmann::json& number);

// Codes of the survey's elements, in the order of its columns.
std::vector<std::string> ElementsOf(const nlohmann::json& survey);

// From whatever the source published: sums, questionnaires or means.
indicator::SurveyTally TallyOf(const nlohmann::json& survey);

// Only of a survey whose questionnaires were published.
indicator::SurveyMoments MomentsOf(const nlohmann::json& survey);

}  // namespace iku::test

#endif  // IKU_TESTS_PUBLISHED_PUBLISHED_CASES_H_
