// What each combination of the open choices means.

#include <gtest/gtest.h>

#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/indicator/formula/document_timeliness.h"
#include "tests/unit/indicator/formula/village_documents.h"

namespace iku::indicator {
namespace {

using ::iku::test::Day;
using ::iku::test::Deadlines;
using ::iku::test::FractionOf;
using ::iku::test::PeriodOf;
using ::iku::test::ThreeVillages;
using Unit = TimelinessPolicy::Unit;
using Whole = TimelinessPolicy::Whole;
using Silence = TimelinessPolicy::Silence;

constexpr auto kByDeadline = ReportYear::kDeadlineInYear;
constexpr auto kByFiscalYear = ReportYear::kSameFiscalYear;
constexpr auto kLeftOut = Whole::kDue;
constexpr auto kInDenominator = Whole::kYear;
constexpr auto kPerDocument = Unit::kDocument;
constexpr auto kAllThree = Unit::kVillage;

VillageDocument Enacted(int village, const char* kind, int year,
                        const char* day) {
  return {ThreeVillages()[village].code, kind, year, 0, Day(day), std::nullopt};
}

VillageDocument Received(int village, int year, const char* day) {
  return {ThreeVillages()[village].code,
          "LPPDESA",
          year,
          0,
          std::nullopt,
          Day(day)};
}

// What is due in 2025: LPPDesa 2024 (one of three late), RKPDesa 2026 (all on
// time) and APBDesa 2026 (one late). Of fiscal year 2025: RKPDesa, due in 2024
// (one missing), APBDesa, due in 2024 (two late), LPPDesa, due in 2026 (one
// came early, the others are not due on 1 February 2026).
std::vector<VillageDocument> TwoYears() {
  return {Received(0, 2024, "2025-03-31"),
          Received(1, 2024, "2025-04-02"),
          Received(2, 2024, "2025-02-01"),
          Enacted(0, "RKPDESA", 2026, "2025-09-30"),
          Enacted(1, "RKPDESA", 2026, "2025-09-30"),
          Enacted(2, "RKPDESA", 2026, "2025-09-30"),
          Enacted(0, "APBDESA", 2026, "2025-12-31"),
          Enacted(1, "APBDESA", 2026, "2025-11-01"),
          Enacted(2, "APBDESA", 2026, "2026-01-20"),
          Enacted(0, "RKPDESA", 2025, "2024-09-01"),
          Enacted(1, "RKPDESA", 2025, "2024-09-30"),
          Enacted(0, "APBDESA", 2025, "2024-12-31"),
          Enacted(1, "APBDESA", 2025, "2025-01-15"),
          Enacted(2, "APBDESA", 2025, "2025-06-01"),
          Received(0, 2025, "2026-01-10")};
}

struct Combination {
  const char* period;
  ReportYear report_year;
  Whole whole;
  Unit unit;
  const char* explanation;      // the share when all have to be on time
  const char* formula_literal;  // when a late APBDesa counts
};

std::ostream& operator<<(std::ostream& out, const Combination& one) {
  return out << one.period
             << (one.report_year == kByDeadline ? ", deadline-in-year"
                                                : ", same-fiscal-year")
             << (one.whole == kLeftOut ? ", left-out" : ", in-denominator")
             << (one.unit == kPerDocument ? ", per-document" : ", all-three");
}

class CombinationTest : public ::testing::TestWithParam<Combination> {
 protected:
  static std::string FractionWith(std::set<std::string> enough_when_drawn_up) {
    const Combination& one = GetParam();
    return FractionOf(ComputeDocumentTimeliness(
        ThreeVillages(), TwoYears(), Deadlines(), PeriodOf(one.period),
        Day("2026-02-01"),
        {.report_year = one.report_year,
         .enough_when_drawn_up = std::move(enough_when_drawn_up),
         .unit = one.unit,
         .whole = one.whole,
         .silence = Silence::kMissing,
         .rounding = {}}));
  }
};

TEST_P(CombinationTest, HasItsShare) {
  EXPECT_EQ(FractionWith({}), GetParam().explanation);
  EXPECT_EQ(FractionWith({"APBDESA"}), GetParam().formula_literal);
}

INSTANTIATE_TEST_SUITE_P(
    Year, CombinationTest,
    ::testing::Values(
        Combination{"2025", kByDeadline, kLeftOut, kPerDocument, "7/9", "8/9"},
        Combination{"2025", kByDeadline, kInDenominator, kPerDocument, "7/9",
                    "8/9"},
        Combination{"2025", kByDeadline, kLeftOut, kAllThree, "1/3", "2/3"},
        Combination{"2025", kByDeadline, kInDenominator, kAllThree, "1/3",
                    "2/3"},
        // Two reports are not due.
        Combination{"2025", kByFiscalYear, kLeftOut, kPerDocument, "4/7",
                    "6/7"},
        Combination{"2025", kByFiscalYear, kInDenominator, kPerDocument, "4/9",
                    "6/9"},
        // One village has all three, early; one failed by its late APBDesa, or
        // is not decided when that counts; one failed by its RKPDesa.
        Combination{"2025", kByFiscalYear, kLeftOut, kAllThree, "1/3", "1/2"},
        Combination{"2025", kByFiscalYear, kInDenominator, kAllThree, "1/3",
                    "1/3"}));

INSTANTIATE_TEST_SUITE_P(
    FirstQuarter, CombinationTest,
    ::testing::Values(
        // The reports that are due in it, as they stand now.
        Combination{"2025-Q1", kByDeadline, kLeftOut, kPerDocument, "2/3",
                    "2/3"},
        Combination{"2025-Q1", kByDeadline, kLeftOut, kAllThree, "2/3", "2/3"},
        // The whole year as it stood on 31 March.
        Combination{"2025-Q1", kByDeadline, kInDenominator, kPerDocument, "2/9",
                    "2/9"},
        Combination{"2025-Q1", kByDeadline, kInDenominator, kAllThree, "0/3",
                    "0/3"},
        // The whole fiscal year as it stood on 31 March: three of the six that
        // were due then, and one late.
        Combination{"2025-Q1", kByFiscalYear, kLeftOut, kPerDocument, "3/6",
                    "4/6"},
        Combination{"2025-Q1", kByFiscalYear, kInDenominator, kPerDocument,
                    "3/9", "4/9"},
        // Two have failed, or one; the others wait for the report.
        Combination{"2025-Q1", kByFiscalYear, kLeftOut, kAllThree, "0/2",
                    "0/1"},
        Combination{"2025-Q1", kByFiscalYear, kInDenominator, kAllThree, "0/3",
                    "0/3"}));

class PartOfAYearTest : public ::testing::Test {
 protected:
  DocumentTimeliness In(const char* period, const char* as_of) const {
    return ComputeDocumentTimeliness(ThreeVillages(), documents_, Deadlines(),
                                     PeriodOf(period), Day(as_of), policy_);
  }

  std::vector<VillageDocument> documents_ = TwoYears();
  TimelinessPolicy policy_;
};

TEST_F(PartOfAYearTest, ByFiscalYearItHasTheDocumentsThatItStates) {
  policy_.report_year = kByFiscalYear;
  const auto result = In("2025-Q1", "2026-02-01");
  EXPECT_TRUE(result.is_whole_fiscal_year);
  EXPECT_EQ(result.judged_on, Day("2025-03-31"));
  ASSERT_EQ(result.matrix.size(), 9u);
  for (const MatrixCell& cell : result.matrix) {
    EXPECT_EQ(cell.obligation.fiscal_year, 2025);
  }
  EXPECT_FALSE(In("2025", "2026-02-01").is_whole_fiscal_year);
  policy_.report_year = kByDeadline;
  EXPECT_FALSE(In("2025-Q1", "2026-02-01").is_whole_fiscal_year);
}

TEST_F(PartOfAYearTest, IsJudgedOnTheDayItselfUntilItIsOver) {
  policy_.whole = kInDenominator;
  const auto on = [&](const char* as_of) {
    const auto result = In("2025-Q1", as_of);
    return absl::StrCat(ToString(result.judged_on), ": ", result.counts.missing,
                        " missing, ", FractionOf(result));
  };
  EXPECT_EQ(on("2025-03-01"), "2025-03-01: 0 missing, 1/9");
  EXPECT_EQ(on("2025-03-31"), "2025-03-31: 0 missing, 2/9");
  EXPECT_EQ(on("2025-04-01"), "2025-03-31: 1 missing, 2/9");
  EXPECT_EQ(on("2026-02-01"), "2025-03-31: 1 missing, 2/9");
}

TEST_F(PartOfAYearTest, ADeadlineOnItsLastDayIsOverWithIt) {
  policy_.whole = kInDenominator;
  const MatrixCell late = In("2025-Q1", "2026-02-01").matrix[3];
  EXPECT_EQ(late.obligation.kind, "LPPDESA");
  EXPECT_EQ(late.counted, std::nullopt) << "it came on 2 April";
  EXPECT_EQ(late.standing, (DocumentStanding{DocumentState::kMissing, 0}));
}

TEST_F(PartOfAYearTest, WithItsOwnDeadlinesIsJudgedNow) {
  const auto result = In("2025-Q1", "2026-02-01");
  EXPECT_EQ(result.judged_on, Day("2026-02-01"));
  EXPECT_EQ(result.counts.late, 1);
}

class IncompleteTest : public ::testing::Test {
 protected:
  DocumentTimeliness On(const char* as_of, const char* period = "2025-Q1") {
    return ComputeDocumentTimeliness(ThreeVillages(), documents_, Deadlines(),
                                     PeriodOf(period), Day(as_of), policy_);
  }

  std::vector<VillageDocument> documents_ = {Received(0, 2024, "2025-02-01")};
  TimelinessPolicy policy_;
};

TEST_F(IncompleteTest, AnEarlyDocumentWithTwoPendingIsNotAWholePeriod) {
  const auto result = On("2025-03-31");
  EXPECT_EQ(FractionOf(result), "1/1");
  EXPECT_TRUE(result.is_incomplete);
}

TEST_F(IncompleteTest, AfterTheDeadlineThePeriodIsWhole) {
  EXPECT_EQ(FractionOf(On("2025-04-01")), "1/3");
  EXPECT_FALSE(On("2025-04-01").is_incomplete);
  // Others are still to come in the year, but none of them came early.
  EXPECT_EQ(FractionOf(On("2025-04-01", "2025")), "1/3");
  EXPECT_FALSE(On("2025-04-01", "2025").is_incomplete);
}

TEST_F(IncompleteTest, WithoutAnEarlyOneOrWithoutAPendingOneThereIsNoDoubt) {
  EXPECT_FALSE(On("2025-01-31").is_incomplete);
  documents_.push_back(Received(1, 2024, "2025-02-01"));
  documents_.push_back(Received(2, 2024, "2025-02-01"));
  EXPECT_EQ(FractionOf(On("2025-02-01")), "3/3");
  EXPECT_FALSE(On("2025-02-01").is_incomplete);
}

TEST_F(IncompleteTest, TheWholeYearAsDenominatorLeavesNothingOut) {
  policy_.whole = kInDenominator;
  EXPECT_EQ(FractionOf(On("2025-03-31")), "1/9");
  EXPECT_FALSE(On("2025-03-31").is_incomplete);
}

TEST_F(IncompleteTest, AVillageThatIsAllEarlyLeavesTheOthersUndecided) {
  policy_.unit = kAllThree;
  EXPECT_TRUE(On("2025-03-31").is_incomplete);
  EXPECT_EQ(FractionOf(On("2025-03-31")), "1/1");
  EXPECT_FALSE(On("2025-04-01").is_incomplete);
}

TEST_F(IncompleteTest, WhatIsEarlyInAnUndecidedVillageCountsNowhere) {
  policy_.unit = kAllThree;
  EXPECT_EQ(FractionOf(On("2025-03-31", "2025")), "NO_DATA");
  EXPECT_FALSE(On("2025-03-31", "2025").is_incomplete);
}

class SilenceTest : public ::testing::Test {
 protected:
  DocumentTimeliness On(const char* as_of, const char* period = "2025") const {
    return ComputeDocumentTimeliness(ThreeVillages(), documents_, Deadlines(),
                                     PeriodOf(period), Day(as_of), policy_);
  }

  std::vector<VillageDocument> documents_;
  TimelinessPolicy policy_;
};

TEST_F(SilenceTest, IsNoneOfAllThatIsOwed) {
  const auto result = On("2026-01-31");
  EXPECT_EQ(FractionOf(result), "0/9");
  EXPECT_EQ(result.share->value.ToString(), "0.00");
  EXPECT_EQ(result.counts.missing, 9);
  EXPECT_TRUE(result.nothing_received);
}

TEST_F(SilenceTest, IsNoDataWhereADistrictMayNotHaveJoined) {
  policy_.silence = Silence::kNoData;
  EXPECT_EQ(FractionOf(On("2026-01-31")), "NO_DATA");
  EXPECT_TRUE(On("2026-01-31").nothing_received);
  documents_ = {Received(0, 2024, "2025-06-01")};
  EXPECT_EQ(FractionOf(On("2026-01-31")), "0/9");
}

TEST_F(SilenceTest, IsNotKeptBeforeTheFirstDeadlineIsOver) {
  EXPECT_EQ(FractionOf(On("2025-03-31")), "NO_DATA");
  EXPECT_FALSE(On("2025-03-31").nothing_received);
  EXPECT_EQ(FractionOf(On("2025-04-01")), "0/3");
  EXPECT_TRUE(On("2025-04-01").nothing_received);
}

TEST_F(SilenceTest, IsBrokenByAnyRecordOfWhatIsOwed) {
  VillageDocument record{
      ThreeVillages()[0].code, "RKPDESA", 2026, 0, std::nullopt, std::nullopt};
  documents_ = {record};  // without a date
  EXPECT_FALSE(On("2026-01-31").nothing_received);
  record.revision = 1;
  record.enacted = Day("2025-12-01");
  documents_ = {record};  // an amendment only
  EXPECT_FALSE(On("2026-01-31").nothing_received);
  record.fiscal_year = 2024;
  documents_ = {record};  // not owed in 2025
  EXPECT_TRUE(On("2026-01-31").nothing_received);
}

TEST_F(SilenceTest, IsBrokenOnTheDayOfTheFirstDateOfAnyKind) {
  policy_.whole = kInDenominator;  // a quarter stands as on its last day
  for (const auto date : {&VillageDocument::agreed, &VillageDocument::enacted,
                          &VillageDocument::received}) {
    documents_ = {{ThreeVillages()[0].code, "RKPDESA", 2026, 0, std::nullopt,
                   std::nullopt}};
    documents_[0].*date = Day("2025-06-30");
    EXPECT_FALSE(On("2026-01-31", "2025-Q2").nothing_received);
    documents_[0].*date = Day("2025-07-01");
    EXPECT_TRUE(On("2026-01-31", "2025-Q2").nothing_received);
  }
}

TEST_F(SilenceTest, OfASingleVillageIsSilenceToo) {
  EXPECT_TRUE(ComputeDocumentTimeliness({ThreeVillages()[0]}, {}, Deadlines(),
                                        PeriodOf("2025-Q1"), Day("2025-04-01"),
                                        policy_)
                  .nothing_received);
}

// One village has failed, another, founded in October, is not decided yet.
TEST_F(SilenceTest, WithoutAValueNoPeriodIsIncomplete) {
  std::vector<Village> villages = {ThreeVillages()[0], ThreeVillages()[1]};
  villages[1].valid_from = Day("2025-10-15");
  policy_.unit = kAllThree;
  const auto ask = [&] {
    return ComputeDocumentTimeliness(villages, {}, Deadlines(),
                                     PeriodOf("2025"), Day("2025-11-30"),
                                     policy_);
  };
  EXPECT_EQ(FractionOf(ask()), "0/1");
  EXPECT_TRUE(ask().is_incomplete);
  policy_.silence = Silence::kNoData;
  EXPECT_EQ(FractionOf(ask()), "NO_DATA");
  EXPECT_FALSE(ask().is_incomplete);
}

TEST_F(SilenceTest, LastsUntilTheFirstDocumentCame) {
  policy_.whole = kInDenominator;
  documents_ = {Enacted(0, "RKPDESA", 2026, "2025-09-01")};
  EXPECT_TRUE(On("2026-01-31", "2025-Q2").nothing_received);
  EXPECT_FALSE(On("2026-01-31", "2025-Q3").nothing_received);
}

}  // namespace
}  // namespace iku::indicator
