#include "services/indicator/formula/suppression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

namespace iku::indicator {
namespace {

using Cells = std::vector<int64_t>;

// What is published: "20 . 0 of 27"; a dot is a suppressed cell.
std::string Published(const Cells& cells, const SuppressionRule& rule = {}) {
  const Suppression result = SuppressSmallCells(cells, rule);
  const int64_t total = std::accumulate(cells.begin(), cells.end(), int64_t{0});
  std::string text = result.withheld ? "withheld " : "";
  for (size_t i = 0; i < cells.size() && !result.withheld; ++i) {
    text += result.suppressed[i] ? "." : std::to_string(cells[i]);
    text += ' ';
  }
  return text + "of " + std::to_string(total);
}

TEST(SuppressionTest, CellsOfTheThresholdAndMoreAreShown) {
  EXPECT_EQ(Published({5, 6, 20}), "5 6 20 of 31");
}

TEST(SuppressionTest, ASmallCellTakesTheSmallestOtherAlong) {
  EXPECT_EQ(Published({30, 4, 12, 20}), "30 . . 20 of 66");
}

TEST(SuppressionTest, EqualCellsAreTakenAlongTogether) {
  EXPECT_EQ(Published({30, 4, 12, 12}), "30 . . . of 58");
}

TEST(SuppressionTest, TwoSmallCellsNeedTheThresholdBetweenThem) {
  EXPECT_EQ(Published({30, 2, 3, 9}), "30 . . 9 of 44");
  EXPECT_EQ(Published({30, 2, 2, 9}), "30 . . . of 43");
  // A cell of just the threshold is no small one.
  EXPECT_EQ(Published({30, 2, 3, 5}), "30 . . 5 of 40");
}

TEST(SuppressionTest, SmallCellsThatCouldBeKnownToBeAlikeTakeOneAlong) {
  EXPECT_EQ(Published({1, 1, 1, 1, 1, 9, 30}), ". . . . . . 30 of 44");
  EXPECT_EQ(Published({4, 4, 9, 30}), ". . . 30 of 47");
}

TEST(SuppressionTest, AnEmptyCellIsShownAndTakesNoPart) {
  EXPECT_EQ(Published({0, 3, 7, 30}), "0 . . 30 of 40");
  EXPECT_EQ(Published({0, 7, 30}), "0 7 30 of 37");
  EXPECT_EQ(Published({0, 0}), "0 0 of 0");
  EXPECT_EQ(Published({}), "of 0");
}

TEST(SuppressionTest, AllCellsMayHaveToGo) {
  EXPECT_EQ(Published({3, 30}), ". . of 33");
}

TEST(SuppressionTest, IsWithheldWhenNothingIsLeftToHideBehind) {
  EXPECT_EQ(Published({3, 0, 0}), "withheld of 3");
  EXPECT_EQ(Published({1, 2, 0}), "withheld of 3");
  EXPECT_EQ(Published({4, 4, 0}), "withheld of 8");
  EXPECT_EQ(Published({4}), "withheld of 4");
}

// Else being withheld at this total would say that all are 4.
TEST(SuppressionTest, IsWithheldWhereAllCellsCouldBeAlike) {
  EXPECT_EQ(Published({4, 4}), "withheld of 8");
  EXPECT_EQ(Published({3, 5}), "withheld of 8");
  EXPECT_EQ(Published({0, 8}), "0 8 of 8");
  EXPECT_EQ(Published({1, 1, 1, 1, 1, 1}), "withheld of 6");
  EXPECT_EQ(Published({1, 1, 1, 3, 0, 0}), "withheld of 6");
}

TEST(SuppressionTest, AWithheldBreakdownHidesEveryCell) {
  EXPECT_THAT(SuppressSmallCells({3, 0, 0}).suppressed,
              ::testing::ElementsAre(true, true, true));
}

TEST(SuppressionTest, TheThresholdIsData) {
  EXPECT_EQ(Published({9, 12, 30}, {10}), ". . 30 of 51");
  EXPECT_EQ(Published({9, 12, 30}, {9}), "9 12 30 of 51");
}

TEST(SuppressionTest, AThresholdOfOneSuppressesNothing) {
  EXPECT_EQ(Published({1, 0, 2}, {1}), "1 0 2 of 3");
  EXPECT_EQ(Published({1, 0, 2}, {0}), "1 0 2 of 3");
}

// Every breakdown of `count` cells with `total` respondents.
void ForEachBreakdown(int count, int64_t total, Cells& cells,
                      const std::function<void(const Cells&)>& visit) {
  if (count == 1) {
    cells.push_back(total);
    visit(cells);
    cells.pop_back();
    return;
  }
  for (int64_t size = 0; size <= total; ++size) {
    cells.push_back(size);
    ForEachBreakdown(count - 1, total - size, cells, visit);
    cells.pop_back();
  }
}

// The attacker knows everything published and the rule, so he keeps exactly
// those breakdowns that would have been published the same way.
void ExpectNoCellIsPinned(int count, int64_t total,
                          const SuppressionRule& rule) {
  std::map<std::string, std::vector<Cells>> possible;
  Cells start;
  ForEachBreakdown(count, total, start, [&](const Cells& cells) {
    possible[Published(cells, rule)].push_back(cells);
  });
  for (const auto& [published, breakdowns] : possible) {
    const Suppression result = SuppressSmallCells(breakdowns.front(), rule);
    for (size_t i = 0; i < result.suppressed.size(); ++i) {
      if (!result.suppressed[i]) continue;
      std::set<int64_t> sizes;
      for (const Cells& cells : breakdowns) sizes.insert(cells[i]);
      EXPECT_GE(sizes.size(), 2u) << published << " cell " << i;
    }
  }
}

TEST(SuppressionTest, NoCellIsPinnedByTheTotalTheOtherCellsAndTheRule) {
  for (int64_t total = 1; total <= 40; ++total) {
    ExpectNoCellIsPinned(2, total, {5});
  }
  for (int64_t total = 1; total <= 30; ++total) {
    ExpectNoCellIsPinned(3, total, {5});
    ExpectNoCellIsPinned(3, total, {4});
    ExpectNoCellIsPinned(3, total, {3});
  }
  for (int64_t total = 1; total <= 16; ++total) {
    ExpectNoCellIsPinned(4, total, {5});
    ExpectNoCellIsPinned(4, total, {3});
  }
}

Cells AnyCells() {
  return *rc::gen::container<Cells>(
      *rc::gen::inRange(2, 12),
      rc::gen::weightedOneOf<int64_t>(
          {{3, rc::gen::resize(100, rc::gen::inRange<int64_t>(0, 8))},
           {1, rc::gen::resize(100, rc::gen::inRange<int64_t>(0, 500))}}));
}

RC_GTEST_PROP(SuppressionProperty, SubtractionNeverGivesASmallGroup, ()) {
  const Cells cells = AnyCells();
  const Suppression result = SuppressSmallCells(cells, {5});
  if (result.withheld) return;
  int64_t hidden = 0;
  int64_t sum = 0;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (!result.suppressed[i]) {
      RC_ASSERT(cells[i] == 0 || cells[i] >= 5);
      continue;
    }
    RC_ASSERT(cells[i] > 0);
    ++hidden;
    sum += cells[i];
  }
  RC_ASSERT(hidden != 1);
  RC_ASSERT(hidden == 0 || sum >= 5);
  RC_ASSERT(hidden == 0 || sum > hidden);  // not all of them one person
}

RC_GTEST_PROP(SuppressionProperty, OrderOfTheCellsIsIrrelevant, ()) {
  Cells cells = AnyCells();
  std::vector<bool> suppressed = SuppressSmallCells(cells).suppressed;
  std::reverse(cells.begin(), cells.end());
  std::reverse(suppressed.begin(), suppressed.end());
  RC_ASSERT(SuppressSmallCells(cells).suppressed == suppressed);
}

}  // namespace
}  // namespace iku::indicator
