#include "services/indicator/compute/achievements.h"

#include <string>

#include "gtest/gtest.h"
#include "services/indicator/compute/district_indicators.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using indicator::StoredTarget;

// The satisfaction index 86.33 of Wonosobo held against `target`; "" is none.
indicator::v1::Achievement AchievementAgainst(
    const std::string& target,
    const indicator::IndicatorQuestion& question = Question("2025"),
    bool has_data = true) {
  auto facts = Sumbersuko();
  if (has_data) facts.survey = Answers(100, kWonosobo);
  auto answer =
      indicator::ComputeIndicators(facts, question, NoonOf("2026-01-10"));
  const auto find = [&](const std::string& id)
      -> absl::StatusOr<std::optional<StoredTarget>> {
    if (target.empty() || id != "ikm") return std::nullopt;
    return StoredTarget{.target = {.key = {facts.district, id, question.period},
                                   .value = Decimal::Parse(target).value(),
                                   .source = "Perjanjian Kinerja"},
                        .withdrawn = false,
                        .version = 1,
                        .update_time = absl::UnixEpoch()};
  };
  EXPECT_THAT(indicator::SetAchievements(question, find, answer), IsOk());
  return answer.indicators(0).achievement();
}

TEST(AchievementsTest, ValueIsHeldAgainstTheTargetOfThePeriod) {
  const auto achievement = AchievementAgainst("85");

  EXPECT_EQ(achievement.target(), "85");
  EXPECT_EQ(achievement.target_name(), "districts/35.08.21/targets/ikm.2025");
  EXPECT_EQ(achievement.raw(), "101.56");
  EXPECT_EQ(achievement.capped(), "100.00");
  EXPECT_EQ(achievement.predicate(), "VERY_HIGH");
  EXPECT_EQ(achievement.predicate_label(), "Sangat Tinggi");
  EXPECT_EQ(achievement.reason(), "");
}

TEST(AchievementsTest, LowPredicateFollowsFromALargeTarget) {
  EXPECT_EQ(AchievementAgainst("99").raw(), "87.20");
  EXPECT_EQ(AchievementAgainst("99").predicate(), "HIGH");
}

TEST(AchievementsTest, SaysWhyThereIsNone) {
  EXPECT_EQ(AchievementAgainst("").reason(), "NO_TARGET");
  EXPECT_EQ(AchievementAgainst("0").reason(), "TARGET_NOT_POSITIVE");
  EXPECT_EQ(AchievementAgainst("0").target(), "0");
  EXPECT_EQ(AchievementAgainst("85", Question("2025"), false).reason(),
            "NO_VALUE");
}

TEST(AchievementsTest, HalvesAndMonthsHaveNoTargets) {
  for (const char* period : {"2025-H1", "2025-07"}) {
    const auto achievement = AchievementAgainst("85", Question(period));
    EXPECT_EQ(achievement.reason(), "");
    EXPECT_EQ(achievement.raw(), "");
  }
  EXPECT_EQ(AchievementAgainst("85", Question("2025-Q2")).raw(), "101.56");
}

TEST(AchievementsTest, ErrorOfTheTargetsIsPassedOn) {
  auto answer = indicator::ComputeIndicators(Sumbersuko(), Question("2025"),
                                             NoonOf("2026-01-10"));
  const auto fail =
      [](const std::string&) -> absl::StatusOr<std::optional<StoredTarget>> {
    return absl::UnavailableError("busy");
  };

  EXPECT_THAT(indicator::SetAchievements(Question("2025"), fail, answer),
              StatusIs(absl::StatusCode::kUnavailable));
}

}  // namespace
}  // namespace iku::test
