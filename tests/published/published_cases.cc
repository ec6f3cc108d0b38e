#include "tests/published/published_cases.h"

#include <gtest/gtest.h>

#include <fstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/indicator/formula/profile.h"
#include "tests/unit/indicator/formula/survey_answers.h"

namespace iku::test {
namespace {

using indicator::Profile;
using indicator::SurveyMoments;
using indicator::SurveyTally;
using nlohmann::json;

std::ifstream OpenData(const std::string& name) {
  std::ifstream file(
      absl::StrCat(IKU_SOURCE_DIR, "/tests/published/data/", name));
  EXPECT_TRUE(file.is_open()) << name;
  return file;
}

// The survey's elements in the order of its columns; weights do not matter.
Profile ColumnsOf(const json& survey) {
  Profile columns;
  for (const std::string& code : ElementsOf(survey)) {
    columns.elements.push_back({code, Rational(1, 9)});
  }
  return columns;
}

std::vector<Scores> ReadAnswers(const json& survey) {
  std::vector<Scores> responses;
  std::ifstream file = OpenData(survey["answers"]);
  std::string line;
  std::getline(file, line);  // names of columns
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = absl::StrSplit(line, ',');
    Scores scores;
    for (size_t i = 1; i < cells.size(); ++i) {
      int score = 0;
      EXPECT_TRUE(absl::SimpleAtoi(cells[i], &score)) << line;
      scores.push_back(score);
    }
    EXPECT_EQ(scores.size(), ElementsOf(survey).size()) << line;
    responses.push_back(scores);
  }
  EXPECT_EQ(responses.size(), survey["n"].get<size_t>());
  return responses;
}

SurveyTally FromSums(const json& survey) {
  SurveyTally tally{survey["n"], {}};
  const std::vector<std::string> elements = ElementsOf(survey);
  const std::vector<int64_t> sums = survey["sums"];
  EXPECT_EQ(sums.size(), elements.size());
  for (size_t i = 0; i < sums.size(); ++i) {
    tally.elements[elements[i]] = AnswersThatAddUpTo(tally.responses, sums[i]);
  }
  return tally;
}

// Means of two digits are the sums of a hundred answers.
SurveyTally FromMeans(const json& survey) {
  SurveyTally tally{100, {}};
  int number = 0;
  for (const json& mean : survey["element_means"]) {
    const Rational sum = 100 * ToDecimal(mean).ToRational();
    tally.elements[absl::StrCat("u", ++number)] = AnswersThatAddUpTo(
        100, Round(sum, 0, Rounding::kTruncate).Unscaled().value());
  }
  return tally;
}

}  // namespace

const json& PublishedCases() {
  static const json* cases = [] {
    std::ifstream file = OpenData("published.json");
    return new json(json::parse(file));
  }();
  return *cases;
}

// A double prints its shortest text.
Decimal ToDecimal(const json& number) {
  return Decimal::Parse(number.dump()).value();
}

std::vector<std::string> ElementsOf(const json& survey) {
  return PublishedCases()["element_orders"][survey["order"].get<std::string>()];
}

SurveyTally TallyOf(const json& survey) {
  if (survey.contains("sums")) return FromSums(survey);
  if (survey.contains("answers")) {
    return TallyOf(ReadAnswers(survey), ColumnsOf(survey));
  }
  return FromMeans(survey);
}

SurveyMoments MomentsOf(const json& survey) {
  return MomentsOf(ReadAnswers(survey), ColumnsOf(survey));
}

}  // namespace iku::test
