#include "services/indicator/formula/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
  EXPECT_EQ(profiles.size(), 8u);
  for (const auto& [id, profile] : profiles) {
    EXPECT_TRUE(Validate(profile).ok()) << Validate(profile);
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

TEST(ProfileTest, TakesWeightsThatAddUpToNineTenthsToOne) {
  Profile profile = test::ExactProfile();
  const auto weigh = [&](const Rational& first) {
    for (auto& element : profile.elements) element.weight = Rational(1, 10);
    profile.elements[0].weight = first;
    return Validate(profile).ok();
  };
  EXPECT_TRUE(weigh(Rational(1, 10)));
  EXPECT_TRUE(weigh(Rational(2, 10)));
  EXPECT_FALSE(weigh(Rational(99, 1000)));
  EXPECT_FALSE(weigh(Rational(201, 1000)));
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
  profile.final_step.digits = 19;
  EXPECT_THAT(ProblemsOf(profile),
              AllOf(HasSubstr("mean_step"), HasSubstr("final_step")));
}

}  // namespace
}  // namespace iku::indicator
