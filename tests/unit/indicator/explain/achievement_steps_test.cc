#include "services/indicator/explain/achievement_steps.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/indicator/explain/evaluate.h"
#include "tests/unit/indicator/explain/explained.h"

namespace iku::test {
namespace {

using ::testing::SizeIs;
namespace v1 = indicator::v1;

class AchievementStepsTest : public ::testing::Test {
 protected:
  v1::Explanation Explain(const std::string& value, const std::string& target,
                          Language language = Language::kIndonesian) {
    v1::Indicator indicator;
    indicator.set_id("ikm");
    indicator.set_value(value);
    indicator.mutable_achievement()->set_target(target);
    v1::Explanation explanation;
    indicator::Steps steps(language, *explanation.mutable_steps());
    indicator::AddAchievementSteps(indicator, BuiltInRules(), steps);
    return explanation;
  }
};

TEST_F(AchievementStepsTest, AreTheTargetTheFractionAndItsRounding) {
  // Printed: 85.35 held against 80 is 106.69.
  const v1::Explanation explanation = Explain("85.35", "80");
  EXPECT_EQ(StepOf(explanation, "ikm.target").result(), "80");
  const auto exact = StepOf(explanation, "ikm.achievement-exact");
  EXPECT_EQ(exact.expression(), "100 x 85.35 / 80");
  EXPECT_EQ(exact.result(), "106.6875");
  EXPECT_EQ(Evaluate(exact.expression()),
            Rational::Parse(exact.result()).value());
  EXPECT_EQ(StepOf(explanation, "ikm.achievement").rounded(), "106.69");
  EXPECT_EQ(StepOf(explanation, "ikm.achievement-capped").result(), "100.00");
}

TEST_F(AchievementStepsTest, SayTheBandOfThePredicateAsReadersWriteNumbers) {
  const v1::Explanation explanation = Explain("60.80", "80");
  EXPECT_EQ(StepOf(explanation, "ikm.achievement").rounded(), "76.00");
  EXPECT_EQ(StepOf(explanation, "ikm.predicate").label(),
            "Predikat Tinggi: di atas 75, paling tinggi 90");
  EXPECT_EQ(StepOf(explanation, "ikm.achievement-capped").id(), "")
      << "it is within 0 to 100 as it is";
  EXPECT_EQ(StepOf(Explain("60.80", "80", Language::kEnglish), "ikm.predicate")
                .label(),
            "Predicate High: above 75, at most 90");
}

TEST_F(AchievementStepsTest, OfNoTargetAreNone) {
  EXPECT_THAT(Explain("85.35", "").steps(), SizeIs(0));
}

TEST_F(AchievementStepsTest,
       WithoutAValueOrAboveATargetOfZeroAreTheTargetOnly) {
  EXPECT_THAT(Explain("", "80").steps(), SizeIs(1));
  EXPECT_THAT(Explain("85.35", "0").steps(), SizeIs(1));
}

}  // namespace
}  // namespace iku::test
