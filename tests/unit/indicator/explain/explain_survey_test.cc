// What the sheet says of missing answers, of the sample and of the interval.

#include <array>
#include <cstdint>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/indicator/explain/explained.h"

namespace iku::test {
namespace {

using indicator::DistrictFacts;
using indicator::SurveyDimension;
using ::testing::AllOf;
using ::testing::HasSubstr;
namespace v1 = indicator::v1;

TEST(ExplainSurveyTest, WithoutAnIndexTheAnsweredElementsHaveTheirLines) {
  DistrictFacts facts = Kemenag();
  facts.survey.elements.erase("cost");
  const auto explanation = Explained(facts, Question("2025"), "ikm");
  EXPECT_EQ(StepOf(explanation, "ikm.mean.requirements").rounded(), "3.62");
  EXPECT_EQ(StepOf(explanation, "ikm.answers.cost").result(), "0");
  EXPECT_EQ(StepOf(explanation, "ikm.mean.cost").id(), "");
  EXPECT_EQ(StepOf(explanation, "ikm.index").id(), "");
  const auto unanswered = StepOf(explanation, "ikm.unanswered");
  EXPECT_EQ(unanswered.label(),
            "Tidak ada indeks. Unsur yang tidak dijawab siapa pun: "
            "Biaya/tarif");
  EXPECT_EQ(unanswered.result(), "1");
}

TEST(ExplainSurveyTest, WhereABlankIsZeroAnElementNobodyAnsweredIsCalculated) {
  DistrictFacts facts = Kemenag();
  facts.survey.elements.erase("cost");
  const auto explanation =
      Explained(facts, Question("2025", "blank-as-zero"), "ikm");
  EXPECT_EQ(StepOf(explanation, "ikm.sum.cost").expression(),
            "0 x 29 + 1 x 0 + 2 x 0 + 3 x 0 + 4 x 0");
  EXPECT_EQ(StepOf(explanation, "ikm.mean.cost").expression(), "0 / 29");
  EXPECT_EQ(StepOf(explanation, "ikm.unanswered").id(), "");
  EXPECT_EQ(StepOf(explanation, "ikm.value").rounded(),
            explanation.indicator().value());
  EXPECT_EQ(LeftOut(explanation, "ANSWER_MISSING"), 0);
}

TEST(ExplainSurveyTest, SampleSizeIsWorkedOutAndHeldAgainstTheRespondents) {
  DistrictFacts facts = Kemenag();
  facts.population = 100;
  const auto few = Explained(facts, Question("2025"), "ikm");
  EXPECT_EQ(StepOf(few, "ikm.sample.size").expression(),
            "3.841 x 100 x 0.5 x (1 - 0.5) / (0.05 x 0.05 x (100 - 1) + 3.841 "
            "x 0.5 x (1 - 0.5))");
  EXPECT_EQ(StepOf(few, "ikm.sample.required").rounded(), "80");
  const auto held = StepOf(few, "ikm.sample.respondents");
  EXPECT_EQ(held.expression(), "29 - 80");
  EXPECT_EQ(held.result(), "-51");
  EXPECT_THAT(held.label(), HasSubstr("sampel kurang"));

  facts.population = 30;
  const auto enough = Explained(facts, Question("2025"), "ikm");
  EXPECT_EQ(StepOf(enough, "ikm.sample.required").rounded(), "28");
  EXPECT_THAT(StepOf(enough, "ikm.sample.respondents").label(),
              HasSubstr("sampel cukup"));
}

TEST(ExplainSurveyTest, SampleSizeIsNotKnownWithoutThePeopleServed) {
  const auto explanation = Explained(Kemenag(), Question("2025"), "ikm");
  EXPECT_EQ(StepOf(explanation, "ikm.sample.size").id(), "");
  const auto respondents = StepOf(explanation, "ikm.sample.respondents");
  EXPECT_EQ(respondents.result(), "29");
  EXPECT_THAT(respondents.label(), HasSubstr("tidak diketahui"));
}

// Indexes 75, 100, 75 and 50 of the four, of ten people served.
TEST(ExplainSurveyTest, IntervalGoesFromTheTotalsToItsEnds) {
  DistrictFacts facts = Sumbersuko();
  for (const int score : {3, 4, 3, 2}) {
    std::array<int, 9> alike{};
    alike.fill(score);
    AddRespondents(1, alike, facts.survey, facts.moments);
  }
  facts.population = 10;
  const auto explanation = Explained(facts, Question("2025"), "ikm");
  const auto respondents = StepOf(explanation, "ikm.interval.respondents");
  EXPECT_THAT(
      respondents.label(),
      AllOf(HasSubstr("95 %"), HasSubstr("rata-rata indeks tiap responden")));
  EXPECT_EQ(respondents.result(), "4");
  EXPECT_EQ(StepOf(explanation, "ikm.interval.squares").expression(),
            "(1/9) x (1/9) x (3078 - 108 x 108 / 4)");
  EXPECT_EQ(StepOf(explanation, "ikm.interval.variance").expression(),
            "25 x 25 x 2 / (4 - 1)");
  EXPECT_EQ(StepOf(explanation, "ikm.interval.squared-error").result(),
            "625/6");
  EXPECT_EQ(StepOf(explanation, "ikm.interval.corrected-error").expression(),
            "(625/6) x (10 - 4) / (10 - 1)");
  const auto margin = StepOf(explanation, "ikm.interval.margin");
  EXPECT_EQ(margin.expression(), "1.96 x 1.96 x (625/9)");
  EXPECT_EQ(margin.rounded(), "16.33");
  // 1.96 x 25/3: the ends are 75 - 16.333333 and 75 + 16.333333.
  EXPECT_EQ(StepOf(explanation, "ikm.interval.root").result(), "16.333333");
  EXPECT_EQ(StepOf(explanation, "ikm.interval.lower").result(), "58.67");
  EXPECT_EQ(StepOf(explanation, "ikm.interval.upper").result(), "91.33");
}

TEST(ExplainSurveyTest, IntervalOfMissingAnswersNamesTheRatioEstimator) {
  DistrictFacts facts = Sumbersuko();
  AddAnswers(2, {4, 4, 4, 4, 4, 4, 4, 4, 4}, facts);
  AddAnswers(8, {1, 1, 1, 1, 1, 1, 1, 1, 0}, facts);
  const auto explanation =
      Explained(facts, Question("2025", "", Language::kEnglish), "ikm");
  EXPECT_THAT(StepOf(explanation, "ikm.interval.respondents").label(),
              HasSubstr("linearised ratio estimator"));
  EXPECT_EQ(StepOf(explanation, "ikm.interval.squares").result(), "512/45");
  // Eight elements differ by 12/5 of two and -3/5 of eight; all who answered
  // the last one gave 4.
  const auto part = StepOf(explanation, "ikm.interval.squares.cost");
  EXPECT_EQ(part.expression(),
            "(1/9) x ((1/9) x 14.4 + (1/9) x 14.4 + (1/9) x 14.4 + (1/9) x "
            "14.4 + (1/9) x 14.4 + (1/9) x 14.4 + (1/9) x 14.4 + (1/9) x 14.4 "
            "+ (5/9) x 0)");
  EXPECT_EQ(part.result(), "64/45");
  EXPECT_EQ(StepOf(explanation, "ikm.interval.squares.complaints").result(),
            "0");
  EXPECT_EQ(StepOf(explanation, "ikm.interval.lower").result(),
            explanation.indicator().satisfaction().interval().lower());
}

TEST(ExplainSurveyTest, AServiceWithoutAValueIsLeftOutByName) {
  DistrictFacts facts = Sumbersuko();
  facts.service_names = {{"A", "KTP"}, {"B", "KK"}, {"C", "Izin"}};
  auto& parts = facts.survey_parts[SurveyDimension::kService];
  parts.push_back({"A", Answers(100, kWonosobo)});
  parts.push_back({"B", Kemenag().survey});
  parts.back().survey.elements.erase("cost");
  parts.push_back({"C", Answers(10, {30, 30, 30, 30, 30, 30, 30, 30, 30})});
  for (const auto& part : parts) facts.survey.Add(part.survey);
  const auto explanation = Explained(
      facts, Choosing(Question("2025"), "combine", "mean-of-services"), "ikm");
  EXPECT_EQ(LeftOut(explanation, "ELEMENT_UNANSWERED"), 29);
  for (const auto& one : explanation.left_out()) {
    if (one.reason() != "ELEMENT_UNANSWERED") continue;
    EXPECT_THAT(one.label(), HasSubstr(": KK (Biaya/tarif)"));
  }
  EXPECT_EQ(StepOf(explanation, "ikm.mean-of-services").expression(),
            "(86.33 + 75.00) / 2");
}

}  // namespace
}  // namespace iku::test
