#include "services/indicator/formula/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/unit/indicator/formula/published_profiles.h"

namespace iku::indicator {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string ProblemsOf(const Profile& profile) {
  const absl::Status status = Validate(profile);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  return std::string(status.message());
}

TEST(ProfileTest, EveryPublishedProfileIsSound) {
  const auto profiles = test::PublishedProfiles();
  EXPECT_EQ(profiles.size(), 9u);
  for (const auto& [id, profile] : profiles) {
    EXPECT_TRUE(Validate(profile).ok()) << Validate(profile);
    EXPECT_TRUE(ValidateWeights(profile).ok()) << ValidateWeights(profile);
  }
}

TEST(ProfileTest, ListsAllProblemsAtOnce) {
  Profile profile;
  profile.scale = 0;
  EXPECT_THAT(ProblemsOf(profile),
              AllOf(HasSubstr("id: empty"), HasSubstr("elements: needs 1"),
                    HasSubstr("scale:"), HasSubstr("grades: empty")));
}

TEST(ProfileTest, RefusesElementsThatRepeatOrWeighNothing) {
  Profile profile = test::ExactProfile();
  profile.elements[1].code = "cost";
  profile.elements[2].weight = 0;
  profile.elements[4].weight = Rational(2, 9);
  EXPECT_THAT(ProblemsOf(profile), AllOf(HasSubstr("cost repeated"),
                                         HasSubstr("time needs a weight")));
}

TEST(ProfileTest, TakesThirtyTwoElementsAndNoMore) {
  Profile profile = test::ExactProfile();
  profile.elements.clear();
  for (int i = 0; i < 32; ++i) {
    profile.elements.push_back({absl::StrCat("u", i), Rational(1, 33)});
  }
  EXPECT_TRUE(Validate(profile).ok());
  profile.elements.push_back({"one more", Rational(1, 33)});
  EXPECT_THAT(ProblemsOf(profile), HasSubstr("needs 1 to 32"));
}

// Nine elements, the first with another weight, printed as `step` says.
Profile Weighing(const Rational& first, const Rational& others,
                 std::optional<RoundingStep> step) {
  Profile profile = test::ExactProfile();
  for (auto& element : profile.elements) element.weight = others;
  profile.elements[0].weight = first;
  profile.weight_step = step;
  return profile;
}

bool AddUp(const Profile& profile) { return ValidateWeights(profile).ok(); }

TEST(WeightsTest, AddUpToExactlyOneUnlessSomethingElseIsSaid) {
  EXPECT_TRUE(AddUp(Weighing(Rational(1, 9), Rational(1, 9), std::nullopt)));
  EXPECT_TRUE(AddUp(Weighing(Rational(2, 10), Rational(1, 10), std::nullopt)));
  EXPECT_FALSE(
      AddUp(Weighing(Rational(11, 100), Rational(11, 100), std::nullopt)));
  EXPECT_FALSE(AddUp(Weighing(Rational(1, 10), Rational(1, 10), std::nullopt)));
  EXPECT_FALSE(AddUp(Weighing(Rational(2'000'001, 10'000'000), Rational(1, 10),
                              std::nullopt)));
}

TEST(WeightsTest, ThatWereRoundedAreOffByHalfAUnitEachAtMost) {
  const RoundingStep two_digits{2};
  // Nine halves of 0.01 are 0.045.
  EXPECT_TRUE(
      AddUp(Weighing(Rational(11, 100), Rational(11, 100), two_digits)));
  EXPECT_TRUE(
      AddUp(Weighing(Rational(16, 100), Rational(10, 100), two_digits)));
  EXPECT_FALSE(
      AddUp(Weighing(Rational(15, 100), Rational(10, 100), two_digits)));
  EXPECT_FALSE(
      AddUp(Weighing(Rational(10, 100), Rational(10, 100), two_digits)));
}

TEST(WeightsTest, MayBeBelowTheWholeByExactlyWhatRoundingTakesAndNeverAbove) {
  Profile profile = test::ExactProfile();
  profile.elements.resize(2);
  profile.weight_step = RoundingStep{2};
  profile.elements[0].weight = Rational(50, 100);
  profile.elements[1].weight = Rational(49, 100);
  EXPECT_TRUE(AddUp(profile));
  profile.elements[1].weight = Rational(48, 100);
  EXPECT_FALSE(AddUp(profile));
  profile.elements[1].weight = Rational(51, 100);
  EXPECT_FALSE(AddUp(profile)) << "a value could be above 100";
}

TEST(WeightsTest, AreRoundedToTwoDigitsAtLeast) {
  Profile profile = test::ExactProfile();
  profile.elements.resize(2);
  profile.elements[0].weight = Rational(5, 10);
  profile.elements[1].weight = Rational(5, 10);
  profile.weight_step = RoundingStep{1};
  EXPECT_FALSE(AddUp(profile)) << "nine times 0.1 would pass too";
  profile.weight_step = RoundingStep{2};
  EXPECT_TRUE(AddUp(profile));
}

TEST(WeightsTest, ThatWereCutOffAreOffByAWholeUnitEachAtMost) {
  const RoundingStep cut{2, Rounding::kTruncate};
  EXPECT_TRUE(AddUp(Weighing(Rational(11, 100), Rational(10, 100), cut)));
  EXPECT_FALSE(AddUp(Weighing(Rational(10, 100), Rational(10, 100), cut)));
}

TEST(WeightsTest, HaveNoMoreDigitsThanIsSaid) {
  const Profile profile =
      Weighing(Rational(111, 1000), Rational(11, 100), RoundingStep{2});
  EXPECT_THAT(std::string(ValidateWeights(profile).message()),
              HasSubstr("the weight 111/1000 of requirements has more than 2 "
                        "digits"));
  EXPECT_FALSE(
      AddUp(Weighing(Rational(1, 9), Rational(1, 9), RoundingStep{6})));
}

TEST(WeightsTest, ThatDoNotAddUpAreToldWithTheBound) {
  EXPECT_THAT(
      std::string(ValidateWeights(Weighing(Rational(1, 10), Rational(1, 10),
                                           RoundingStep{2}))
                      .message()),
      AllOf(HasSubstr("add up to 9/10"), HasSubstr("at most 9/200")));
}

TEST(ProfileTest, RefusesGradesThatDoNotDescendOrRepeat) {
  Profile profile = test::ExactProfile();
  profile.grades[1].minimum = profile.grades[0].minimum;
  profile.grades[3].letter = "A";
  EXPECT_THAT(ProblemsOf(profile),
              AllOf(HasSubstr("B needs a minimum below that of A"),
                    HasSubstr("A repeated")));
}

TEST(ProfileTest, TheLastGradeReachesDownToTheLowestValue) {
  Profile profile = test::ExactProfile();
  profile.grades.back().minimum = 25;
  EXPECT_TRUE(Validate(profile).ok());
  profile.grades.back().minimum = Rational(2501, 100);
  EXPECT_THAT(ProblemsOf(profile), HasSubstr("D is last"));
  profile.grades.back().minimum = 25;
  profile.missing_answers = MissingAnswers::kZero;
  EXPECT_THAT(ProblemsOf(profile), HasSubstr("D is last"));
}

TEST(ProfileTest, WhereABlankCountsZeroTheLastGradeReachesDownToZero) {
  Profile profile = test::ExactProfile();
  profile.missing_answers = MissingAnswers::kZero;
  profile.grades.back().minimum = 0;
  EXPECT_TRUE(Validate(profile).ok()) << Validate(profile);
  profile.grades.back().minimum = Rational(1, 2);
  EXPECT_THAT(ProblemsOf(profile), HasSubstr("D is last"));
}

TEST(ProfileTest, AScaleMayBeOne) {
  Profile profile = test::ExactProfile();
  profile.scale = 1;
  profile.grades = {{"A", "Baik", "Good", 3}, {"B", "Kurang", "Poor", 1}};
  EXPECT_TRUE(Validate(profile).ok()) << Validate(profile);
}

TEST(ProfileTest, TakesNoDigitsAndAsManyAsThereMayBe) {
  Profile profile = test::ExactProfile();
  profile.mean_step = RoundingStep{0};
  profile.final_step.digits = kMaxDecimalDigits;
  EXPECT_TRUE(Validate(profile).ok()) << Validate(profile);
}

TEST(ProfileTest, RefusesDigitsOutOfRange) {
  Profile profile = test::ExactProfile();
  profile.mean_step = RoundingStep{-1};
  profile.weight_step = RoundingStep{-1};
  profile.final_step.digits = 19;
  EXPECT_THAT(ProblemsOf(profile),
              AllOf(HasSubstr("mean_step"), HasSubstr("weight_step"),
                    HasSubstr("final_step")));
}

}  // namespace
}  // namespace iku::indicator
