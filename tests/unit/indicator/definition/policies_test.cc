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
using ::testing::ElementsAre;
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
       PoliciesUsed(indicator, BuiltInRules(), choices)) {
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
  EXPECT_FALSE(choices.mean_of_services);
}

TEST(PoliciesTest, EachPolicyOfACallTakesThePlaceOfTheRulesOwn) {
  const PolicyChoices choices =
      Chosen({{"combine", "mean-of-services"},
              {"followed-up-states", "IN_PROGRESS,DONE,VERIFIED"},
              {"report-year", "same-fiscal-year"},
              {"apbdesa", "formula-literal"},
              {"unit-of-count", "all-three"},
              {"not-due", "in-denominator"}});

  EXPECT_THAT(choices.follow_up.followed_up,
              ElementsAre(FollowUpState::kInProgress, FollowUpState::kDone,
                          FollowUpState::kVerified));
  EXPECT_EQ(choices.timeliness.report_year,
            indicator::ReportYear::kSameFiscalYear);
  EXPECT_THAT(choices.timeliness.enough_when_drawn_up, ElementsAre("apbdesa"));
  EXPECT_EQ(choices.timeliness.unit, TimelinessPolicy::Unit::kVillage);
  EXPECT_EQ(choices.timeliness.whole, TimelinessPolicy::Whole::kYear);
  EXPECT_TRUE(choices.mean_of_services);
}

TEST(PoliciesTest, AnswersStateTheChoicesThatWereMade) {
  const PolicyChoices choices =
      Chosen({{"unit-of-count", "all-three"}, {"combine", "mean-of-services"}});

  EXPECT_THAT(Used("ikm", choices), ElementsAre("combine=mean-of-services",
                                                "missing-answers=left-out",
                                                "sample-size=krejcie-morgan"));
  // A result is counted as a record whatever is said of villages.
  EXPECT_THAT(Used("coordination-follow-up", choices),
              ElementsAre("unit-of-count=per-record",
                          "followed-up-states=DONE,VERIFIED"));
  EXPECT_THAT(Used("village-documents-on-time", choices),
              ElementsAre("report-year=deadline-in-year", "apbdesa=explanation",
                          "unit-of-count=all-three", "not-due=left-out"));
  EXPECT_TRUE(Used("happiness", choices).empty());
}

TEST(PoliciesTest, UnknownNamesAndValuesAreNamedTogether) {
  EXPECT_THAT(Refused({{"colour", "red"},
                       {"report-year", "some-year"},
                       {"followed-up-states", "DONE,OPEN"},
                       {"followed-up-states", ""},
                       {"sample-size", "krejcie-morgan"}}),
              AllOf(ViolatesField("policies[0].name", code::kUnknownCode),
                    ViolatesField("policies[1].value", code::kUnknownCode),
                    ViolatesField("policies[2].value", code::kUnknownCode),
                    ViolatesField("policies[3].value", code::kUnknownCode),
                    ViolatesField("policies[4].name", code::kUnknownCode)));
}

TEST(PoliciesTest, ANameIsGivenOnce) {
  EXPECT_THAT(
      Refused({{"apbdesa", "explanation"}, {"apbdesa", "formula-literal"}}),
      ViolatesField("policies[1].name", code::kPolicyRepeated));
}

}  // namespace
}  // namespace iku::test
