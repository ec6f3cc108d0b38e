#include "services/indicator/compute/district_indicators.h"

#include <string>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(DistrictIndicatorsTest, AnswersInTheOrderOfTheSheet) {
  auto question = Question("2025");
  question.indicators = {"village-documents-on-time", "ikm"};

  const auto answer = indicator::ComputeIndicators(Sumbersuko(), question,
                                                   NoonOf("2026-01-10"));

  ASSERT_EQ(answer.indicators_size(), 2);
  EXPECT_EQ(answer.indicators(0).id(), "ikm");
  EXPECT_EQ(answer.indicators(1).id(), "village-documents-on-time");
}

TEST(DistrictIndicatorsTest, SaysWhatTheAnswerIsAbout) {
  const auto answer = indicator::ComputeIndicators(
      Sumbersuko(), Question("2025-H1"), absl::FromUnixMillis(1'500));

  EXPECT_EQ(answer.district(), "districts/35.08.21");
  EXPECT_EQ(answer.district_name(), "Sumbersuko");
  EXPECT_EQ(answer.regency_name(), "Kabupaten Lumajang");
  EXPECT_EQ(answer.province_name(), "Jawa Timur");
  EXPECT_EQ(answer.period(), "2025-H1");
  EXPECT_EQ(answer.data_version(), 7);
  EXPECT_EQ(answer.rules_version(), BuiltInRules().version());
  EXPECT_EQ(answer.compute_time().seconds(), 1);
  EXPECT_EQ(answer.compute_time().nanos(), 500'000'000);
  EXPECT_EQ(answer.indicators_size(), 3);
}

TEST(DistrictIndicatorsTest, OtherDistrictsAnswerByTheGeneralSheet) {
  const indicator::DistrictFacts facts(Region("35.08.01"));

  const auto answer = indicator::ComputeIndicators(facts, Question("2025"),
                                                   NoonOf("2026-01-10"));

  EXPECT_EQ(answer.indicators(0).responsible(), "Camat");
}

TEST(SelectionTest, AsksForTheFiscalYearsWithADeadlineInThePeriod) {
  EXPECT_THAT(indicator::SelectionFor(Question("2025")).document_fiscal_years,
              ElementsAre(2024, 2026));
  EXPECT_THAT(
      indicator::SelectionFor(Question("2025-Q1")).document_fiscal_years,
      ElementsAre(2024));
  EXPECT_THAT(
      indicator::SelectionFor(Question("2025-Q2")).document_fiscal_years,
      IsEmpty());
}

TEST(SelectionTest, FollowsThePolicyOfTheReportYear) {
  const auto rules =
      indicator::Rules::Parse(
          absl::StrReplaceAll(
              indicator::EmbeddedRulesText(),
              {{"\"deadline-in-year\"", "\"same-fiscal-year\""}}))
          .value();
  auto question = Question("2025");
  question.rules = rules.get();

  EXPECT_THAT(indicator::SelectionFor(question).document_fiscal_years,
              ElementsAre(2025));
}

TEST(SelectionTest, AsksOnlyForWhatIsComputed) {
  auto question = Question("2025-Q3");
  question.indicators = {"ikm"};

  const auto selection = indicator::SelectionFor(question);

  EXPECT_EQ(selection.survey_period, PeriodOf("2025-Q3"));
  EXPECT_FALSE(selection.coordination_period.has_value());
  EXPECT_THAT(selection.document_fiscal_years, IsEmpty());
}

TEST(SelectionTest, AsksForNoFiscalYearThatIsNeverKept) {
  EXPECT_THAT(indicator::SelectionFor(Question("2100")).document_fiscal_years,
              ElementsAre(2099));
}

}  // namespace
}  // namespace iku::test
