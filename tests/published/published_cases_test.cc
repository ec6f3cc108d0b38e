// Computes results that offices published, from the inputs they published, and
// compares to the last digit. Sources: tests/published/data/README.md.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/exact/decimal.h"
#include "services/indicator/formula/mean_of_values.h"
#include "services/indicator/formula/satisfaction_index.h"
#include "tests/unit/indicator/formula/published_profiles.h"

namespace iku::indicator {
namespace {

using nlohmann::json;

std::ifstream OpenData(const std::string& name) {
  std::ifstream file(
      absl::StrCat(IKU_SOURCE_DIR, "/tests/published/data/", name));
  EXPECT_TRUE(file.is_open()) << name;
  return file;
}

const json& Cases() {
  static const json* cases = [] {
    std::ifstream file = OpenData("published.json");
    return new json(json::parse(file));
  }();
  return *cases;
}

// As written in the file: a double prints its shortest text.
Decimal ToDecimal(const json& number) {
  return Decimal::Parse(number.dump()).value();
}

// `n` answers that add up to `sum`.
ElementTally Answers(int64_t n, int64_t sum) {
  ElementTally tally;
  const int64_t base = sum / n;
  const int64_t above = sum % n;
  tally.counts.at(base - 1) = n - above;
  if (above > 0) tally.counts.at(base) = above;
  return tally;
}

std::vector<std::string> ElementsOf(const json& survey) {
  return Cases()["element_orders"][survey["order"].get<std::string>()];
}

SurveyTally FromSums(const json& survey) {
  SurveyTally tally{survey["n"], {}};
  const std::vector<std::string> elements = ElementsOf(survey);
  const std::vector<int64_t> sums = survey["sums"];
  EXPECT_EQ(sums.size(), elements.size());
  for (size_t i = 0; i < sums.size(); ++i) {
    tally.elements[elements[i]] = Answers(tally.responses, sums[i]);
  }
  return tally;
}

SurveyTally FromAnswers(const json& survey) {
  SurveyTally tally;
  const std::vector<std::string> elements = ElementsOf(survey);
  std::ifstream file = OpenData(survey["answers"]);
  std::string line;
  std::getline(file, line);  // names of columns
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = absl::StrSplit(line, ',');
    if (cells.size() != elements.size() + 1) {
      ADD_FAILURE() << "broken line: " << line;
      continue;
    }
    ++tally.responses;
    for (size_t i = 0; i < elements.size(); ++i) {
      int score = 0;
      EXPECT_TRUE(absl::SimpleAtoi(cells[i + 1], &score)) << line;
      ++tally.elements[elements[i]].counts.at(score - 1);
    }
  }
  EXPECT_EQ(tally.responses, survey["n"].get<int64_t>());
  return tally;
}

// Means of two digits are the sums of a hundred answers.
SurveyTally FromMeans(const json& survey) {
  SurveyTally tally{100, {}};
  int number = 0;
  for (const json& mean : survey["element_means"]) {
    const Rational sum = 100 * ToDecimal(mean).ToRational();
    tally.elements[absl::StrCat("u", ++number)] =
        Answers(100, Round(sum, 0, Rounding::kTruncate).Unscaled().value());
  }
  return tally;
}

SurveyTally TallyOf(const json& survey) {
  if (survey.contains("sums")) return FromSums(survey);
  if (survey.contains("answers")) return FromAnswers(survey);
  return FromMeans(survey);
}

struct SurveyCase {
  std::string name;
  json survey;
  json expected;
};

void PrintTo(const SurveyCase& item, std::ostream* out) { *out << item.name; }

std::vector<SurveyCase> SurveyCases() {
  std::vector<SurveyCase> cases;
  for (const json& survey : Cases()["surveys"]) {
    for (const json& expected : survey["expected"]) {
      cases.push_back({absl::StrCat(survey["id"].get<std::string>(), " ",
                                    expected["profile"].get<std::string>()),
                       survey, expected});
    }
  }
  return cases;
}

class PublishedSurveyTest : public ::testing::TestWithParam<SurveyCase> {};

TEST_P(PublishedSurveyTest, GivesThePrintedIndexAndGrade) {
  const json& expected = GetParam().expected;
  const Profile profile =
      test::PublishedProfiles().at(expected["profile"].get<std::string>());

  const auto result =
      ComputeSatisfactionIndex(TallyOf(GetParam().survey), profile);

  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->value.ToString(), expected["ikm"].get<std::string>());
  EXPECT_EQ(result->grade.letter, expected["grade"].get<std::string>());
  if (expected.contains("index")) {
    EXPECT_EQ(result->index,
              Rational::Parse(expected["index"].get<std::string>()).value());
  }
}

TEST_P(PublishedSurveyTest, GivesThePrintedElementMeans) {
  const json& survey = GetParam().survey;
  if (!survey.contains("printed_element_means")) return;
  const SurveyTally tally = TallyOf(survey);
  const std::vector<std::string> elements = ElementsOf(survey);
  for (size_t i = 0; i < elements.size(); ++i) {
    const ElementTally answers = tally.Of(elements[i]);
    EXPECT_EQ(Rational(answers.Sum(), answers.Count()),
              ToDecimal(survey["printed_element_means"][i]).ToRational())
        << elements[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Surveys, PublishedSurveyTest,
                         ::testing::ValuesIn(SurveyCases()));

// Kecamatan of Jakarta Barat: the mean of two services each, then of all
// kecamatan for the city.
TEST(PublishedMeanTest, TheMeanOfPublishedValuesIsThePrintedOne) {
  int checked = 0;
  for (const json& item : Cases()["mean_of_components"]) {
    std::vector<std::optional<Decimal>> values;
    for (const json& value : item["components"]) {
      values.push_back(ToDecimal(value));
    }
    const auto mean = MeanOf(values, RoundingStep());
    ASSERT_TRUE(mean.has_value());
    EXPECT_EQ(mean->value.ToString(), item["expected"].get<std::string>())
        << item["id"];
    ++checked;
  }
  EXPECT_EQ(checked, 9);
}

TEST(PublishedCasesTest, EverySurveyIsChecked) {
  EXPECT_EQ(SurveyCases().size(), 5u);
}

}  // namespace
}  // namespace iku::indicator
