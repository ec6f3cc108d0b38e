#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
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

TEST(DocumentTimelinessIndicatorTest, NothingRecordedIsNoDataAndNotZero) {
  const auto share = Timeliness(Sumbersuko(), "2025", NoonOf("2026-01-10"));

  EXPECT_EQ(share.value(), "");
  EXPECT_EQ(share.denominator(), "0");
  EXPECT_THAT(share.flags(), ElementsAre("NO_DATA"));
  EXPECT_EQ(share.timeliness().missing(), 24);
}

TEST(DocumentTimelinessIndicatorTest, DocumentOfAnotherYearIsNotAboutThisOne) {
  auto facts = Sumbersuko();
  facts.documents.push_back(Document("2001", "rkpdesa", 2024, "2023-09-01"));

  EXPECT_THAT(Timeliness(facts, "2025", NoonOf("2026-01-10")).flags(),
              ElementsAre("NO_DATA"));
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

RC_GTEST_PROP(DocumentTimelinessIndicatorTest,
              StatesTotalTheObligationsAndNeverPassAHundred, ()) {
  auto facts = Sumbersuko();
  const int count = *rc::gen::inRange(0, 20);
  for (int i = 0; i < count; ++i) {
    const Date day =
        AddDays(Day("2025-01-01"), *rc::gen::inRange<int64_t>(0, 500));
    const std::string kind = *rc::gen::elementOf(
        std::vector<std::string>{"rkpdesa", "apbdesa", "lppdesa"});
    facts.documents.push_back(
        Document(absl::StrCat(*rc::gen::inRange(2001, 2009)), kind,
                 kind == "lppdesa" ? 2024 : 2026, ToString(day),
                 *rc::gen::inRange(0, 2)));
  }
  const absl::Time now =
      NoonOf("2025-01-01") + absl::Hours(24) * *rc::gen::inRange(0, 500);

  const auto share = Timeliness(facts, "2025", now);

  const auto& detail = share.timeliness();
  RC_ASSERT(detail.on_time() + detail.late() + detail.missing() +
                detail.not_due() ==
            detail.obligations_size());
  RC_ASSERT(detail.obligations_size() == 24);
  RC_ASSERT(std::stol(share.numerator()) <= std::stol(share.denominator()));
  std::reverse(facts.documents.begin(), facts.documents.end());
  RC_ASSERT(Timeliness(facts, "2025", now).numerator() == share.numerator());
}

TEST(DocumentTimelinessIndicatorTest, StatesThePoliciesThatWereUsed) {
  const auto share =
      Timeliness(YearWithAllStates(), "2025", NoonOf("2026-01-10"));

  EXPECT_EQ(PolicyOf(share, "report-year"), "deadline-in-year");
  EXPECT_EQ(PolicyOf(share, "apbdesa"), "explanation");
  EXPECT_EQ(PolicyOf(share, "unit-of-count"), "per-document");
  EXPECT_EQ(PolicyOf(share, "not-due"), "left-out");
}

}  // namespace
}  // namespace iku::test
