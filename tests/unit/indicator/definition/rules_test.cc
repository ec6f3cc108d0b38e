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
  EXPECT_EQ((*rules)->version(), "2026-2");
}

TEST(RulesTest, BuiltInRulesHoldEveryPublishedProfileAndTheDefaultFirst) {
  EXPECT_THAT(
      BuiltInRules().profile_ids(),
      ElementsAre("exact", "weight-0.11", "weight-0.111", "rounded-steps",
                  "products-0.111", "truncate", "blank-as-zero", "kep25-2004"));
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
  EXPECT_EQ(sheet.rules_version(), "2026-2");
}

TEST(RulesTest, OtherDistrictsGetTheGeneralSheetUnderTheirName) {
  const v1::IkuSheet sheet = BuiltInRules().SheetOf(Region("35.08.01"));

  EXPECT_EQ(sheet.name(), "districts/35.08.01/ikuSheet");
  EXPECT_EQ(sheet.responsible().id(), "Camat");
  EXPECT_EQ(sheet.functions_size(), 9);
  EXPECT_FALSE(sheet.has_sheet_date());
  EXPECT_EQ(sheet.indicators_size(), 3);
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
    rules.mutable_deadline_rules(1)->set_document_kind("apbd");
    rules.mutable_deadline_rules(2)->clear_counted_date();
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
          ViolatesField("deadline_rules[1].document_kind", code::kUnknownCode),
          ViolatesField("deadline_rules[2].counted_date", code::kRequired),
          ViolatesField("deadline_rules", code::kRuleUnsound),
          ViolatesField("indicators[0].scale", code::kOutOfRange),
          ViolatesField("indicators[1].data_source.id", code::kRequired),
          ViolatesField("indicators[2].policies[0].value", code::kUnknownCode),
          ViolatesField("sheets[0].sheet_date", code::kDateInvalid),
          ViolatesField("sheets[1].name", code::kNameMalformed),
          ViolatesField("sheets", code::kRuleUnsound)));
}

TEST(BrokenRulesTest, WeightsThatDoNotAddUpAreNamed) {
  const absl::Status status = StatusAfter([](v1::RuleSet& rules) {
    rules.mutable_profiles(0)->mutable_elements(0)->set_weight("0.5");
  });

  EXPECT_THAT(status, ViolatesField("profiles[0]", code::kRuleUnsound));
  EXPECT_THAT(ProblemsOf(status), HasSubstr("weights add up to"));
}

TEST(BrokenRulesTest, PoliciesAreEachNamedOnceAndKnown) {
  const absl::Status status = StatusAfter([](v1::RuleSet& rules) {
    auto& follow_up = *rules.mutable_indicators(1);
    follow_up.mutable_policies(1)->set_value("DONE,FORGOTTEN");
    auto& documents = *rules.mutable_indicators(2);
    documents.mutable_policies(1)->set_name("report-year");
    documents.mutable_policies(2)->set_name("colour");
  });

  EXPECT_THAT(
      status,
      AllOf(
          ViolatesField("indicators[1].policies[1].value", code::kUnknownCode),
          ViolatesField("indicators[2].policies[1].name", code::kRuleUnsound),
          ViolatesField("indicators[2].policies[2].name", code::kUnknownCode),
          ViolatesField("indicators[2].policies", code::kRuleUnsound)));
  EXPECT_THAT(ProblemsOf(status),
              AllOf(HasSubstr("FORGOTTEN"), HasSubstr("apbdesa is missing")));
}

TEST(BrokenRulesTest, TextThatDoesNotParseNamesTheLine) {
  const auto rules = Rules::Parse("version: \"1\"\nprofils { }\n");

  EXPECT_THAT(rules, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ProblemsOf(rules.status()), HasSubstr("line 2"));
}

}  // namespace
}  // namespace iku::test
