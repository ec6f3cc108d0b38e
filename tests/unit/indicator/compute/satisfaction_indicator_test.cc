#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/indicator/compute/district_indicators.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

indicator::v1::Indicator Satisfaction(
    const indicator::DistrictFacts& facts, absl::string_view profile = "",
    Language language = Language::kIndonesian) {
  return IndicatorOf(facts, Question("2025-Q3", profile, language), "ikm",
                     NoonOf("2025-10-01"));
}

indicator::DistrictFacts Surveyed(int64_t n, const ElementSums& sums) {
  indicator::DistrictFacts facts = Sumbersuko();
  facts.survey = Answers(n, sums);
  facts.population = 10;  // so few that every sample here is large enough
  return facts;
}

TEST(SatisfactionIndicatorTest, WonosoboAnswersGiveWhatWasPublished) {
  const auto ikm = Satisfaction(Surveyed(100, kWonosobo));

  EXPECT_EQ(ikm.value(), "86.33");
  EXPECT_EQ(ikm.exact_value(), "259/3");
  EXPECT_EQ(ikm.numerator(), "3108");
  EXPECT_EQ(ikm.denominator(), "900");
  EXPECT_EQ(ikm.scale(), 25);
  EXPECT_EQ(ikm.grade(), "B");
  EXPECT_EQ(ikm.grade_label(), "Baik");
  EXPECT_EQ(ikm.profile(), "exact");
  EXPECT_THAT(ikm.flags(), IsEmpty());
}

TEST(SatisfactionIndicatorTest, ElementsStandInTheOrderOfTheProfile) {
  const auto detail = Satisfaction(Surveyed(100, kWonosobo)).satisfaction();

  EXPECT_EQ(detail.responses(), 100);
  ASSERT_EQ(detail.elements_size(), 9);
  EXPECT_EQ(detail.elements(0).element(), "requirements");
  EXPECT_EQ(detail.elements(0).title(), "Persyaratan");
  EXPECT_EQ(detail.elements(0).sum(), 336);
  EXPECT_EQ(detail.elements(0).answers(), 100);
  EXPECT_EQ(detail.elements(0).mean(), "3.36");
  EXPECT_EQ(detail.elements(0).value(), "84.00");
  EXPECT_EQ(detail.elements(0).grade(), "B");
  EXPECT_EQ(detail.elements(8).element(), "complaints");
}

TEST(SatisfactionIndicatorTest, KemenagAnswersGiveBothPublishedValues) {
  const auto facts = Surveyed(29, kKemenag);

  EXPECT_EQ(Satisfaction(facts).value(), "91.48");
  EXPECT_EQ(Satisfaction(facts, "weight-0.11").value(), "90.56");
  EXPECT_EQ(Satisfaction(facts, "weight-0.11").profile(), "weight-0.11");
}

TEST(SatisfactionIndicatorTest, NoResponsesIsNoDataAndNotAValue) {
  const auto ikm = Satisfaction(Sumbersuko());

  EXPECT_EQ(ikm.value(), "");
  EXPECT_EQ(ikm.exact_value(), "");
  EXPECT_EQ(ikm.grade(), "");
  EXPECT_EQ(ikm.numerator(), "0");
  EXPECT_EQ(ikm.denominator(), "0");
  EXPECT_THAT(ikm.flags(), ElementsAre("NO_DATA"));
}

TEST(SatisfactionIndicatorTest, QuestionnaireOf2004IsNoDataForThisSurvey) {
  const auto ikm = Satisfaction(Surveyed(100, kWonosobo), "kep25-2004");

  EXPECT_EQ(ikm.value(), "");
  EXPECT_THAT(ikm.flags(), ElementsAre("NO_DATA", "ANSWERS_MISSING"));
  EXPECT_EQ(ikm.satisfaction().elements_size(), 14);
  EXPECT_EQ(ikm.satisfaction().elements(0).answers(), 0);
}

TEST(SatisfactionIndicatorTest, MissingAnswersAreFlaggedAndLeftOut) {
  auto facts = Surveyed(10, {30, 30, 30, 30, 30, 30, 30, 30, 30});
  facts.survey.elements["cost"] = {.counts = {0, 0, 8, 0}};

  const auto left_out = Satisfaction(facts);
  EXPECT_EQ(left_out.value(), "75.00");
  EXPECT_THAT(left_out.flags(), ElementsAre("ANSWERS_MISSING"));

  const auto as_zero = Satisfaction(facts, "blank-as-zero");
  EXPECT_EQ(as_zero.value(), "73.33");
  EXPECT_THAT(as_zero.flags(), ElementsAre("ANSWERS_MISSING"));
}

// Ten respondents of whom nobody answered one element.
indicator::DistrictFacts WithoutComplaints() {
  auto facts = Surveyed(10, {30, 30, 30, 30, 30, 30, 30, 30, 30});
  facts.survey.elements.erase("complaints");
  return facts;
}

TEST(SatisfactionIndicatorTest, WithoutAnIndexTheAnsweredElementsAreStillTold) {
  const auto ikm = Satisfaction(WithoutComplaints());

  EXPECT_EQ(ikm.value(), "");
  EXPECT_THAT(ikm.flags(), ElementsAre("NO_DATA", "ANSWERS_MISSING"));
  const auto& detail = ikm.satisfaction();
  EXPECT_EQ(detail.elements(0).mean(), "3.00");
  EXPECT_EQ(detail.elements(0).value(), "75.00");
  EXPECT_EQ(detail.elements(0).grade(), "C");
  EXPECT_THAT(detail.elements(0).shares(),
              ElementsAre("0.00", "0.00", "100.00", "0.00"));
  EXPECT_EQ(detail.elements(8).mean(), "");
  EXPECT_EQ(detail.elements(8).answers(), 0);
  EXPECT_FALSE(detail.has_interval());
}

TEST(SatisfactionIndicatorTest, WhereABlankIsZeroNobodysAnswerIsAnIndex) {
  const auto ikm = Satisfaction(WithoutComplaints(), "blank-as-zero");

  EXPECT_EQ(ikm.value(), "66.67");  // 25 * 240 / 90
  EXPECT_THAT(ikm.flags(), ElementsAre("ANSWERS_MISSING"));
  const auto& element = ikm.satisfaction().elements(8);
  EXPECT_EQ(element.answers(), 10);
  EXPECT_EQ(element.mean(), "0.00");
  EXPECT_EQ(element.value(), "0.00");
  EXPECT_EQ(element.grade(), "D");
}

TEST(SatisfactionIndicatorTest, SampleIsJudgedByThePopulation) {
  auto facts = Surveyed(79, {237, 237, 237, 237, 237, 237, 237, 237, 237});
  facts.population = 100;
  EXPECT_THAT(Satisfaction(facts).flags(), ElementsAre("SAMPLE_TOO_SMALL"));
  EXPECT_EQ(Satisfaction(facts).satisfaction().required_responses(), 80);
  EXPECT_EQ(Satisfaction(facts).satisfaction().population(), 100);

  facts.population = 99;
  EXPECT_THAT(Satisfaction(facts).flags(), Not(Contains("SAMPLE_TOO_SMALL")));

  facts.population.reset();
  EXPECT_THAT(Satisfaction(facts).flags(), ElementsAre("POPULATION_UNKNOWN"));
  EXPECT_EQ(Satisfaction(facts).satisfaction().required_responses(), 0);
}

TEST(SatisfactionIndicatorTest, TextsAreInTheLanguageOfTheCall) {
  const auto facts = Surveyed(100, kWonosobo);

  const auto indonesian = Satisfaction(facts);
  EXPECT_EQ(indonesian.title(), "Nilai IKM Kecamatan");
  EXPECT_EQ(indonesian.data_source(), "Hasil Survey Kepuasan Masyarakat");
  EXPECT_EQ(indonesian.responsible(), "Camat Sumbersuko");

  const auto english = Satisfaction(facts, "", Language::kEnglish);
  EXPECT_EQ(english.grade_label(), "Good");
  EXPECT_EQ(english.data_source(), "Results of the public satisfaction survey");
  EXPECT_EQ(english.satisfaction().elements(3).title(), "Cost or fee");
  EXPECT_EQ(english.value(), "86.33");
}

TEST(SatisfactionIndicatorTest, NamesTheRegulationOfTheProfile) {
  const auto ikm = Satisfaction(Surveyed(100, kWonosobo), "kep25-2004");

  EXPECT_THAT(ikm.legal_basis(),
              Contains(::testing::HasSubstr("KEP/25/M.PAN/2/2004")));
}

}  // namespace
}  // namespace iku::test
