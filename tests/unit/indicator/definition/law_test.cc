// What the built-in rules say of the law, and what a rules file must say.

#include <functional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/indicator/definition/rules.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using indicator::Rules;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
namespace v1 = indicator::v1;

std::string BasisOf(const char* kind, int fiscal_year) {
  return BuiltInRules().DeadlineRuleOf(kind, fiscal_year)->legal_basis();
}

TEST(LawTest, DeadlinesFrom27March2026OnComeFromRegulation16Of2026) {
  EXPECT_EQ(BasisOf("lppdesa", 2025),
            "PP Nomor 16 Tahun 2026 Pasal 55 ayat (1)");
  EXPECT_EQ(BasisOf("rkpdesa", 2027),
            "PP Nomor 16 Tahun 2026 Pasal 146 ayat (6)");
  EXPECT_EQ(BasisOf("apbdesa", 2027),
            "PP Nomor 16 Tahun 2026 Pasal 122 ayat (6)");
}

TEST(LawTest, EarlierDeadlinesKeepRegulation43Of2014) {
  EXPECT_EQ(BasisOf("lppdesa", 2024), "PP Nomor 43 Tahun 2014 Pasal 49");
  EXPECT_EQ(BasisOf("rkpdesa", 2026),
            "PP Nomor 43 Tahun 2014 Pasal 118 ayat (6)");
  EXPECT_EQ(BasisOf("apbdesa", 2026),
            "PP Nomor 43 Tahun 2014 Pasal 101 ayat (4)");
}

TEST(LawTest, TheNewRegulationLeftTheDays) {
  const auto owed =
      indicator::ObligationsIn(PeriodOf("2026"), BuiltInRules().deadlines(),
                               indicator::ReportYear::kDeadlineInYear);
  ASSERT_EQ(owed.size(), 3u);
  EXPECT_EQ(owed[0].deadline, Day("2026-03-31"));
  EXPECT_EQ(owed[0].counted_date, indicator::CountedDate::kReceived);
  EXPECT_EQ(owed[1].deadline, Day("2026-09-30"));
  EXPECT_EQ(owed[2].deadline, Day("2026-12-31"));
}

TEST(LawTest, TheVillageReportIsCalledWhatTheRegulationOfItsDayCallsIt) {
  EXPECT_EQ(BuiltInRules().DeadlineRuleOf("lppdesa", 2024)->title().id(),
            "Laporan Penyelenggaraan Pemerintahan Desa (LPPDesa)");
  EXPECT_EQ(BuiltInRules().DeadlineRuleOf("lppdesa", 2025)->title().id(),
            "Laporan pertanggungjawaban penyelenggaraan Pemerintahan Desa "
            "(LPPDesa)");
}

TEST(LawTest, OnlineSurveysHaveTheirGuidelineBesideTheRegulation) {
  const auto both = AllOf(Contains(HasSubstr("Nomor 14 Tahun 2017")),
                          Contains(HasSubstr("PANRB Nomor 9 Tahun 2024")));
  EXPECT_THAT(BuiltInRules().data().legal_basis(), both);
  EXPECT_THAT(BuiltInRules().FindIndicator("ikm")->legal_basis(), both);
  for (const v1::Profile& profile : BuiltInRules().data().profiles()) {
    if (profile.elements_size() == 9) {
      EXPECT_THAT(profile.legal_basis(), both) << profile.name();
    } else {
      EXPECT_THAT(profile.legal_basis(), Not(both)) << profile.name();
    }
  }
}

TEST(LawTest, OnlyTheSheetOfSumbersukoNamesSumbersuko) {
  v1::RuleSet others = BuiltInRules().data();
  ASSERT_EQ(others.sheets(0).name(), "districts/35.08.21/ikuSheet");
  others.mutable_sheets()->DeleteSubrange(0, 1);
  EXPECT_THAT(others.DebugString(), Not(HasSubstr("Sumbersuko")));
  EXPECT_THAT(BuiltInRules().SheetOf(Region("35.08.21")).legal_basis(),
              Contains(HasSubstr("Kecamatan Sumbersuko, 3 Maret 2020")));
}

TEST(LawTest, AWeightOf0111NamesTheOfficeThatPrintedByIt) {
  const v1::Profile& profile =
      *BuiltInRules().FindProfile("weight-0.111")->text;
  EXPECT_THAT(
      profile.description().id(),
      AllOf(HasSubstr("Pekalongan"), HasSubstr("83,75"), HasSubstr("87,52")));
  EXPECT_THAT(
      profile.description().en(),
      AllOf(HasSubstr("Pekalongan"), HasSubstr("83.75"), HasSubstr("87.52")));
}

TEST(LawTest, TheUnroundedProfileOf2004DiffersInTheProductsOnly) {
  indicator::Profile rounded =
      BuiltInRules().FindProfile("kep25-2004")->profile;
  const indicator::Profile& unrounded =
      BuiltInRules().FindProfile("kep25-2004-unrounded")->profile;
  EXPECT_EQ(rounded.product_step, RoundingStep{3});
  EXPECT_FALSE(unrounded.product_step.has_value());
  EXPECT_EQ(unrounded.final_step, rounded.final_step);
  EXPECT_EQ(unrounded.weight_step, rounded.weight_step);
  ASSERT_EQ(unrounded.elements.size(), 14u);
  for (size_t i = 0; i < 14; ++i) {
    EXPECT_EQ(unrounded.elements[i].code, rounded.elements[i].code);
    EXPECT_EQ(unrounded.elements[i].weight, Rational(71, 1000));
  }
  EXPECT_EQ(unrounded.grades[2].minimum, rounded.grades[2].minimum);
}

TEST(LawTest, NoAnswerExceedsWhatTheDefaultProfileCanGive) {
  EXPECT_EQ(BuiltInRules().HighestValueOf("ikm"), Rational(100));
  EXPECT_EQ(BuiltInRules().HighestValueOf("coordination-follow-up"),
            Rational(100));
  EXPECT_EQ(BuiltInRules().HighestValueOf("village-documents-on-time"),
            Rational(100));
  v1::RuleSet data = BuiltInRules().data();
  data.mutable_profiles()->SwapElements(0, 1);
  const auto rules = Rules::Parse(data.DebugString());
  ASSERT_THAT(rules, IsOk());
  EXPECT_EQ((*rules)->HighestValueOf("ikm"), Rational(99));
}

// What Parse() says of the built-in rules after `change`.
absl::Status StatusAfter(const std::function<void(v1::RuleSet&)>& change) {
  v1::RuleSet rules = BuiltInRules().data();
  change(rules);
  return Rules::Parse(rules.DebugString()).status();
}

TEST(RulesFileTest, ADeadlineBeginsWithADayOrAFiscalYearAndNeverBoth) {
  EXPECT_THAT(
      StatusAfter([](v1::RuleSet& rules) {
        rules.mutable_deadline_rules(0)->set_first_fiscal_year(2015);
      }),
      ViolatesField("deadline_rules[0].valid_from", code::kRuleUnsound));
  EXPECT_THAT(StatusAfter([](v1::RuleSet& rules) {
                rules.mutable_deadline_rules(0)->clear_valid_from();
              }),
              ViolatesField("deadline_rules[0].valid_from", code::kRequired));
  EXPECT_THAT(StatusAfter([](v1::RuleSet& rules) {
                rules.mutable_deadline_rules(0)->clear_valid_from();
                rules.mutable_deadline_rules(0)->set_first_fiscal_year(2015);
              }),
              IsOk());
  EXPECT_THAT(
      StatusAfter([](v1::RuleSet& rules) {
        rules.mutable_deadline_rules(0)->mutable_valid_from()->set_month(13);
      }),
      ViolatesField("deadline_rules[0].valid_from", code::kDateInvalid));
  EXPECT_THAT(
      StatusAfter([](v1::RuleSet& rules) {
        rules.mutable_deadline_rules(0)->clear_valid_from();
        rules.mutable_deadline_rules(0)->set_first_fiscal_year(1999);
      }),
      ViolatesField("deadline_rules[0].first_fiscal_year", code::kOutOfRange));
}

TEST(RulesFileTest, WhatBindsOneDistrictIsNotOnTheGeneralSheet) {
  EXPECT_THAT(StatusAfter([](v1::RuleSet& rules) {
                rules.mutable_sheets(1)->add_legal_basis("SK Bupati 1/2026");
              }),
              ViolatesField("sheets[1].legal_basis", code::kRuleUnsound));
  EXPECT_THAT(StatusAfter([](v1::RuleSet& rules) {
                rules.mutable_sheets(0)->add_legal_basis("");
              }),
              ViolatesField("sheets[0].legal_basis[1]", code::kRequired));
}

TEST(RulesFileTest, NineTenthsAreNotTheWholeHoweverPrinted) {
  for (const int digits : {0, 1, 2}) {
    const absl::Status status = StatusAfter([&](v1::RuleSet& rules) {
      v1::Profile& profile = *rules.mutable_profiles(1);
      for (v1::ElementWeight& element : *profile.mutable_elements()) {
        element.set_weight("0.1");
      }
      if (digits == 0) profile.clear_weight_rounding();
      if (digits == 1) profile.mutable_weight_rounding()->set_digits(1);
    });
    EXPECT_THAT(status,
                ViolatesField("profiles[1].elements", code::kRuleUnsound));
  }
}

TEST(RulesFileTest, ValuesHaveTwoDigitsAsTheContractSays) {
  EXPECT_THAT(
      StatusAfter([](v1::RuleSet& rules) {
        rules.mutable_profiles(0)->mutable_value_rounding()->set_digits(3);
      }),
      ViolatesField("profiles[0].value_rounding.digits", code::kOutOfRange));
}

}  // namespace
}  // namespace iku::test
