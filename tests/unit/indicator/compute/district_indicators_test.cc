#include "services/indicator/compute/district_indicators.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

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

// The legal basis of every indicator of the year, in the order of the sheet.
std::vector<std::vector<std::string>> BasesOf(
    const indicator::DistrictFacts& facts, const char* period) {
  std::vector<std::vector<std::string>> bases;
  const auto answer = indicator::ComputeIndicators(facts, Question(period),
                                                   NoonOf("2027-01-10"));
  for (const auto& one : answer.indicators()) {
    bases.emplace_back(one.legal_basis().begin(), one.legal_basis().end());
  }
  return bases;
}

constexpr char kSheet2020[] =
    "Indikator Kinerja Utama OPD di lingkungan Pemerintah Kabupaten Lumajang, "
    "Kecamatan Sumbersuko, 3 Maret 2020";

TEST(LegalBasisTest, DocumentsNameTheRulesInForceAtTheirDeadlinesOnce) {
  EXPECT_THAT(
      BasesOf(Sumbersuko(), "2025")[2],
      ElementsAre("PP Nomor 43 Tahun 2014 Pasal 49",
                  "PP Nomor 43 Tahun 2014 Pasal 118 ayat (6)",
                  "PP Nomor 43 Tahun 2014 Pasal 101 ayat (4)", kSheet2020));
  EXPECT_THAT(
      BasesOf(Sumbersuko(), "2026")[2],
      ElementsAre("PP Nomor 16 Tahun 2026 Pasal 55 ayat (1)",
                  "PP Nomor 16 Tahun 2026 Pasal 146 ayat (6)",
                  "PP Nomor 16 Tahun 2026 Pasal 122 ayat (6)", kSheet2020));
  EXPECT_THAT(
      BasesOf(Sumbersuko(), "2026-Q3")[2],
      ElementsAre("PP Nomor 16 Tahun 2026 Pasal 146 ayat (6)", kSheet2020));
}

TEST(LegalBasisTest, WhereNothingIsOwedItIsThatOfTheDefinition) {
  const auto& of_definition =
      BuiltInRules().FindIndicator("village-documents-on-time")->legal_basis();
  EXPECT_THAT(BasesOf(indicator::DistrictFacts(Region("35.08.01")), "2026")[2],
              ElementsAreArray(of_definition));
}

TEST(LegalBasisTest, OnlySumbersukoAnswersByItsSheet) {
  for (const auto& basis : BasesOf(Sumbersuko(), "2026")) {
    EXPECT_EQ(basis.back(), kSheet2020);
    EXPECT_EQ(std::count(basis.begin(), basis.end(), kSheet2020), 1);
  }
  for (const auto& basis :
       BasesOf(indicator::DistrictFacts(Region("35.08.01")), "2026")) {
    EXPECT_FALSE(basis.empty());
    EXPECT_THAT(basis, Not(Contains(HasSubstr("Sumbersuko"))));
  }
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
  const auto question =
      Choosing(Question("2025"), "report-year", "same-fiscal-year");

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

TEST(SelectionTest, AsksForTheDimensionsAndPeriodsOfTheDetails) {
  auto question = Choosing(Question("2025-Q1"), "combine", "mean-of-services");
  question.breakdowns = {"age-band"};
  question.earlier_periods = 2;

  const auto selection = indicator::SelectionFor(question);

  EXPECT_THAT(selection.survey_dimensions,
              ElementsAre(indicator::SurveyDimension::kService,
                          indicator::SurveyDimension::kAgeBand));
  EXPECT_THAT(selection.earlier_survey_periods,
              ElementsAre(PeriodOf("2024-Q3"), PeriodOf("2024-Q4")));
}

TEST(SelectionTest, AsksForThePast) {
  auto question = Question("2025");
  question.as_of_version = 7;

  EXPECT_EQ(indicator::SelectionFor(question).as_of_version, 7);
}

TEST(DistrictIndicatorsTest, IsJudgedOnTheDayOfTheFactsAndNotOfTheCall) {
  auto facts = Sumbersuko();
  facts.documents.push_back(Document("2001", "lppdesa", 2024, "2025-03-01"));
  facts.read_time = NoonOf("2025-03-31");

  const auto then = indicator::ComputeIndicators(facts, Question("2025-Q1"),
                                                 NoonOf("2026-01-10"));

  EXPECT_EQ(then.indicators(2).timeliness().not_due(), 7);
  EXPECT_EQ(then.as_of_time().seconds(),
            absl::ToUnixSeconds(NoonOf("2025-03-31")));
  EXPECT_EQ(then.indicators(1).follow_up().cut_off().month(), 3);
}

TEST(DistrictIndicatorsTest, PastThatIsThePresentGivesTheSameDigits) {
  auto facts = Sumbersuko();
  facts.survey = Answers(100, kWonosobo);
  facts.documents.push_back(Document("2001", "lppdesa", 2024, "2025-03-01"));
  facts.read_time = NoonOf("2026-01-10");
  auto past = Question("2025");
  past.as_of_version = facts.data_version;

  EXPECT_EQ(indicator::ComputeIndicators(facts, past, NoonOf("2026-01-10"))
                .SerializeAsString(),
            indicator::ComputeIndicators(facts, Question("2025"),
                                         NoonOf("2026-01-10"))
                .SerializeAsString());
}

TEST(SelectionTest, AsksForNoFiscalYearThatIsNeverKept) {
  EXPECT_THAT(indicator::SelectionFor(Question("2100")).document_fiscal_years,
              ElementsAre(2099));
}

std::vector<const char*> ValuesOf(const std::string& name) {
  for (const indicator::Choice& choice : indicator::AllChoices()) {
    if (choice.name == name) return choice.values;
  }
  return {};
}

// That the value is stated, and every policy in words.
void ExpectChosen(const std::string& id, const std::string& name,
                  const char* value, Language language) {
  const auto answered = IndicatorOf(
      Sumbersuko(), Choosing(Question("2025", "", language), name, value), id,
      NoonOf("2026-01-10"));
  EXPECT_EQ(PolicyOf(answered, name), value);
  for (const auto& policy : answered.policies()) {
    EXPECT_NE(policy.title(), "") << policy.name();
    EXPECT_NE(policy.meaning(), "") << policy.name();
  }
}

TEST(DistrictIndicatorsTest, EveryPolicyOfAnAnswerCanBeChosenAndIsSaidInWords) {
  const auto answer = indicator::ComputeIndicators(
      Sumbersuko(), Question("2025"), NoonOf("2026-01-10"));
  for (const auto& answered : answer.indicators()) {
    EXPECT_THAT(answered.policies(), Not(IsEmpty()));
    for (const auto& policy : answered.policies()) {
      EXPECT_THAT(ValuesOf(policy.name()), SizeIs(Gt(1))) << policy.name();
      for (const char* value : ValuesOf(policy.name())) {
        ExpectChosen(answered.id(), policy.name(), value,
                     Language::kIndonesian);
        ExpectChosen(answered.id(), policy.name(), value, Language::kEnglish);
      }
    }
  }
}

}  // namespace
}  // namespace iku::test
