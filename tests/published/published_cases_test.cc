// Computes results that offices published, from the inputs they published, and
// compares to the last digit. Sources: tests/published/data/README.md.

#include "tests/published/published_cases.h"

#include <gtest/gtest.h>

#include <iomanip>
#include <iostream>
#include <optional>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/indicator/formula/achievement.h"
#include "services/indicator/formula/index_interval.h"
#include "services/indicator/formula/mean_of_values.h"
#include "services/indicator/formula/reliability.h"
#include "services/indicator/formula/satisfaction_index.h"
#include "tests/unit/indicator/formula/published_profiles.h"

namespace iku::indicator {
namespace {

using nlohmann::json;
using test::PublishedCases;
using test::ToDecimal;

Profile ProfileNamed(const json& id) {
  return test::PublishedProfiles().at(id.get<std::string>());
}

// One published figure beside ours.
struct Line {
  std::string id;
  std::string profile;
  std::string expected;
  std::string computed;
};

void PrintTo(const Line& line, std::ostream* out) {
  *out << std::left << std::setw(36) << line.id << std::setw(24) << line.profile
       << std::setw(16) << line.expected << line.computed;
}

std::string WithGrade(const std::string& value, const std::string& letter) {
  return absl::StrCat(value, " ", letter);
}

void AddSurveys(std::vector<Line>& lines) {
  for (const json& survey : PublishedCases()["surveys"]) {
    for (const json& expected : survey["expected"]) {
      const auto result = ComputeSatisfactionIndex(
          test::TallyOf(survey), ProfileNamed(expected["profile"]));
      lines.push_back({survey["id"], expected["profile"],
                       WithGrade(expected["ikm"], expected["grade"]),
                       result.has_value() ? WithGrade(result->value.ToString(),
                                                      result->grade.letter)
                                          : "NO_DATA"});
    }
  }
}

// Kecamatan of Jakarta Barat: the mean of two services each, then of all
// kecamatan for the city.
void AddMeans(std::vector<Line>& lines) {
  for (const json& item : PublishedCases()["mean_of_components"]) {
    std::vector<std::optional<Decimal>> values;
    for (const json& value : item["components"]) {
      values.push_back(ToDecimal(value));
    }
    const auto mean = MeanOf(values, RoundingStep());
    lines.push_back({item["id"], "mean of components", item["expected"],
                     mean.has_value() ? mean->value.ToString() : "NO_DATA"});
  }
}

void AddAchievements(std::vector<Line>& lines) {
  for (const json& item : PublishedCases()["achievement"]) {
    const auto result = ComputeAchievement(
        ToDecimal(item["value"]).ToRational(),
        ToDecimal(item["target"]).ToRational(), Polarity::kHigherIsBetter,
        test::PrintedPredicates());
    const auto* achievement = std::get_if<Achievement>(&result);
    lines.push_back(
        {item["id"], "achievement", ToDecimal(item["expected"]).ToString(),
         achievement != nullptr ? achievement->raw.ToString() : "undefined"});
  }
}

std::vector<Line> AllLines() {
  std::vector<Line> lines;
  AddSurveys(lines);
  AddMeans(lines);
  AddAchievements(lines);
  return lines;
}

class PublishedFigureTest : public ::testing::TestWithParam<Line> {};

TEST_P(PublishedFigureTest, IsComputedToTheLastDigit) {
  EXPECT_EQ(GetParam().computed, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Figures, PublishedFigureTest,
                         ::testing::ValuesIn(AllLines()));

// So that a person sees what was compared.
TEST(PublishedCasesTest, EveryCaseIsInTheTable) {
  std::vector<Line> table = {{"case", "profile", "published", "computed"}};
  for (const Line& line : AllLines()) table.push_back(line);
  for (const Line& line : table) {
    PrintTo(line, &std::cout);
    std::cout << '\n';
  }
  EXPECT_EQ(table.size(), 1u + 5 + 9 + 5);
}

TEST(PublishedCasesTest, ElementMeansAndIndexesAreThePrintedOnes) {
  int checked = 0;
  for (const json& survey : PublishedCases()["surveys"]) {
    const SurveyTally tally = test::TallyOf(survey);
    for (const json& expected : survey["expected"]) {
      if (!expected.contains("index")) continue;
      const auto result =
          ComputeSatisfactionIndex(tally, ProfileNamed(expected["profile"]));
      EXPECT_EQ(result->index,
                Rational::Parse(expected["index"].get<std::string>()).value());
      ++checked;
    }
    if (!survey.contains("printed_element_means")) continue;
    const std::vector<std::string> elements = test::ElementsOf(survey);
    for (size_t i = 0; i < elements.size(); ++i) {
      const ElementTally answers = tally.Of(elements[i]);
      EXPECT_EQ(Rational(answers.Sum(), answers.Count()),
                ToDecimal(survey["printed_element_means"][i]).ToRational())
          << elements[i];
      ++checked;
    }
  }
  EXPECT_EQ(checked, 1 + 9);
}

// No office printed these. From its 100 questionnaires, worked out a second
// time by another program with fractions and forty digits.
TEST(UnpublishedFiguresTest, IntervalAndReliabilityOfWonosobo2020) {
  const json& survey = PublishedCases()["surveys"][1];
  ASSERT_EQ(survey["id"], "wonosobo-dpmptsp-2020");
  const SurveyTally tally = test::TallyOf(survey);
  const SurveyMoments moments = test::MomentsOf(survey);
  const SurveyPairs none_missing;
  const SurveySums sums{tally, moments, none_missing};
  const Profile profile = test::ExactProfile();

  const auto interval = ComputeIndexInterval(sums, profile);
  ASSERT_TRUE(interval.has_value());
  EXPECT_EQ(interval->centre, Rational(259, 3));
  EXPECT_EQ(interval->margin.ToString(), "1.73");
  EXPECT_EQ(interval->lower.ToString(), "84.60");
  EXPECT_EQ(interval->upper.ToString(), "88.06");
  EXPECT_FALSE(GradeCouldChange(*interval, profile.grades));
  const auto of_thousand = ComputeIndexInterval(sums, profile, 1000);
  EXPECT_EQ(of_thousand->lower.ToString(), "84.69");
  EXPECT_EQ(of_thousand->upper.ToString(), "87.98");

  const auto reliability =
      ComputeReliability(moments, {{"ANY", "", "", Rational(0)}});
  ASSERT_TRUE(reliability.has_value());
  EXPECT_EQ(reliability->exact, Rational(36649, 44416));
  EXPECT_EQ(reliability->alpha.ToString(), "0.825");
  std::string correlations;
  for (const ItemTotal& item : reliability->items) {
    absl::StrAppend(&correlations, item.code, " ", item.correlation->ToString(),
                    "; ");
  }
  EXPECT_EQ(correlations,
            "behaviour 0.624; competence 0.564; complaints 0.271; cost 0.260; "
            "facilities 0.686; procedure 0.619; product 0.605; "
            "requirements 0.552; time 0.691; ");

  std::cout << "wonosobo-dpmptsp-2020, not published: interval "
            << interval->lower << ".." << interval->upper << ", alpha "
            << reliability->alpha << '\n';
}

// Offices that printed a value without what it was computed from. The means and
// sums below are ours: they show that one profile can give the printed figure
// and another cannot. Nobody published them.
std::string ValueOf(const json& survey, const char* profile) {
  return ComputeSatisfactionIndex(test::TallyOf(survey), ProfileNamed(profile))
      ->value.ToString();
}

json FourteenMeans(int of_first, double first, double others) {
  json means = json::array();
  for (int i = 0; i < 14; ++i) means.push_back(i < of_first ? first : others);
  return {{"element_means", means}};
}

TEST(UnpublishedInputsTest, ALicensingOfficeDidNotRoundTheProducts) {
  // Printed 2011 and 2013. Products of three digits make steps of 0.025, among
  // which neither figure is.
  EXPECT_EQ(ValueOf(FourteenMeans(5, 2.96, 3.03), "kep25-2004-unrounded"),
            "74.67");
  EXPECT_EQ(ValueOf(FourteenMeans(5, 2.96, 3.03), "kep25-2004"), "74.63");
  EXPECT_EQ(ValueOf(FourteenMeans(3, 2.86, 3.04), "kep25-2004-unrounded"),
            "74.59");
  EXPECT_EQ(ValueOf(FourteenMeans(3, 2.86, 3.04), "kep25-2004"), "74.63");
}

TEST(UnpublishedInputsTest, TheExampleOf2004WithoutRoundedProducts) {
  const json& example = PublishedCases()["surveys"][3];
  ASSERT_EQ(example["id"], "kep25-2004-example");
  EXPECT_EQ(ValueOf(example, "kep25-2004"), "61.55");
  EXPECT_EQ(ValueOf(example, "kep25-2004-unrounded"), "61.52");
}

// The library and archive office of Pekalongan printed the value and the number
// of respondents.
TEST(UnpublishedInputsTest, ALibraryOfficeWeighedWith0111) {
  const json of_61 = {{"order", "questionnaire"},
                      {"n", 61},
                      {"sums", {205, 205, 205, 205, 205, 204, 204, 204, 204}}};
  EXPECT_EQ(ValueOf(of_61, "weight-0.111"), "83.75");
  EXPECT_EQ(ValueOf(of_61, "exact"), "83.83");
  const json of_100 = {{"order", "questionnaire"},
                       {"n", 100},
                       {"sums", {351, 351, 351, 351, 350, 350, 350, 350, 350}}};
  EXPECT_EQ(ValueOf(of_100, "weight-0.111"), "87.52");
  EXPECT_EQ(ValueOf(of_100, "exact"), "87.61");
}

}  // namespace
}  // namespace iku::indicator
