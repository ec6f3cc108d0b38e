#include "services/indicator/definition/policies.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using indicator::ChoosePolicies;
using indicator::FollowUpState;
using indicator::PolicyChoices;
using indicator::TimelinessPolicy;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Gt;
using ::testing::SizeIs;
namespace v1 = indicator::v1;

using Given = google::protobuf::RepeatedPtrField<v1::Policy>;

Given GivenPolicies(
    const std::vector<std::pair<std::string, std::string>>& pairs) {
  Given given;
  for (const auto& [name, value] : pairs) {
    v1::Policy& policy = *given.Add();
    policy.set_name(name);
    policy.set_value(value);
  }
  return given;
}

PolicyChoices Chosen(
    const std::vector<std::pair<std::string, std::string>>& pairs) {
  Violations found;
  PolicyChoices choices =
      ChoosePolicies(BuiltInRules(), GivenPolicies(pairs), "policies", found);
  EXPECT_THAT(found.ToStatus(), IsOk());
  return choices;
}

absl::Status Refused(
    const std::vector<std::pair<std::string, std::string>>& pairs) {
  Violations found;
  ChoosePolicies(BuiltInRules(), GivenPolicies(pairs), "policies", found);
  return found.ToStatus();
}

std::vector<std::string> Used(absl::string_view indicator,
                              const PolicyChoices& choices) {
  std::vector<std::string> used;
  for (const v1::Policy& policy :
       PoliciesUsed(indicator, BuiltInRules(), choices, Language::kEnglish)) {
    used.push_back(policy.name() + "=" + policy.value());
  }
  return used;
}

TEST(PoliciesTest, WithoutAWordOfTheCallerTheRulesChoose) {
  const PolicyChoices choices = Chosen({});

  EXPECT_THAT(choices.follow_up.followed_up,
              ElementsAre(FollowUpState::kDone, FollowUpState::kVerified));
  EXPECT_EQ(choices.timeliness.report_year,
            indicator::ReportYear::kDeadlineInYear);
  EXPECT_TRUE(choices.timeliness.enough_when_drawn_up.empty());
  EXPECT_EQ(choices.timeliness.unit, TimelinessPolicy::Unit::kDocument);
  EXPECT_EQ(choices.timeliness.whole, TimelinessPolicy::Whole::kDue);
  EXPECT_EQ(choices.timeliness.silence, TimelinessPolicy::Silence::kMissing);
  EXPECT_FALSE(choices.mean_of_services);
}

TEST(PoliciesTest, EachPolicyOfACallTakesThePlaceOfTheRulesOwn) {
  const PolicyChoices choices =
      Chosen({{"combine", "mean-of-services"},
              {"followed-up-states", "IN_PROGRESS,DONE,VERIFIED"},
              {"report-year", "same-fiscal-year"},
              {"apbdesa", "formula-literal"},
              {"unit-of-count", "all-three"},
              {"not-due", "in-denominator"},
              {"silent", "no-data"}});

  EXPECT_THAT(choices.follow_up.followed_up,
              ElementsAre(FollowUpState::kInProgress, FollowUpState::kDone,
                          FollowUpState::kVerified));
  EXPECT_EQ(choices.timeliness.report_year,
            indicator::ReportYear::kSameFiscalYear);
  EXPECT_THAT(choices.timeliness.enough_when_drawn_up, ElementsAre("apbdesa"));
  EXPECT_EQ(choices.timeliness.unit, TimelinessPolicy::Unit::kVillage);
  EXPECT_EQ(choices.timeliness.whole, TimelinessPolicy::Whole::kYear);
  EXPECT_EQ(choices.timeliness.silence, TimelinessPolicy::Silence::kNoData);
  EXPECT_TRUE(choices.mean_of_services);
}

TEST(PoliciesTest, AnswersStateTheChoicesThatWereMade) {
  const PolicyChoices choices =
      Chosen({{"unit-of-count", "all-three"}, {"combine", "mean-of-services"}});

  EXPECT_THAT(Used("ikm", choices), ElementsAre("combine=mean-of-services"));
  EXPECT_THAT(Used("coordination-follow-up", choices),
              ElementsAre("followed-up-states=DONE,VERIFIED"));
  EXPECT_THAT(Used("village-documents-on-time", choices),
              ElementsAre("report-year=deadline-in-year", "apbdesa=explanation",
                          "unit-of-count=all-three", "not-due=left-out",
                          "silent=missing"));
  EXPECT_TRUE(Used("happiness", choices).empty());
}

TEST(PoliciesTest, EachChoiceIsSaidInTheWordsOfTheRules) {
  const auto said = [](const std::string& states, Language language) {
    const auto used =
        PoliciesUsed("coordination-follow-up", BuiltInRules(),
                     Chosen({{"followed-up-states", states}}), language);
    return used[0].title() + ": " + used[0].meaning();
  };
  EXPECT_EQ(said("DONE,VERIFIED", Language::kIndonesian),
            "Keadaan yang terhitung ditindaklanjuti: selesai, terverifikasi");
  EXPECT_EQ(said("IN_PROGRESS", Language::kEnglish),
            "States that count as followed up: in progress");
}

// A choice is one only with another value to choose; what an answer states can
// be given back to it, and so can each alternative.
TEST(PoliciesTest, EveryStatedPolicyCanBeChosenOtherwise) {
  std::vector<std::string> stated;
  for (const std::string& indicator : BuiltInRules().indicator_ids()) {
    for (const v1::Policy& policy : PoliciesUsed(
             indicator, BuiltInRules(), Chosen({}), Language::kEnglish)) {
      stated.push_back(policy.name());
      EXPECT_THAT(Used(indicator, Chosen({{policy.name(), policy.value()}})),
                  Contains(policy.name() + "=" + policy.value()));
    }
  }
  ASSERT_THAT(stated, SizeIs(indicator::AllChoices().size()));
  for (const indicator::Choice& choice : indicator::AllChoices()) {
    EXPECT_THAT(stated, Contains(choice.name));
    EXPECT_THAT(choice.values, SizeIs(Gt(1)));
    for (const std::string value : choice.values) {
      EXPECT_THAT(Used(choice.indicator, Chosen({{choice.name, value}})),
                  Contains(choice.name + ("=" + value)));
    }
  }
}

TEST(PoliciesTest, WhatNobodyCanChooseIsNoPolicy) {
  EXPECT_THAT(Refused({{"missing-answers", "left-out"},
                       {"sample-size", "krejcie-morgan"},
                       {"unit-of-count", "per-record"}}),
              AllOf(ViolatesField("policies[0].name", code::kUnknownCode),
                    ViolatesField("policies[1].name", code::kUnknownCode),
                    ViolatesField("policies[2].value", code::kUnknownCode)));
}

TEST(PoliciesTest, UnknownNamesAndValuesAreNamedTogether) {
  EXPECT_THAT(Refused({{"colour", "red"},
                       {"report-year", "some-year"},
                       {"followed-up-states", "DONE,OPEN"},
                       {"followed-up-states", ""}}),
              AllOf(ViolatesField("policies[0].name", code::kUnknownCode),
                    ViolatesField("policies[1].value", code::kUnknownCode),
                    ViolatesField("policies[2].value", code::kUnknownCode),
                    ViolatesField("policies[3].value", code::kUnknownCode)));
}

TEST(PoliciesTest, ANameIsGivenOnce) {
  EXPECT_THAT(
      Refused({{"apbdesa", "explanation"}, {"apbdesa", "formula-literal"}}),
      ViolatesField("policies[1].name", code::kPolicyRepeated));
}

}  // namespace
}  // namespace iku::test
