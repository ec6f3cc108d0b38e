#include "services/indicator/formula/document_timeliness.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/unit/indicator/formula/village_documents.h"

namespace iku::indicator {
namespace {

using ::iku::test::Day;
using ::iku::test::Deadlines;
using ::iku::test::FractionOf;
using ::iku::test::PeriodOf;
using ::iku::test::Region;
using ::iku::test::ThreeVillages;
using Unit = TimelinessPolicy::Unit;
using Whole = TimelinessPolicy::Whole;

// Report year 2025.
class DocumentTimelinessTest : public ::testing::Test {
 protected:
  void Enact(int village, const char* kind, const char* day, int revision = 0) {
    documents_.push_back({villages_[village].code, kind, 2026, revision,
                          Day(day), std::nullopt});
  }

  void Receive(int village, const char* day) {
    documents_.push_back({villages_[village].code, "LPPDESA", 2024, 0,
                          Day("2025-01-10"), Day(day)});
  }

  // 7 of 9: the second LPPDesa comes late and the third APBDesa never.
  void FillYear() {
    for (int i = 0; i < 3; ++i) Enact(i, "RKPDESA", "2025-09-30");
    Enact(0, "APBDESA", "2025-12-31");
    Enact(1, "APBDESA", "2025-11-01");
    Receive(0, "2025-03-31");
    Receive(1, "2025-04-02");
    Receive(2, "2025-02-01");
  }

  DocumentTimeliness In(const char* period, const char* as_of) const {
    return ComputeDocumentTimeliness(villages_, documents_, book_,
                                     PeriodOf(period), Day(as_of), policy_);
  }

  std::string FractionIn(const char* period, const char* as_of) const {
    return FractionOf(In(period, as_of));
  }

  std::vector<Village> villages_ = ThreeVillages();
  std::vector<VillageDocument> documents_;
  DeadlineBook book_ = Deadlines();
  TimelinessPolicy policy_;
};

TEST_F(DocumentTimelinessTest, DividesDocumentsOnTimeByThreePerVillage) {
  FillYear();
  const auto result = In("2025", "2026-01-31");
  ASSERT_TRUE(result.share.has_value());
  EXPECT_EQ(result.share->numerator, 7);
  EXPECT_EQ(result.share->denominator, 9);
  EXPECT_EQ(result.share->exact, Rational(700, 9));
  EXPECT_EQ(result.share->value.ToString(), "77.78");
  EXPECT_EQ(result.counts.on_time, 7);
  EXPECT_EQ(result.counts.late, 1);
  EXPECT_EQ(result.counts.missing, 1);
  EXPECT_EQ(result.counts.not_due, 0);
}

TEST_F(DocumentTimelinessTest, TheMatrixShowsEveryVillageAndDocument) {
  FillYear();
  const auto matrix = In("2025", "2026-01-31").matrix;
  ASSERT_EQ(matrix.size(), 9u);
  const MatrixCell& late = matrix[3];  // second village, first deadline
  EXPECT_EQ(late.village, Region("35.08.21.2002"));
  EXPECT_EQ(late.obligation.kind, "LPPDESA");
  EXPECT_EQ(late.obligation.fiscal_year, 2024);
  EXPECT_EQ(late.deadline, Day("2025-03-31"));
  EXPECT_EQ(late.counted, Day("2025-04-02"));
  EXPECT_EQ(late.standing, (DocumentStanding{DocumentState::kLate, 2}));
  EXPECT_FALSE(late.counts);
  const MatrixCell& missing = matrix[8];
  EXPECT_EQ(missing.obligation.kind, "APBDESA");
  EXPECT_EQ(missing.counted, std::nullopt);
  EXPECT_EQ(missing.standing, (DocumentStanding{DocumentState::kMissing, 31}));
}

TEST_F(DocumentTimelinessTest, WhatIsNotDueIsOutOfTheDenominator) {
  FillYear();
  EXPECT_EQ(FractionIn("2025", "2025-03-30"), "1/1");  // one came early
  EXPECT_EQ(FractionIn("2025", "2025-04-01"), "2/3");
  EXPECT_EQ(FractionIn("2025", "2025-09-30"), "5/6");
}

TEST_F(DocumentTimelinessTest, TheWholeYearMayBeTheDenominator) {
  FillYear();
  policy_.whole = Whole::kYear;
  EXPECT_EQ(FractionIn("2025", "2025-04-01"), "2/9");
  EXPECT_EQ(FractionIn("2025", "2026-01-31"), "7/9");
}

TEST_F(DocumentTimelinessTest, APartOfTheYearThenShowsItsProgressSoFar) {
  FillYear();
  policy_.whole = Whole::kYear;
  EXPECT_EQ(FractionIn("2025-Q1", "2026-01-31"), "2/9");
  EXPECT_EQ(FractionIn("2025-Q2", "2026-01-31"), "2/9");
  EXPECT_EQ(FractionIn("2025-Q3", "2026-01-31"), "5/9");
  EXPECT_EQ(FractionIn("2025-Q4", "2026-01-31"), "7/9");
  EXPECT_EQ(In("2025-Q3", "2026-01-31").matrix.size(), 9u);
}

TEST_F(DocumentTimelinessTest, NothingDueHasNoShare) {
  EXPECT_EQ(FractionIn("2025-Q2", "2026-01-31"), "NO_DATA");
  EXPECT_EQ(FractionIn("2025-Q3", "2025-09-30"), "NO_DATA");
  EXPECT_EQ(FractionIn("2025-Q3", "2025-10-01"), "0/3");
  policy_.whole = Whole::kYear;
  EXPECT_EQ(FractionIn("2025", "2025-03-31"), "NO_DATA");
  EXPECT_EQ(FractionIn("2025", "2025-04-01"), "0/9");
  villages_.clear();
  EXPECT_EQ(FractionIn("2025", "2026-01-31"), "NO_DATA");
}

TEST_F(DocumentTimelinessTest, AmendmentsNeverChangeTheMarkOfTheOriginal) {
  Enact(0, "RKPDESA", "2025-10-05", 0);
  Enact(0, "RKPDESA", "2025-09-01", 1);
  Enact(1, "RKPDESA", "2025-09-01", 0);
  Enact(1, "RKPDESA", "2025-12-01", 1);
  Enact(2, "RKPDESA", "2025-09-01", 1);  // without an original
  const auto result = In("2025-Q3", "2026-01-31");
  EXPECT_EQ(result.matrix[0].standing.state, DocumentState::kLate);
  EXPECT_EQ(result.matrix[1].standing.state, DocumentState::kOnTime);
  EXPECT_EQ(result.matrix[2].standing.state, DocumentState::kMissing);
}

TEST_F(DocumentTimelinessTest,
       ADocumentThatIsThereTwiceCountsOnceByTheEarlier) {
  Enact(0, "RKPDESA", "2025-10-05");
  Enact(0, "RKPDESA", "2025-09-01");
  Enact(0, "RKPDESA", "2025-09-15");
  EXPECT_EQ(FractionIn("2025-Q3", "2026-01-31"), "1/3");
  EXPECT_EQ(In("2025-Q3", "2026-01-31").matrix[0].counted, Day("2025-09-01"));
}

TEST_F(DocumentTimelinessTest, ADocumentOfAnotherFiscalYearIsAnotherDocument) {
  documents_.push_back(
      {villages_[0].code, "RKPDESA", 2025, 0, Day("2025-09-01"), std::nullopt});
  EXPECT_EQ(FractionIn("2025-Q3", "2026-01-31"), "0/3");
}

TEST_F(DocumentTimelinessTest, AReportEnactedInTimeButReceivedLateIsLate) {
  Receive(0, "2025-04-01");
  documents_.push_back(
      {villages_[1].code, "LPPDESA", 2024, 0, Day("2025-01-10"), std::nullopt});
  const auto result = In("2025-Q1", "2025-06-30");
  EXPECT_EQ(result.matrix[0].standing.state, DocumentState::kLate);
  EXPECT_EQ(result.matrix[1].standing.state, DocumentState::kMissing);
}

TEST_F(DocumentTimelinessTest, KelurahanOweNothing) {
  villages_[1].code = Region("35.08.21.1001");
  villages_[2].code = Region("35.08.21.3001");
  EXPECT_EQ(FractionIn("2025", "2026-01-31"), "0/6");
}

TEST_F(DocumentTimelinessTest, AVillageOwesOnlyWhatIsDueWhileItExists) {
  villages_[0].valid_to = Day("2025-09-30");    // its last deadline day
  villages_[1].valid_from = Day("2025-09-30");  // its first
  villages_[2].valid_from = Day("2025-10-01");
  EXPECT_EQ(In("2025-Q1", "2026-01-31").counts.Total(), 1);
  EXPECT_EQ(In("2025-Q3", "2026-01-31").counts.Total(), 2);
  EXPECT_EQ(In("2025-Q4", "2026-01-31").counts.Total(), 2);
}

TEST_F(DocumentTimelinessTest, AVillageMayHaveToHaveAllDocumentsOnTime) {
  FillYear();
  policy_.unit = Unit::kVillage;
  EXPECT_EQ(FractionIn("2025", "2026-01-31"), "1/3");
  policy_.whole = Whole::kYear;
  EXPECT_EQ(FractionIn("2025", "2026-01-31"), "1/3");
}

TEST_F(DocumentTimelinessTest, AVillageWithADocumentNotDueIsNoSuccessYet) {
  policy_.unit = Unit::kVillage;
  Receive(0, "2025-03-01");  // its other two are pending
  Receive(1, "2025-03-01");
  Receive(2, "2025-03-01");
  EXPECT_EQ(FractionIn("2025", "2025-05-01"), "NO_DATA");
  Enact(0, "RKPDESA", "2025-04-20");
  Enact(0, "APBDESA", "2025-04-20");
  EXPECT_EQ(FractionIn("2025", "2025-05-01"), "1/1");
  policy_.whole = Whole::kYear;
  EXPECT_EQ(FractionIn("2025", "2025-05-01"), "1/3");
  EXPECT_EQ(FractionIn("2025", "2025-04-19"), "0/3");
}

TEST_F(DocumentTimelinessTest, AVillageThatHasFailedIsDecidedBeforeTheOthers) {
  policy_.unit = Unit::kVillage;
  Receive(0, "2025-03-01");
  Receive(1, "2025-04-02");  // late; the third sent nothing
  const auto result = In("2025", "2025-05-01");
  EXPECT_EQ(FractionIn("2025", "2025-05-01"), "0/2");
  EXPECT_TRUE(result.is_incomplete) << "the first may still have all three";
  for (const MatrixCell& cell : result.matrix) {
    EXPECT_EQ(cell.in_denominator, cell.village != villages_[0].code);
  }
}

TEST_F(DocumentTimelinessTest, AVillageThatOwesNothingInTheYearIsNoneOfAll) {
  FillYear();
  villages_[1].valid_from = Day("2025-12-01");  // owes the budget only
  villages_[2].valid_from = Day("2026-01-01");
  policy_.unit = Unit::kVillage;
  policy_.whole = Whole::kYear;
  EXPECT_EQ(FractionIn("2025", "2026-01-31"), "2/2");
}

TEST_F(DocumentTimelinessTest, TheFormulaTakenLiterallyCountsALateBudget) {
  FillYear();
  Enact(2, "APBDESA", "2026-01-20");
  EXPECT_EQ(FractionIn("2025", "2026-01-31"), "7/9");
  policy_.enough_when_drawn_up = {"APBDESA"};
  EXPECT_EQ(FractionIn("2025", "2026-01-31"), "8/9");
  EXPECT_EQ(FractionIn("2025", "2026-01-19"), "7/9");
  const auto result = In("2025", "2026-01-31");
  EXPECT_EQ(result.matrix[8].standing.state, DocumentState::kLate);
  EXPECT_TRUE(result.matrix[8].counts);
}

TEST_F(DocumentTimelinessTest, AnOverrideMovesTheDeadlineAndGivesItsReason) {
  book_.overrides = {{"RKPDESA", 2026, villages_[0].code, Day("2025-10-31"),
                      "SK Bupati: banjir", "SK Bupati: flood"}};
  Enact(0, "RKPDESA", "2025-10-31");
  Enact(1, "RKPDESA", "2025-10-31");
  const auto result = In("2025-Q3", "2026-01-31");
  EXPECT_EQ(result.matrix[0].standing.state, DocumentState::kOnTime);
  EXPECT_EQ(result.matrix[0].deadline, Day("2025-10-31"));
  EXPECT_EQ(result.matrix[0].override_reason, "SK Bupati: banjir");
  EXPECT_EQ(result.matrix[0].override_reason_en, "SK Bupati: flood");
  EXPECT_EQ(result.matrix[1].standing.state, DocumentState::kLate);
  EXPECT_EQ(result.matrix[1].override_reason, "");
}

TEST_F(DocumentTimelinessTest, TheSameFiscalYearMayMakeUpTheReportYear) {
  policy_.report_year = ReportYear::kSameFiscalYear;
  documents_.push_back(
      {villages_[0].code, "RKPDESA", 2025, 0, Day("2024-09-30"), std::nullopt});
  EXPECT_EQ(FractionIn("2025", "2025-12-31"), "1/6");
  policy_.whole = Whole::kYear;
  EXPECT_EQ(FractionIn("2025", "2025-12-31"), "1/9");
}

TEST_F(DocumentTimelinessTest, AnOverrideGivesItsLegalBasisWhereItHasOne) {
  book_.overrides = {{"RKPDESA", 2026, villages_[0].code, Day("2025-10-31"),
                      "banjir", "flood", "SK Bupati 1/2025"},
                     {"RKPDESA", 2026, villages_[1].code, Day("2025-10-31"),
                      "banjir", "flood", ""}};
  const auto matrix = In("2025-Q3", "2026-01-31").matrix;
  EXPECT_EQ(matrix[0].legal_basis, "SK Bupati 1/2025");
  EXPECT_EQ(matrix[1].legal_basis, "PP 43/2014 art. 118(6)");
  EXPECT_EQ(matrix[2].legal_basis, "PP 43/2014 art. 118(6)");
}

TEST_F(DocumentTimelinessTest, EachDocumentSaysWhereItsVillagesStand) {
  FillYear();
  Enact(2, "APBDESA", "2026-01-20");
  policy_.enough_when_drawn_up = {"APBDESA"};
  const auto documents = In("2025", "2026-01-31").documents;
  ASSERT_EQ(documents.size(), 3u);
  EXPECT_EQ(documents[0].obligation.kind, "LPPDESA");
  EXPECT_EQ(documents[0].villages.on_time, 2);
  EXPECT_EQ(documents[0].villages.late, 1);
  EXPECT_EQ(documents[0].counted, 2);
  EXPECT_EQ(documents[2].obligation.kind, "APBDESA");
  EXPECT_EQ(documents[2].villages.on_time, 2);
  EXPECT_EQ(documents[2].villages.late, 1);
  EXPECT_EQ(documents[2].counted, 3);
}

}  // namespace
}  // namespace iku::indicator
