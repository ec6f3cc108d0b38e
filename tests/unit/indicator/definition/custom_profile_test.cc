#include "services/indicator/definition/custom_profile.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace iku::test {
namespace {

using indicator::CheckCustomProfile;
using ::testing::AllOf;
namespace v1 = indicator::v1;

void AddElement(v1::Profile& profile, const std::string& code,
                const std::string& weight) {
  v1::ElementWeight& element = *profile.add_elements();
  element.set_element(code);
  element.set_weight(weight);
}

void AddGrade(v1::Profile& profile, const std::string& letter,
              const std::string& minimum) {
  v1::Grade& grade = *profile.add_grades();
  grade.set_letter(letter);
  grade.set_minimum(minimum);
}

// Waiting counts half, and there are two grades.
v1::Profile HalfForTime() {
  v1::Profile profile;
  profile.set_name("profiles/custom");
  AddElement(profile, "time", "1/2");
  AddElement(profile, "cost", "0.3");
  AddElement(profile, "product", "1/5");
  AddGrade(profile, "GOOD", "80");
  AddGrade(profile, "POOR", "0");
  return profile;
}

absl::Status Refused(const v1::Profile& profile) {
  Violations found;
  const auto checked = CheckCustomProfile(profile, "custom_profile", found);
  EXPECT_EQ(checked.has_value(), found.empty());
  return found.ToStatus();
}

TEST(CustomProfileTest, OtherWeightsElementsAndGradesAreTaken) {
  Violations found;
  const auto checked =
      CheckCustomProfile(HalfForTime(), "custom_profile", found);

  ASSERT_THAT(found.ToStatus(), IsOk());
  const indicator::Profile& profile = (*checked)->profile;
  EXPECT_EQ(profile.id, "custom");
  EXPECT_EQ(profile.elements[0].weight, Rational(1, 2));
  EXPECT_EQ(profile.grades[0].minimum, Rational(80));
  EXPECT_EQ(profile.final_step, RoundingStep());
  EXPECT_EQ((*checked)->text.name(), "profiles/custom");
}

TEST(CustomProfileTest, WeightsAddUpToExactlyOne) {
  v1::Profile profile = HalfForTime();
  profile.mutable_elements(0)->set_weight("0.499999");
  EXPECT_THAT(Refused(profile),
              ViolatesField("custom_profile.elements", code::kRuleUnsound));
}

TEST(CustomProfileTest, WeightsMayBePrintedOnesWhenTheyAreSaidToBe) {
  v1::Profile thirds = HalfForTime();
  for (v1::ElementWeight& element : *thirds.mutable_elements()) {
    element.set_weight("0.33");
  }
  EXPECT_THAT(Refused(thirds),
              ViolatesField("custom_profile.elements", code::kRuleUnsound));
  thirds.mutable_weight_rounding()->set_mode(v1::Rounding::MODE_HALF_UP);
  thirds.mutable_weight_rounding()->set_digits(2);
  EXPECT_THAT(Refused(thirds), IsOk());

  for (v1::ElementWeight& element : *thirds.mutable_elements()) {
    element.set_weight("0.3");
  }
  EXPECT_THAT(Refused(thirds),
              ViolatesField("custom_profile.elements", code::kRuleUnsound));
}

TEST(CustomProfileTest, TheValueHasTwoDigitsAndTheWayThereAsManyAsItLikes) {
  v1::Profile profile = HalfForTime();
  profile.mutable_mean_rounding()->set_mode(v1::Rounding::MODE_HALF_UP);
  profile.mutable_mean_rounding()->set_digits(5);
  profile.mutable_value_rounding()->set_mode(v1::Rounding::MODE_TRUNCATE);
  profile.mutable_value_rounding()->set_digits(2);
  EXPECT_THAT(Refused(profile), IsOk());
  for (const int digits : {0, 1, 3, 9}) {
    profile.mutable_value_rounding()->set_digits(digits);
    EXPECT_THAT(Refused(profile),
                ViolatesField("custom_profile.value_rounding.digits",
                              code::kOutOfRange))
        << digits;
  }
}

TEST(CustomProfileTest, ThirtyTwoElementsAreTheMost) {
  v1::Profile profile = HalfForTime();
  profile.clear_elements();
  for (int i = 0; i < 32; ++i) {
    AddElement(profile, absl::StrCat("other-", i), "1/32");
  }
  EXPECT_THAT(Refused(profile), IsOk());
  profile.clear_elements();
  for (int i = 0; i < 33; ++i) {
    AddElement(profile, absl::StrCat("other-", i), "1/33");
  }
  EXPECT_THAT(Refused(profile),
              ViolatesField("custom_profile.elements", code::kTooMany));
}

TEST(CustomProfileTest, EachProblemIsNamedAtOnce) {
  v1::Profile profile = HalfForTime();
  profile.set_name("profiles/exact");
  profile.mutable_elements(0)->set_element("tme");
  profile.mutable_elements(1)->set_weight("much");
  profile.mutable_mean_rounding()->set_mode(v1::Rounding::MODE_HALF_UP);
  profile.mutable_mean_rounding()->set_digits(9);
  profile.clear_grades();
  EXPECT_THAT(Refused(profile),
              AllOf(ViolatesField("custom_profile.name", code::kUnknownCode),
                    ViolatesField("custom_profile.elements[0].element",
                                  code::kUnknownCode),
                    ViolatesField("custom_profile.elements[1].weight",
                                  code::kTextMalformed),
                    ViolatesField("custom_profile.mean_rounding.digits",
                                  code::kOutOfRange),
                    ViolatesField("custom_profile.grades", code::kRequired)));
}

TEST(CustomProfileTest, GradesLeaveNoValueWithoutOne) {
  v1::Profile profile = HalfForTime();
  profile.mutable_grades(1)->set_minimum("30");
  EXPECT_THAT(Refused(profile),
              ViolatesField("custom_profile", code::kRuleUnsound));
}

TEST(CustomProfileTest, RepeatedElementsAreRefused) {
  v1::Profile profile = HalfForTime();
  profile.mutable_elements(1)->set_element("time");
  EXPECT_THAT(Refused(profile),
              ViolatesField("custom_profile", code::kRuleUnsound));
}

}  // namespace
}  // namespace iku::test
