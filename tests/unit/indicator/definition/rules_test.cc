#include "services/indicator/definition/rules.h"

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/indicator/definition/embedded_rules.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using indicator::Rules;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
namespace v1 = indicator::v1;

// What Parse() says of the built-in rules after `change`.
absl::Status StatusAfter(const std::function<void(v1::RuleSet&)>& change) {
  v1::RuleSet rules = BuiltInRules().data();
  change(rules);
  std::string text;
  google::protobuf::TextFormat::PrintToString(rules, &text);
  return Rules::Parse(text).status();
}

std::string ProblemsOf(const absl::Status& status) {
  std::string problems;
  for (const Violation& violation : ViolationsOf(status)) {
    absl::StrAppend(
        &problems, violation.field, ": ",
        Sentence(violation.code, violation.arguments, Language::kEnglish),
        "\n");
  }
  return problems;
}

TEST(RulesTest, BuiltInRulesAreSound) {
  const auto rules = Rules::Parse(indicator::EmbeddedRulesText());

  ASSERT_THAT(rules, IsOk()) << ProblemsOf(rules.status());
  EXPECT_EQ((*rules)->version(), "2026-3");
}

TEST(RulesTest, BuiltInRulesHoldEveryPublishedProfileAndTheDefaultFirst) {
  EXPECT_THAT(
      BuiltInRules().profile_ids(),
      ElementsAre("exact", "weight-0.11", "weight-0.111", "rounded-steps",
                  "products-0.111", "truncate", "blank-as-zero", "kep25-2004",
                  "kep25-2004-unrounded"));
  EXPECT_EQ(BuiltInRules().FindProfile("")->profile.id, "exact");
  EXPECT_EQ(BuiltInRules().FindProfile("nonsense"), nullptr);
}

TEST(RulesTest, ProfilesBecomeWhatTheFormulaTakes) {
  const auto& products = BuiltInRules().FindProfile("products-0.111")->profile;
  ASSERT_THAT(products.elements, SizeIs(9));
  EXPECT_EQ(products.elements[0].weight, Rational(111, 1000));
  EXPECT_EQ(products.mean_step, (RoundingStep{.digits = 3}));
  EXPECT_EQ(products.product_step, (RoundingStep{.digits = 3}));
  EXPECT_FALSE(products.index_step.has_value());
  EXPECT_EQ(products.final_step, (RoundingStep{.digits = 2}));
  ASSERT_THAT(products.grades, SizeIs(4));
  EXPECT_EQ(products.grades[1].minimum, Rational(7661, 100));

  EXPECT_EQ(BuiltInRules().FindProfile("truncate")->profile.final_step,
            (RoundingStep{.digits = 2, .rounding = Rounding::kTruncate}));
  EXPECT_EQ(
      BuiltInRules().FindProfile("blank-as-zero")->profile.missing_answers,
      indicator::MissingAnswers::kZero);
}

TEST(RulesTest, DeadlinesAreThoseOfTheGovernmentRegulation) {
  const auto owed =
      indicator::ObligationsIn(PeriodOf("2025"), BuiltInRules().deadlines(),
                               BuiltInRules().timeliness_policy().report_year);

  ASSERT_THAT(owed, SizeIs(3));
  EXPECT_EQ(owed[0].kind, "lppdesa");
  EXPECT_EQ(owed[0].fiscal_year, 2024);
  EXPECT_EQ(owed[0].deadline, Day("2025-03-31"));
  EXPECT_EQ(owed[0].counted_date, indicator::CountedDate::kReceived);
  EXPECT_EQ(owed[1].kind, "rkpdesa");
  EXPECT_EQ(owed[1].fiscal_year, 2026);
  EXPECT_EQ(owed[1].deadline, Day("2025-09-30"));
  EXPECT_EQ(owed[2].kind, "apbdesa");
  EXPECT_EQ(owed[2].deadline, Day("2025-12-31"));
}

TEST(RulesTest, FirstDeadlinesCameAfterTheRegulation) {
  const auto owed_in = [](absl::string_view year) {
    return indicator::ObligationsIn(PeriodOf(year), BuiltInRules().deadlines(),
                                    indicator::ReportYear::kDeadlineInYear);
  };
  EXPECT_THAT(owed_in("2013"), SizeIs(0));
  EXPECT_THAT(owed_in("2014"), SizeIs(2));
  EXPECT_THAT(owed_in("2015"), SizeIs(3));
}

TEST(RulesTest, SheetOfSumbersukoIsComplete) {
  const v1::IkuSheet sheet = BuiltInRules().SheetOf(Region("35.08.21"));

  EXPECT_EQ(sheet.name(), "districts/35.08.21/ikuSheet");
  EXPECT_EQ(sheet.organisation().id(), "Kecamatan Sumbersuko");
  EXPECT_EQ(sheet.functions_size(), 9);
  EXPECT_EQ(sheet.functions(8).id(),
            "Melaksanakan sebagian kewenangan Bupati yang dilimpahkan");
  EXPECT_EQ(sheet.objective().id(), "Meningkatnya Kepuasan Masyarakat");
  EXPECT_EQ(sheet.objective_indicator().id(), "IKM");
  EXPECT_EQ(sheet.responsible().id(), "Camat Sumbersuko");
  EXPECT_EQ(sheet.sheet_date().year(), 2020);
  ASSERT_EQ(sheet.indicators_size(), 3);
  EXPECT_EQ(sheet.indicators(1).data_source().id(),
            "Seluruh Pejabat Struktural");
  EXPECT_EQ(sheet.rules_version(), "2026-3");
}

TEST(RulesTest, OtherDistrictsGetTheGeneralSheetUnderTheirName) {
  const v1::IkuSheet sheet = BuiltInRules().SheetOf(Region("35.08.01"));

  EXPECT_EQ(sheet.name(), "districts/35.08.01/ikuSheet");
  EXPECT_EQ(sheet.responsible().id(), "Camat");
  EXPECT_EQ(sheet.functions_size(), 9);
  EXPECT_FALSE(sheet.has_sheet_date());
  EXPECT_EQ(sheet.indicators_size(), 3);
}

// Puts a policy before the others of an indicator.
void PutFirst(const char* name, const char* value,
              v1::IndicatorDefinition& definition) {
  v1::Policy& policy = *definition.add_policies();
  policy.set_name(name);
  policy.set_value(value);
  for (int i = definition.policies_size() - 1; i > 0; --i) {
    definition.mutable_policies()->SwapElements(i - 1, i);
  }
}

// Every version up to 2026-2 stated what nobody could choose, and said nothing
// of silent districts and of what the choices mean.
TEST(RulesTest, WhatAnOldVersionCalledPoliciesIsNoneAnyMore) {
  v1::RuleSet old = BuiltInRules().data();
  old.clear_policy_texts();
  PutFirst("sample-size", "krejcie-morgan", *old.mutable_indicators(0));
  PutFirst("missing-answers", "left-out", *old.mutable_indicators(0));
  PutFirst("unit-of-count", "per-record", *old.mutable_indicators(1));
  ASSERT_EQ(old.indicators(2).policies(4).name(), "silent");
  old.mutable_indicators(2)->mutable_policies()->RemoveLast();
  EXPECT_THAT(Rules::Parse(old.DebugString()),
              StatusIs(absl::StatusCode::kInvalidArgument));

  const auto rules = Rules::ParseRecorded(old.DebugString());

  ASSERT_THAT(rules, IsOk()) << ProblemsOf(rules.status());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ((*rules)->data().indicators(i).DebugString(),
              BuiltInRules().data().indicators(i).DebugString());
  }
  EXPECT_EQ((*rules)->timeliness_policy().silence,
            indicator::TimelinessPolicy::Silence::kMissing);
  EXPECT_EQ((*rules)->data().policy_texts_size(), 7);
}

TEST(BrokenRulesTest, EachProblemIsNamedAtOnce) {
  const absl::Status status = StatusAfter([](v1::RuleSet& rules) {
    rules.clear_version();
    rules.mutable_profiles(0)->mutable_elements(2)->set_element("tme");
    rules.mutable_profiles(0)->mutable_elements(3)->set_weight("a ninth");
    rules.mutable_profiles(1)->mutable_title()->clear_en();
    rules.mutable_profiles(2)->set_name("exact");
    rules.mutable_profiles(3)->mutable_grades(1)->set_minimum("90");
    rules.mutable_profiles(4)->mutable_mean_rounding()->set_digits(7);
    rules.mutable_profiles(5)->clear_value_rounding();
    rules.mutable_deadline_rules(0)->set_day(31);
    rules.mutable_deadline_rules(2)->set_document_kind("apbd");
    rules.mutable_deadline_rules(3)->set_document_kind("apbd");
    rules.mutable_deadline_rules(4)->clear_counted_date();
    rules.mutable_indicators(0)->set_scale(100);
    rules.mutable_indicators(1)->mutable_data_source()->clear_id();
    rules.mutable_indicators(2)->mutable_policies(0)->set_value("soon");
    rules.mutable_sheets(0)->mutable_sheet_date()->set_month(13);
    rules.mutable_sheets(1)->set_name("districts/35.08/ikuSheet");
  });

  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(
      status,
      AllOf(
          ViolatesField("version", code::kRequired),
          ViolatesField("profiles[0].elements[2].element", code::kUnknownCode),
          ViolatesField("profiles[0].elements[3].weight", code::kTextMalformed),
          ViolatesField("profiles[1].title.en", code::kRequired),
          ViolatesField("profiles[2].name", code::kNameMalformed),
          ViolatesField("profiles[3]", code::kRuleUnsound),
          ViolatesField("profiles[4].mean_rounding.digits", code::kOutOfRange),
          ViolatesField("profiles[5].value_rounding.mode", code::kRequired)));
  EXPECT_THAT(
      status,
      AllOf(
          ViolatesField("deadline_rules[0].day", code::kDateInvalid),
          ViolatesField("deadline_rules[2].document_kind", code::kUnknownCode),
          ViolatesField("deadline_rules[4].counted_date", code::kRequired),
          ViolatesField("deadline_rules", code::kRuleUnsound),
          ViolatesField("indicators[0].scale", code::kOutOfRange),
          ViolatesField("indicators[1].data_source.id", code::kRequired),
          ViolatesField("indicators[2].policies[0].value", code::kUnknownCode),
          ViolatesField("sheets[0].sheet_date", code::kDateInvalid),
          ViolatesField("sheets[1].name", code::kNameMalformed),
          ViolatesField("sheets", code::kRuleUnsound)));
}

TEST(RulesTest, PredicatesAreThoseOfPrintedReports) {
  const indicator::PredicateTable& table = BuiltInRules().predicates();
  ASSERT_THAT(table, SizeIs(5));
  EXPECT_EQ(table[0].id, "VERY_HIGH");
  EXPECT_EQ(table[0].label_id, "Sangat Tinggi");
  EXPECT_EQ(table[0].above, Rational(90));
  EXPECT_EQ(table[1].above, Rational(75));
  EXPECT_EQ(table[2].above, Rational(65));
  EXPECT_EQ(table[3].above, Rational(50));
  EXPECT_EQ(table[4].label_id, "Sangat Rendah");
}

TEST(RulesTest, StatisticsBecomeWhatTheFormulasTake) {
  const indicator::StatisticsRule& rule = BuiltInRules().statistics();
  EXPECT_EQ(rule.interval.z, Rational(196, 100));
  EXPECT_EQ(rule.interval.level_percent, Rational(95));
  EXPECT_EQ(rule.suppression.threshold, 5);
  ASSERT_THAT(rule.reliability, SizeIs(5));
  EXPECT_EQ(rule.reliability[1].label_id, "andal");
  EXPECT_EQ(rule.reliability[1].minimum, Rational(8, 10));
}

TEST(RulesTest, MoreIsBetterUnlessTheDefinitionSaysOtherwise) {
  EXPECT_FALSE(BuiltInRules().LowerIsBetter("ikm"));
  v1::RuleSet rules = BuiltInRules().data();
  rules.mutable_indicators(1)->set_lower_is_better(true);
  const auto changed = Rules::Parse(rules.DebugString()).value();
  EXPECT_TRUE(changed->LowerIsBetter("coordination-follow-up"));
  EXPECT_FALSE(changed->LowerIsBetter("ikm"));
}

v1::DeadlineOverride* AddOverride(v1::RuleSet& rules) {
  v1::DeadlineOverride* item = rules.add_deadline_overrides();
  item->set_document_kind("apbdesa");
  item->set_fiscal_year(2026);
  item->set_region("35.08");
  item->mutable_deadline()->set_year(2026);
  item->mutable_deadline()->set_month(1);
  item->mutable_deadline()->set_day(31);
  item->mutable_reason()->set_id("banjir");
  item->mutable_reason()->set_en("flood");
  item->set_legal_basis("SK Bupati 1/2026");
  return item;
}

TEST(RulesTest, OverridesOfDeadlinesReachTheDeadlineBookWithTheirReason) {
  v1::RuleSet data = BuiltInRules().data();
  AddOverride(data);
  const auto rules = Rules::Parse(data.DebugString()).value();
  const auto owed =
      indicator::ObligationsIn(PeriodOf("2025"), rules->deadlines(),
                               indicator::ReportYear::kDeadlineInYear);

  const indicator::DeadlineOverride* in_the_regency =
      FindOverride(owed[2], Region("35.08.21.2001"), rules->deadlines());
  ASSERT_NE(in_the_regency, nullptr);
  EXPECT_EQ(in_the_regency->deadline, Day("2026-01-31"));
  EXPECT_EQ(in_the_regency->reason, "banjir");
  EXPECT_EQ(in_the_regency->reason_en, "flood");
  EXPECT_EQ(in_the_regency->legal_basis, "SK Bupati 1/2026");
  EXPECT_EQ(FindOverride(owed[2], Region("35.09.01.2001"), rules->deadlines()),
            nullptr);
}

TEST(BrokenRulesTest, ProblemsOfOverridesAreNamed) {
  const absl::Status status = StatusAfter([](v1::RuleSet& rules) {
    v1::DeadlineOverride& first = *AddOverride(rules);
    first.set_document_kind("apbd");
    first.set_fiscal_year(1999);
    first.set_region("Lumajang");
    first.mutable_deadline()->set_day(32);
    first.mutable_reason()->clear_en();
    first.clear_legal_basis();
    AddOverride(rules)->clear_deadline();
    AddOverride(rules)->mutable_deadline()->set_year(2062);
  });

  EXPECT_THAT(
      status,
      AllOf(
          ViolatesField("deadline_overrides[0].document_kind",
                        code::kUnknownCode),
          ViolatesField("deadline_overrides[0].fiscal_year", code::kOutOfRange),
          ViolatesField("deadline_overrides[0].region", code::kTextMalformed),
          ViolatesField("deadline_overrides[0].deadline", code::kDateInvalid),
          ViolatesField("deadline_overrides[0].reason.en", code::kRequired),
          ViolatesField("deadline_overrides[0].legal_basis", code::kRequired),
          ViolatesField("deadline_overrides[1].deadline", code::kRequired),
          ViolatesField("deadline_overrides[2].deadline.year",
                        code::kOutOfRange),
          ViolatesField("deadline_overrides[2]", code::kRuleUnsound)));
}

TEST(BrokenRulesTest, ProblemsOfPredicatesAndStatisticsAreNamed) {
  const absl::Status status = StatusAfter([](v1::RuleSet& rules) {
    rules.clear_valid_from();
    rules.clear_legal_basis();
    rules.mutable_predicates(0)->set_id("very high");
    rules.mutable_predicates(1)->set_above("90");
    rules.mutable_predicates(2)->set_id("HIGH");
    rules.mutable_predicates(3)->mutable_label()->clear_id();
    rules.mutable_predicates(4)->set_above("10");
    auto& statistics = *rules.mutable_statistics();
    statistics.set_z("-1.96");
    statistics.set_level_percent(100);
    statistics.set_smallest_shown(2);
    statistics.mutable_reliability_bands(0)->clear_minimum();
    statistics.mutable_reliability_bands(2)->set_minimum("0.85");
  });

  EXPECT_THAT(status,
              AllOf(ViolatesField("valid_from", code::kRequired),
                    ViolatesField("legal_basis", code::kRequired),
                    ViolatesField("predicates[0].id", code::kTextMalformed),
                    ViolatesField("predicates[1].above", code::kRuleUnsound),
                    ViolatesField("predicates[2].id", code::kRuleUnsound),
                    ViolatesField("predicates[3].label.id", code::kRequired),
                    ViolatesField("predicates[4].above", code::kRuleUnsound)));
  EXPECT_THAT(
      status,
      AllOf(ViolatesField("statistics.z", code::kRuleUnsound),
            ViolatesField("statistics.level_percent", code::kOutOfRange),
            ViolatesField("statistics.smallest_shown", code::kOutOfRange),
            ViolatesField("statistics.reliability_bands[0].minimum",
                          code::kTextMalformed),
            ViolatesField("statistics.reliability_bands[2].minimum",
                          code::kRuleUnsound)));
}

TEST(BrokenRulesTest, WeightsThatDoNotAddUpAreNamed) {
  const absl::Status status = StatusAfter([](v1::RuleSet& rules) {
    rules.mutable_profiles(0)->mutable_elements(0)->set_weight("0.5");
  });

  EXPECT_THAT(status,
              ViolatesField("profiles[0].elements", code::kRuleUnsound));
  EXPECT_THAT(ProblemsOf(status), HasSubstr("weights add up to"));
}

TEST(BrokenRulesTest, PoliciesAreEachNamedOnceAndKnown) {
  const absl::Status status = StatusAfter([](v1::RuleSet& rules) {
    auto& follow_up = *rules.mutable_indicators(1);
    follow_up.mutable_policies(0)->set_value("DONE,FORGOTTEN");
    auto& documents = *rules.mutable_indicators(2);
    documents.mutable_policies(1)->set_name("report-year");
    documents.mutable_policies(2)->set_name("colour");
  });

  EXPECT_THAT(
      status,
      AllOf(
          ViolatesField("indicators[1].policies[0].value", code::kUnknownCode),
          ViolatesField("indicators[2].policies[1].name", code::kRuleUnsound),
          ViolatesField("indicators[2].policies[2].name", code::kUnknownCode),
          ViolatesField("indicators[2].policies", code::kRuleUnsound)));
  EXPECT_THAT(ProblemsOf(status),
              AllOf(HasSubstr("FORGOTTEN"), HasSubstr("apbdesa is missing")));
}

TEST(BrokenRulesTest, EveryChoiceNeedsItsTextsAndNothingElseHasAny) {
  const absl::Status status = StatusAfter([](v1::RuleSet& rules) {
    auto& texts = *rules.mutable_policy_texts();
    ASSERT_EQ(texts[0].name(), "combine");
    texts[0].mutable_values(0)->set_value("mixed");
    ASSERT_EQ(texts[1].name(), "followed-up-states");
    texts[1].mutable_title()->clear_en();
    texts[2].mutable_values(1)->mutable_meaning()->clear_id();
    *texts.Add() = texts[2];
    texts[3].set_name("colour");
    texts[4].mutable_values(1)->set_value(texts[4].values(0).value());
  });

  EXPECT_THAT(
      status,
      AllOf(
          ViolatesField("policy_texts[0].values[0].value", code::kUnknownCode),
          ViolatesField("policy_texts[0].values", code::kRuleUnsound),
          ViolatesField("policy_texts[1].title.en", code::kRequired),
          ViolatesField("policy_texts[2].values[1].meaning.id",
                        code::kRequired),
          ViolatesField("policy_texts[3]", code::kRuleUnsound),
          ViolatesField("policy_texts[4].values[1]", code::kRuleUnsound),
          ViolatesField("policy_texts[7]", code::kRuleUnsound),
          ViolatesField("policy_texts", code::kRuleUnsound)));
  EXPECT_THAT(ProblemsOf(status),
              AllOf(HasSubstr("pooled is missing"),
                    HasSubstr("village-documents-on-time has no choice colour"),
                    HasSubstr("apbdesa is missing"),
                    HasSubstr("report-year is repeated")));
}

TEST(BrokenRulesTest, TextThatDoesNotParseNamesTheLine) {
  const auto rules = Rules::Parse("version: \"1\"\nprofils { }\n");

  EXPECT_THAT(rules, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ProblemsOf(rules.status()), HasSubstr("line 2"));
}

}  // namespace
}  // namespace iku::test
