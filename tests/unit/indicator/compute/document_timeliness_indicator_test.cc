#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "services/indicator/compute/district_indicators.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using indicator::v1::Obligation;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

indicator::v1::Indicator Timeliness(const indicator::DistrictFacts& facts,
                                    absl::string_view period, absl::Time now) {
  return IndicatorOf(facts, Question(period), "village-documents-on-time", now);
}

// Report year 2025: LPPDesa 2024 due in March, RKPDesa 2026 in September,
// APBDesa 2026 in December.
indicator::DistrictFacts YearWithAllStates() {
  auto facts = Sumbersuko();
  for (const char* village : {"2001", "2002", "2003", "2004", "2005", "2006"}) {
    facts.documents.push_back(Document(village, "lppdesa", 2024, "2025-03-31"));
    facts.documents.push_back(Document(village, "rkpdesa", 2026, "2025-09-20"));
    facts.documents.push_back(Document(village, "apbdesa", 2026, "2025-12-31"));
  }
  facts.documents.push_back(Document("2007", "lppdesa", 2024, "2025-04-02"));
  facts.documents.push_back(Document("2007", "rkpdesa", 2026, "2025-09-30"));
  facts.documents.push_back(Document("2007", "apbdesa", 2026, "2025-12-15"));
  facts.documents.push_back(Document("2008", "rkpdesa", 2026, "2025-10-01"));
  facts.documents.push_back(Document("2008", "apbdesa", 2026, "2025-12-01"));
  return facts;
}

const Obligation& Of(const indicator::v1::Indicator& indicator,
                     const std::string& village, const std::string& kind) {
  for (const Obligation& one : indicator.timeliness().obligations()) {
    if (one.village() == "35.08.21." + village && one.document_kind() == kind) {
      return one;
    }
  }
  return Obligation::default_instance();
}

TEST(DocumentTimelinessIndicatorTest, WholeYearIsOutOfAllDocumentsOwed) {
  const auto share =
      Timeliness(YearWithAllStates(), "2025", NoonOf("2026-01-10"));

  EXPECT_EQ(share.numerator(), "21");
  EXPECT_EQ(share.denominator(), "24");
  EXPECT_EQ(share.value(), "87.50");
  EXPECT_EQ(share.exact_value(), "175/2");
  EXPECT_THAT(share.flags(), IsEmpty());
  EXPECT_EQ(share.timeliness().on_time(), 21);
  EXPECT_EQ(share.timeliness().late(), 2);
  EXPECT_EQ(share.timeliness().missing(), 1);
  EXPECT_EQ(share.timeliness().not_due(), 0);
}

TEST(DocumentTimelinessIndicatorTest, MatrixSaysWhatEachVillageDid) {
  const auto share =
      Timeliness(YearWithAllStates(), "2025", NoonOf("2026-01-10"));

  ASSERT_EQ(share.timeliness().obligations_size(), 24);
  const Obligation& first = share.timeliness().obligations(0);
  EXPECT_EQ(first.village(), "35.08.21.2001");
  EXPECT_EQ(first.village_name(), "Sumbersuko");
  EXPECT_EQ(first.document_kind(), "lppdesa");
  EXPECT_EQ(first.fiscal_year(), 2024);
  EXPECT_EQ(first.state(), Obligation::STATE_ON_TIME);
  EXPECT_EQ(first.days_late(), 0);
  EXPECT_EQ(first.document(),
            "districts/35.08.21/villageDocuments/lppdesa2001r0");

  const Obligation& late = Of(share, "2007", "lppdesa");
  EXPECT_EQ(late.state(), Obligation::STATE_LATE);
  EXPECT_EQ(late.days_late(), 2);
  EXPECT_EQ(late.deadline().month(), 3);
  EXPECT_EQ(late.deadline().day(), 31);
  EXPECT_EQ(late.counted_date().day(), 2);

  const Obligation& missing = Of(share, "2008", "lppdesa");
  EXPECT_EQ(missing.state(), Obligation::STATE_MISSING);
  EXPECT_FALSE(missing.has_counted_date());
  EXPECT_EQ(missing.document(), "");
}

TEST(DocumentTimelinessIndicatorTest, WhatIsNotDueIsOutOfTheDenominator) {
  auto facts = Sumbersuko();
  facts.documents.push_back(Document("2001", "lppdesa", 2024, "2025-03-01"));

  const auto share = Timeliness(facts, "2025", NoonOf("2025-05-01"));

  EXPECT_EQ(share.numerator(), "1");
  EXPECT_EQ(share.denominator(), "8");
  EXPECT_THAT(share.flags(), ElementsAre("NOT_ALL_DUE"));
  EXPECT_EQ(share.timeliness().not_due(), 16);
  EXPECT_EQ(Of(share, "2001", "apbdesa").state(), Obligation::STATE_NOT_DUE);
}

TEST(DocumentTimelinessIndicatorTest, QuarterHoldsTheDeadlinesInsideIt) {
  const auto share =
      Timeliness(YearWithAllStates(), "2025-Q3", NoonOf("2026-01-10"));

  EXPECT_EQ(share.denominator(), "8");
  EXPECT_EQ(share.numerator(), "7");
  EXPECT_EQ(Of(share, "2008", "rkpdesa").state(), Obligation::STATE_LATE);
}

TEST(DocumentTimelinessIndicatorTest, QuarterWithoutADeadlineIsNoData) {
  const auto share =
      Timeliness(YearWithAllStates(), "2025-Q2", NoonOf("2026-01-10"));

  EXPECT_EQ(share.value(), "");
  EXPECT_THAT(share.flags(), ElementsAre("NO_DATA"));
}

TEST(DocumentTimelinessIndicatorTest, SilenceIsNoneOfAllThatIsOwed) {
  const auto share = Timeliness(Sumbersuko(), "2025", NoonOf("2026-01-10"));

  EXPECT_EQ(share.value(), "0.00");
  EXPECT_EQ(share.numerator(), "0");
  EXPECT_EQ(share.denominator(), "24");
  EXPECT_THAT(share.flags(), ElementsAre("NOTHING_RECEIVED"));
  EXPECT_EQ(share.timeliness().missing(), 24);
}

TEST(DocumentTimelinessIndicatorTest, SilenceMayBeNoData) {
  const auto share =
      IndicatorOf(Sumbersuko(), Choosing(Question("2025"), "silent", "no-data"),
                  "village-documents-on-time", NoonOf("2026-01-10"));

  EXPECT_EQ(share.value(), "");
  EXPECT_EQ(share.numerator(), "0");
  EXPECT_EQ(share.denominator(), "0");
  EXPECT_THAT(share.flags(), ElementsAre("NO_DATA", "NOTHING_RECEIVED"));
  EXPECT_EQ(share.timeliness().missing(), 24);
  for (const Obligation& one : share.timeliness().obligations()) {
    EXPECT_FALSE(one.in_denominator());
  }
  EXPECT_EQ(PolicyOf(share, "silent"), "no-data");
}

TEST(DocumentTimelinessIndicatorTest, NothingDueYetIsNoDataWhateverWasSent) {
  const auto share = Timeliness(Sumbersuko(), "2025", NoonOf("2025-02-01"));

  EXPECT_EQ(share.value(), "");
  EXPECT_THAT(share.flags(), ElementsAre("NO_DATA", "NOT_ALL_DUE"));
}

TEST(DocumentTimelinessIndicatorTest, DocumentOfAnotherYearIsNotAboutThisOne) {
  auto facts = Sumbersuko();
  facts.documents.push_back(Document("2001", "rkpdesa", 2024, "2023-09-01"));

  EXPECT_THAT(Timeliness(facts, "2025", NoonOf("2026-01-10")).flags(),
              ElementsAre("NOTHING_RECEIVED"));
}

TEST(DocumentTimelinessIndicatorTest, AnEarlyOneWithTheOthersPendingIsFlagged) {
  auto facts = Sumbersuko();
  facts.documents.push_back(Document("2001", "lppdesa", 2024, "2025-02-01"));

  const auto share = Timeliness(facts, "2025-Q1", NoonOf("2025-03-01"));

  EXPECT_EQ(share.value(), "100.00");
  EXPECT_EQ(share.denominator(), "1");
  EXPECT_THAT(share.flags(), ElementsAre("NOT_ALL_DUE", "INCOMPLETE_PERIOD"));
}

TEST(DocumentTimelinessIndicatorTest, APartOfAFiscalYearIsItsWholeYear) {
  const auto share = IndicatorOf(
      YearWithAllStates(),
      Choosing(Question("2025-Q1"), "report-year", "same-fiscal-year"),
      "village-documents-on-time", NoonOf("2026-01-10"));

  EXPECT_THAT(share.flags(), ElementsAre("NOTHING_RECEIVED", "NOT_ALL_DUE",
                                         "WHOLE_FISCAL_YEAR"));
  EXPECT_EQ(share.denominator(), "16");
  EXPECT_EQ(share.timeliness().obligations_size(), 24);
  for (const Obligation& one : share.timeliness().obligations()) {
    EXPECT_EQ(one.fiscal_year(), 2025);
  }
  EXPECT_EQ(share.timeliness().judged_on().month(), 3);
  EXPECT_EQ(share.timeliness().judged_on().day(), 31);
}

TEST(DocumentTimelinessIndicatorTest, EachDocumentHasItsVillagesByState) {
  const auto detail =
      Timeliness(YearWithAllStates(), "2025", NoonOf("2026-01-10"))
          .timeliness();

  EXPECT_EQ(detail.villages(), 8);
  EXPECT_EQ(detail.judged_on().year(), 2026);
  ASSERT_EQ(detail.documents_size(), 3);
  const auto& reports = detail.documents(0);
  EXPECT_EQ(reports.document_kind(), "lppdesa");
  EXPECT_EQ(reports.fiscal_year(), 2024);
  EXPECT_EQ(reports.deadline().day(), 31);
  EXPECT_EQ(reports.on_time(), 6);
  EXPECT_EQ(reports.late(), 1);
  EXPECT_EQ(reports.missing(), 1);
  EXPECT_EQ(reports.not_due(), 0);
  EXPECT_EQ(reports.counted(), 6);
}

TEST(DocumentTimelinessIndicatorTest, EachObligationNamesTheRuleOfItsDeadline) {
  const auto share =
      Timeliness(YearWithAllStates(), "2025", NoonOf("2026-01-10"));

  for (const Obligation& one : share.timeliness().obligations()) {
    EXPECT_THAT(one.legal_basis(), ::testing::StartsWith("PP Nomor "));
  }
}

TEST(DocumentTimelinessIndicatorTest, OneLateDocumentIsZeroAndNotNoData) {
  auto facts = Sumbersuko();
  facts.documents.push_back(Document("2001", "lppdesa", 2024, "2025-04-01"));

  const auto share = Timeliness(facts, "2025-Q1", NoonOf("2026-01-10"));

  EXPECT_EQ(share.value(), "0.00");
  EXPECT_EQ(share.denominator(), "8");
  EXPECT_THAT(share.flags(), IsEmpty());
}

TEST(DocumentTimelinessIndicatorTest, KelurahanIsNotInTheDenominator) {
  auto facts = YearWithAllStates();
  facts.villages.push_back({{.code = Region("35.08.21.1001"),
                             .valid_from = Date{},
                             .valid_to = std::nullopt},
                            "Kelurahan"});

  const auto share = Timeliness(facts, "2025", NoonOf("2026-01-10"));

  EXPECT_EQ(share.denominator(), "24");
  EXPECT_EQ(Of(share, "1001", "apbdesa").village(), "");
}

TEST(DocumentTimelinessIndicatorTest, AmendmentNeverChangesTheMark) {
  auto facts = YearWithAllStates();
  facts.documents.push_back(
      Document("2001", "apbdesa", 2026, "2026-01-05", /*revision=*/1));

  const auto share = Timeliness(facts, "2025", NoonOf("2026-01-10"));

  EXPECT_EQ(share.numerator(), "21");
  EXPECT_EQ(Of(share, "2001", "apbdesa").document(),
            "districts/35.08.21/villageDocuments/apbdesa2001r0");
}

TEST(DocumentTimelinessIndicatorTest, DeadlineDayEndsByTheClockOfTheDistrict) {
  auto facts = Sumbersuko();
  facts.documents.push_back(Document("2001", "lppdesa", 2024, "2025-03-01"));
  const absl::Time midnight_in_jakarta = NoonOf("2025-04-01") - absl::Hours(12);

  const auto before =
      Timeliness(facts, "2025-Q1", midnight_in_jakarta - absl::Seconds(1));
  EXPECT_EQ(Of(before, "2002", "lppdesa").state(), Obligation::STATE_NOT_DUE);

  const auto after = Timeliness(facts, "2025-Q1", midnight_in_jakarta);
  EXPECT_EQ(Of(after, "2002", "lppdesa").state(), Obligation::STATE_MISSING);
}

TEST(DocumentTimelinessIndicatorTest, FormulaTakenLiterallyCountsALateBudget) {
  auto facts = Sumbersuko();
  facts.documents.push_back(Document("2001", "apbdesa", 2026, "2026-01-03"));
  const auto share = [&](const char* reading) {
    return IndicatorOf(facts, Choosing(Question("2025-Q4"), "apbdesa", reading),
                       "village-documents-on-time", NoonOf("2026-01-10"))
        .numerator();
  };

  EXPECT_EQ(share("explanation"), "0");
  EXPECT_EQ(share("formula-literal"), "1");
}

TEST(DocumentTimelinessIndicatorTest, VillagesWithAllThreeAreCountedWhenAsked) {
  const auto share =
      IndicatorOf(YearWithAllStates(),
                  Choosing(Question("2025"), "unit-of-count", "all-three"),
                  "village-documents-on-time", NoonOf("2026-01-10"));

  EXPECT_EQ(share.numerator(), "6");
  EXPECT_EQ(share.denominator(), "8");
  EXPECT_EQ(PolicyOf(share, "unit-of-count"), "all-three");
}

TEST(DocumentTimelinessIndicatorTest, MatrixShowsNumberAndEvidence) {
  auto facts = Sumbersuko();
  facts.documents.push_back(Document("2001", "lppdesa", 2024, "2025-03-01"));
  facts.documents.back().regulation_number = "3/2025";
  facts.documents.back().has_evidence = true;

  const auto share = Timeliness(facts, "2025-Q1", NoonOf("2026-01-10"));

  EXPECT_EQ(Of(share, "2001", "lppdesa").regulation_number(), "3/2025");
  EXPECT_TRUE(Of(share, "2001", "lppdesa").has_evidence());
  EXPECT_FALSE(Of(share, "2002", "lppdesa").has_evidence());
}

// The reports of 2024 are due two weeks later, as the regency decided.
std::shared_ptr<const indicator::Rules> RulesWithAnOverride() {
  indicator::v1::RuleSet rules = BuiltInRules().data();
  auto& moved = *rules.add_deadline_overrides();
  moved.set_document_kind("lppdesa");
  moved.set_fiscal_year(2024);
  moved.set_region("35.08");
  moved.mutable_deadline()->set_year(2025);
  moved.mutable_deadline()->set_month(4);
  moved.mutable_deadline()->set_day(14);
  moved.mutable_reason()->set_id("banjir");
  moved.mutable_reason()->set_en("flood");
  moved.set_legal_basis("SK Bupati 1/2025");
  return indicator::Rules::Parse(rules.DebugString()).value();
}

TEST(DocumentTimelinessIndicatorTest, AMovedDeadlineSaysWhyAndByWhichDecision) {
  for (const auto& [language, reason] :
       {std::make_pair(Language::kIndonesian, "banjir"),
        std::make_pair(Language::kEnglish, "flood")}) {
    const auto share =
        IndicatorOf(YearWithAllStates(),
                    QuestionUnder(RulesWithAnOverride(), "2025", "", language),
                    "village-documents-on-time", NoonOf("2026-01-10"));
    const Obligation& moved = Of(share, "2007", "lppdesa");
    EXPECT_EQ(moved.state(), Obligation::STATE_ON_TIME);
    EXPECT_EQ(moved.override_reason(), reason);
    EXPECT_EQ(moved.legal_basis(), "SK Bupati 1/2025");
    EXPECT_EQ(Of(share, "2007", "rkpdesa").override_reason(), "");
  }
}

TEST(DocumentTimelinessIndicatorTest, StatesThePoliciesThatWereUsed) {
  const auto share =
      Timeliness(YearWithAllStates(), "2025", NoonOf("2026-01-10"));

  EXPECT_EQ(PolicyOf(share, "report-year"), "deadline-in-year");
  EXPECT_EQ(PolicyOf(share, "apbdesa"), "explanation");
  EXPECT_EQ(PolicyOf(share, "unit-of-count"), "per-document");
  EXPECT_EQ(PolicyOf(share, "not-due"), "left-out");
  EXPECT_EQ(PolicyOf(share, "silent"), "missing");
  for (const auto& policy : share.policies()) {
    EXPECT_NE(policy.title(), "") << policy.name();
    EXPECT_NE(policy.meaning(), "") << policy.name();
  }
}

}  // namespace
}  // namespace iku::test
