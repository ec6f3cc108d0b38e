#include "services/indicator/formula/document_state.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace iku::indicator {
namespace {

constexpr Date kDeadline = {2025, 9, 30};
constexpr Date kDayAfter = {2025, 10, 1};
constexpr Date kYearEnd = {2025, 12, 31};

TEST(DocumentStateTest, TheDeadlineDayItselfIsOnTime) {
  EXPECT_EQ(StandingOf(kDeadline, kDeadline, {kYearEnd}),
            (DocumentStanding{DocumentState::kOnTime, 0}));
}

TEST(DocumentStateTest, TheDayAfterIsOneDayLate) {
  EXPECT_EQ(StandingOf(kDayAfter, kDeadline, {kYearEnd}),
            (DocumentStanding{DocumentState::kLate, 1}));
}

TEST(DocumentStateTest, AnEarlyDocumentIsOnTimeBeforeTheDeadlineHasPassed) {
  EXPECT_EQ(StandingOf(Date{2025, 8, 1}, kDeadline, {Date{2025, 8, 1}}),
            (DocumentStanding{DocumentState::kOnTime, 0}));
}

TEST(DocumentStateTest, NothingIsDueWhileTheDeadlineDayIsNotOver) {
  EXPECT_EQ(StandingOf(std::nullopt, kDeadline, {kDeadline}),
            (DocumentStanding{DocumentState::kNotDue, 0}));
}

TEST(DocumentStateTest, IsMissingFromTheDayAfterTheDeadline) {
  EXPECT_EQ(StandingOf(std::nullopt, kDeadline, {kDayAfter}),
            (DocumentStanding{DocumentState::kMissing, 1}));
  EXPECT_EQ(StandingOf(std::nullopt, kDeadline, {kYearEnd}),
            (DocumentStanding{DocumentState::kMissing, 92}));
}

TEST(DocumentStateTest, ADateAfterTheAsOfDayHasNotHappenedYet) {
  EXPECT_EQ(StandingOf(kDeadline, kDeadline, {Date{2025, 9, 29}}).state,
            DocumentState::kNotDue);
  EXPECT_EQ(StandingOf(kYearEnd, kDeadline, {kDayAfter}).state,
            DocumentState::kMissing);
}

TEST(DocumentStateTest, ADeadlineIsOverWhenItsDayIs) {
  const auto at_the_end_of = [](const Date& day) {
    return StandingOf(std::nullopt, kDeadline, {day, /*is_over=*/true});
  };
  EXPECT_EQ(at_the_end_of({2025, 9, 29}),
            (DocumentStanding{DocumentState::kNotDue, 0}));
  EXPECT_EQ(at_the_end_of(kDeadline),
            (DocumentStanding{DocumentState::kMissing, 0}));
  EXPECT_EQ(at_the_end_of(kDayAfter),
            (DocumentStanding{DocumentState::kMissing, 1}));
}

RC_GTEST_PROP(DocumentStateProperty, DaysAreLateExactlyWhenLateOrMissing, ()) {
  const auto day = rc::gen::map(rc::gen::inRange<int64_t>(20'000, 20'100),
                                [](int64_t days) { return FromDays(days); });
  std::optional<Date> counted;
  if (*rc::gen::arbitrary<bool>()) counted = *day;
  const DocumentStanding standing = StandingOf(counted, *day, {*day});
  const bool is_late = standing.state == DocumentState::kLate ||
                       standing.state == DocumentState::kMissing;
  RC_ASSERT(is_late == (standing.days_late > 0));
}

}  // namespace
}  // namespace iku::indicator
