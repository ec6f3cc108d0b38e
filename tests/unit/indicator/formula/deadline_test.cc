#include "services/indicator/formula/deadline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/unit/indicator/formula/village_documents.h"

namespace iku::indicator {
namespace {

using ::iku::test::Day;
using ::iku::test::Deadlines;
using ::iku::test::PeriodOf;
using ::iku::test::Region;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> Owed(
    absl::string_view period, const DeadlineBook& book = Deadlines(),
    ReportYear report_year = ReportYear::kDeadlineInYear) {
  std::vector<std::string> owed;
  for (const auto& item : ObligationsIn(PeriodOf(period), book, report_year)) {
    owed.push_back(absl::StrCat(item.kind, " ", item.fiscal_year, " by ",
                                ToString(item.deadline)));
  }
  return owed;
}

TEST(DeadlineTest, AYearHoldsTheThreeDocumentsDueInIt) {
  EXPECT_THAT(Owed("2025"), ElementsAre("LPPDESA 2024 by 2025-03-31",
                                        "RKPDESA 2026 by 2025-09-30",
                                        "APBDESA 2026 by 2025-12-31"));
}

TEST(DeadlineTest, AYearMayInsteadHoldTheDocumentsOfThatFiscalYear) {
  EXPECT_THAT(
      Owed("2025", Deadlines(), ReportYear::kSameFiscalYear),
      ElementsAre("RKPDESA 2025 by 2024-09-30", "APBDESA 2025 by 2024-12-31",
                  "LPPDESA 2025 by 2026-03-31"));
}

TEST(DeadlineTest, APartOfAYearHoldsTheDocumentsDueInIt) {
  EXPECT_THAT(Owed("2025-Q1"), ElementsAre("LPPDESA 2024 by 2025-03-31"));
  EXPECT_THAT(Owed("2025-Q2"), IsEmpty());
  EXPECT_THAT(Owed("2025-09"), ElementsAre("RKPDESA 2026 by 2025-09-30"));
  EXPECT_THAT(Owed("2025-H2"), ElementsAre("RKPDESA 2026 by 2025-09-30",
                                           "APBDESA 2026 by 2025-12-31"));
}

TEST(DeadlineTest, AFiscalYearHasNoParts) {
  const auto owed = [](const char* period) {
    return Owed(period, Deadlines(), ReportYear::kSameFiscalYear);
  };
  for (const char* part : {"2025-Q1", "2025-Q2", "2025-H2", "2025-12"}) {
    EXPECT_EQ(owed(part), owed("2025")) << part;
  }
}

TEST(DeadlineTest, TheNewestRuleGovernsFromItsFirstDeadlineDay) {
  DeadlineBook book = Deadlines();
  DeadlineRule rule = book.rules[0];
  rule.valid_from = Day("2026-08-31");
  rule.month = 8;
  rule.day = 31;
  book.rules.insert(book.rules.begin(), rule);
  EXPECT_THAT(Owed("2025-H2", book), ElementsAre("RKPDESA 2026 by 2025-09-30",
                                                 "APBDESA 2026 by 2025-12-31"));
  EXPECT_THAT(Owed("2026-Q3", book), ElementsAre("RKPDESA 2027 by 2026-08-31"));
}

TEST(DeadlineTest, NothingIsOwedBeforeTheFirstRule) {
  EXPECT_THAT(Owed("2013"), IsEmpty());
  EXPECT_THAT(Owed("2014"), ElementsAre("RKPDESA 2015 by 2014-09-30",
                                        "APBDESA 2015 by 2014-12-31"));
}

TEST(DeadlineTest, ADayPastTheMonthIsItsLastDay) {
  DeadlineBook book;
  book.rules = {
      {"LPPDESA", Day("2014-06-01"), 2, 29, 1, CountedDate::kReceived, "test"}};
  EXPECT_THAT(Owed("2025", book), ElementsAre("LPPDESA 2024 by 2025-02-28"));
  EXPECT_THAT(Owed("2024", book), ElementsAre("LPPDESA 2023 by 2024-02-29"));
}

TEST(DeadlineTest, AnOverrideForTheVillageGoesBeforeOneForAll) {
  DeadlineBook book = Deadlines();
  book.overrides = {
      {"RKPDESA", 2026, Region("35.08.21.2001"), Day("2025-11-30"), "flood"},
      {"RKPDESA", 2026, std::nullopt, Day("2025-10-31"), "decree"}};
  const Obligation owed =
      ObligationsIn(PeriodOf("2025-Q3"), book, ReportYear::kDeadlineInYear)
          .front();
  EXPECT_EQ(FindOverride(owed, Region("35.08.21.2001"), book)->reason, "flood");
  EXPECT_EQ(FindOverride(owed, Region("35.08.21.2002"), book)->reason,
            "decree");
  Obligation other = owed;
  other.fiscal_year = 2025;
  EXPECT_EQ(FindOverride(other, Region("35.08.21.2001"), book), nullptr);
  other = owed;
  other.kind = "APBDESA";
  EXPECT_EQ(FindOverride(other, Region("35.08.21.2001"), book), nullptr);
}

TEST(DeadlineTest, TheSmallestRegionThatHoldsTheVillageDecides) {
  DeadlineBook book = Deadlines();
  const auto moved = [](absl::string_view region, const char* reason) {
    return DeadlineOverride{"RKPDESA", 2026, Region(region), Day("2025-10-31"),
                            reason};
  };
  book.overrides = {moved("35.08.21", "district"), moved("35", "province"),
                    moved("35.08.21.2001", "village"),
                    moved("35.08", "regency")};
  const Obligation owed =
      ObligationsIn(PeriodOf("2025-Q3"), book, ReportYear::kDeadlineInYear)
          .front();
  const auto reason_in = [&](absl::string_view village) {
    return FindOverride(owed, Region(village), book)->reason;
  };
  EXPECT_EQ(reason_in("35.08.21.2001"), "village");
  EXPECT_EQ(reason_in("35.08.21.2002"), "district");
  EXPECT_EQ(reason_in("35.08.01.2001"), "regency");
  EXPECT_EQ(reason_in("35.09.01.2001"), "province");
  EXPECT_EQ(FindOverride(owed, Region("36.01.01.2001"), book), nullptr);
}

TEST(DeadlineTest, AcceptsTheDeadlinesOfTheLaw) {
  EXPECT_TRUE(Validate(Deadlines()).ok()) << Validate(Deadlines());
}

TEST(DeadlineTest, AcceptsALeapDayAndOffsetsUpToTheLimit) {
  DeadlineBook book = Deadlines();
  book.rules[0].month = 2;
  book.rules[0].day = 29;
  for (const int offset : {-kMaxYearOffset, kMaxYearOffset}) {
    book.rules[0].year_offset = offset;
    EXPECT_TRUE(Validate(book).ok()) << Validate(book);
  }
  for (const int offset : {-kMaxYearOffset - 1, kMaxYearOffset + 1}) {
    book.rules[0].year_offset = offset;
    EXPECT_FALSE(Validate(book).ok()) << offset;
  }
}

TEST(DeadlineTest, ListsAllProblemsOfRulesAtOnce) {
  DeadlineBook book = Deadlines();
  book.rules[0].kind = "APBDESA";
  book.rules[0].day = 31;
  book.rules[1].year_offset = 3;
  book.rules[2].legal_basis = "";
  const absl::Status status = Validate(book);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()),
              AllOf(HasSubstr("not a day of the year"), HasSubstr("repeated"),
                    HasSubstr("year offset"), HasSubstr("legal basis")));
}

TEST(DeadlineTest, AcceptsOverridesForDifferentRegionsAndYears) {
  DeadlineBook book = Deadlines();
  const auto moved = [](int fiscal_year, std::optional<RegionCode> region) {
    return DeadlineOverride{"APBDESA",     fiscal_year, region,
                            {2026, 1, 31}, "banjir",    "flood"};
  };
  book.overrides = {moved(2026, std::nullopt), moved(2026, Region("35.08.21")),
                    moved(2027, Region("35.08.21"))};
  EXPECT_TRUE(Validate(book).ok()) << Validate(book);
}

TEST(DeadlineTest, AnOverrideNeedsAReasonAndAKnownKind) {
  DeadlineBook book = Deadlines();
  const DeadlineOverride item = {
      "BUMDES", 2026, Region("35.08.21"), {2025, 2, 30}, ""};
  book.overrides = {item, item};
  EXPECT_THAT(std::string(Validate(book).message()),
              AllOf(HasSubstr("no rule of this kind"), HasSubstr("reason"),
                    HasSubstr("not a date"), HasSubstr("repeated")));
}

}  // namespace
}  // namespace iku::indicator
