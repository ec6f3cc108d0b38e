#include "services/indicator/formula/what_if.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/unit/indicator/formula/published_profiles.h"
#include "tests/unit/indicator/formula/survey_answers.h"
#include "tests/unit/indicator/formula/village_documents.h"

namespace iku::indicator {
namespace {

using test::Day;
using Unit = TimelinessPolicy::Unit;
using Whole = TimelinessPolicy::Whole;

const RoundingStep kTwoDigits;

TEST(ShareWhatIfTest, MoreFollowUpsRaiseThePartOnly) {
  const ShareFacts facts = FactsOf(*ShareOf(22, 28, kTwoDigits));
  EXPECT_EQ(facts, (ShareFacts{22, 28, 6, 0}));
  const auto share = ShareAfter(facts, {3, 0}, kTwoDigits);
  EXPECT_EQ(share->numerator, 25);
  EXPECT_EQ(share->denominator, 28);
  EXPECT_EQ(share->value.ToString(), "89.29");
}

TEST(ShareWhatIfTest, WhatWaitsRaisesPartAndWhole) {
  const ShareFacts facts{7, 9, 2, 3};
  const auto share = ShareAfter(facts, {1, 3}, kTwoDigits);
  EXPECT_EQ(share->numerator, 11);
  EXPECT_EQ(share->denominator, 12);
}

TEST(ShareWhatIfTest, MoreThanThereIsIsRefused) {
  const ShareFacts facts{7, 9, 2, 3};
  EXPECT_TRUE(ShareAfter(facts, {2, 3}, kTwoDigits).has_value());
  EXPECT_FALSE(ShareAfter(facts, {3, 0}, kTwoDigits).has_value());
  EXPECT_FALSE(ShareAfter(facts, {0, 4}, kTwoDigits).has_value());
  EXPECT_FALSE(ShareAfter(facts, {-1, 0}, kTwoDigits).has_value());
  EXPECT_FALSE(ShareAfter(facts, {0, -1}, kTwoDigits).has_value());
}

TEST(ShareWhatIfTest, NothingDueYetIsNoDataUntilSomethingComesIn) {
  const ShareFacts facts{0, 0, 0, 3};
  EXPECT_FALSE(ShareAfter(facts, {}, kTwoDigits).has_value());
  EXPECT_EQ(ShareAfter(facts, {0, 1}, kTwoDigits)->value.ToString(), "100.00");
  EXPECT_EQ(FewestToReach(facts, 50, kTwoDigits), (ShareGain{0, 1}));
}

TEST(FewestToReachTest, FindsTheFewestThatReachThePercent) {
  const ShareFacts facts{22, 28, 6, 0};
  EXPECT_EQ(FewestToReach(facts, 90, kTwoDigits), (ShareGain{4, 0}));
  EXPECT_EQ(FewestToReach(facts, 100, kTwoDigits), (ShareGain{6, 0}));
  EXPECT_EQ(FewestToReach(facts, 75, kTwoDigits), (ShareGain{0, 0}));
}

TEST(FewestToReachTest, IsDecidedOnTheRoundedShare) {
  const ShareFacts facts{1, 3, 2, 0};
  const Rational printed = Rational(6667, 100);  // 2/3 is 66.67 in print
  EXPECT_EQ(FewestToReach(facts, printed, kTwoDigits), (ShareGain{1, 0}));
  EXPECT_EQ(FewestToReach(facts, printed, {2, Rounding::kTruncate}),
            (ShareGain{2, 0}));
}

TEST(FewestToReachTest, TakesWhatIsInsideFirst) {
  const ShareFacts facts{5, 10, 2, 10};  // 3 of 10 can no longer count
  EXPECT_EQ(FewestToReach(facts, 70, kTwoDigits), (ShareGain{2, 0}));
  EXPECT_EQ(FewestToReach(facts, 80, kTwoDigits), (ShareGain{2, 5}));
}

TEST(FewestToReachTest, SaysWhenItCannotBeReached) {
  const ShareFacts facts{5, 10, 2, 10};  // at best 17 of 20
  EXPECT_EQ(FewestToReach(facts, 85, kTwoDigits), (ShareGain{2, 10}));
  EXPECT_FALSE(
      FewestToReach(facts, Rational(8501, 100), kTwoDigits).has_value());
  EXPECT_FALSE(FewestToReach({0, 0, 0, 0}, 1, kTwoDigits).has_value());
}

RC_GTEST_PROP(FewestToReachProperty, OneFewerIsNotEnough, ()) {
  const int64_t whole = *rc::gen::inRange<int64_t>(0, 40);
  const int64_t part = *rc::gen::inRange<int64_t>(0, whole + 1);
  const ShareFacts facts{part, whole,
                         *rc::gen::inRange<int64_t>(0, whole - part + 1),
                         *rc::gen::inRange<int64_t>(0, 20)};
  const Rational percent(*rc::gen::inRange(1, 10'001), 100);
  const auto reaches = [&](int64_t inside, int64_t waiting) {
    const auto share = ShareAfter(facts, {inside, waiting}, kTwoDigits);
    return share.has_value() && share->value.ToRational() >= percent;
  };
  const auto fewest = FewestToReach(facts, percent, kTwoDigits);
  const int64_t total = fewest.has_value() ? fewest->inside + fewest->waiting
                                           : facts.inside + facts.waiting + 1;
  if (fewest.has_value()) RC_ASSERT(reaches(fewest->inside, fewest->waiting));
  for (int64_t inside = 0; inside <= facts.inside; ++inside) {
    for (int64_t waiting = 0; waiting <= facts.waiting; ++waiting) {
      if (inside + waiting < total) RC_ASSERT(!reaches(inside, waiting));
    }
  }
}

// Report year 2025 on 15 October: LPPDesa and RKPDesa are due, APBDesa is not.
class DocumentWhatIfTest : public ::testing::Test {
 protected:
  DocumentWhatIfTest() {
    for (const char* code :
         {"35.08.21.2001", "35.08.21.2002", "35.08.21.2003"}) {
      villages_.push_back({test::Region(code), Day("2010-01-01"), {}});
    }
    Write(0, "RKPDESA", 2026, "2025-09-30");  // the others' are missing
    Write(0, "LPPDESA", 2024, "2025-03-31");
    Write(1, "LPPDESA", 2024, "2025-04-02");  // late
    Write(2, "LPPDESA", 2024, "2025-03-01");
    Write(0, "APBDESA", 2026, "2025-10-01");  // early; the others' not due
  }

  void Write(int village, const char* kind, int year, const char* day) {
    documents_.push_back(
        {villages_[village].code, kind, year, 0, Day(day), Day(day)});
  }

  DocumentTimeliness Now() const {
    return ComputeDocumentTimeliness(villages_, documents_, test::Deadlines(),
                                     test::PeriodOf("2025"), Day(as_of_),
                                     policy_);
  }

  // "numerator/denominator" of the share after the change.
  std::string After(const ShareGain& gain) const {
    const auto share = ShareAfter(FactsOf(Now(), policy_), gain, kTwoDigits);
    if (!share.has_value()) return "refused";
    return absl::StrCat(share->numerator, "/", share->denominator);
  }

  std::string Fraction() const {
    const auto share = Now().share;
    return absl::StrCat(share->numerator, "/", share->denominator);
  }

  std::vector<Village> villages_;
  std::vector<VillageDocument> documents_;
  TimelinessPolicy policy_;
  const char* as_of_ = "2025-10-15";
};

TEST_F(DocumentWhatIfTest, KnowsWhereTheDocumentsStand) {
  EXPECT_EQ(FactsOf(Now(), policy_), (ShareFacts{4, 7, 3, 2}));
  policy_.whole = Whole::kYear;
  EXPECT_EQ(FactsOf(Now(), policy_), (ShareFacts{4, 9, 5, 0}));
}

TEST_F(DocumentWhatIfTest, ForeseesWhatTheDocumentsWouldGive) {
  for (const Whole whole : {Whole::kDue, Whole::kYear}) {
    policy_.whole = whole;
    const bool waits = whole == Whole::kDue;
    const std::string two_missing = After({2, 0});
    const std::string one_not_due_more = waits ? After({2, 1}) : After({3, 0});
    const std::string late_too = waits ? After({3, 1}) : After({4, 0});

    const std::vector<VillageDocument> before = documents_;
    Write(1, "RKPDESA", 2026, "2025-09-01");
    Write(2, "RKPDESA", 2026, "2025-09-01");
    EXPECT_EQ(two_missing, Fraction());
    Write(2, "APBDESA", 2026, "2025-10-15");
    EXPECT_EQ(one_not_due_more, Fraction());
    Write(1, "LPPDESA", 2024, "2025-03-01");
    EXPECT_EQ(late_too, Fraction());
    documents_ = before;
  }
}

TEST_F(DocumentWhatIfTest, RefusesMoreThanStandThere) {
  EXPECT_EQ(After({3, 2}), "9/9");
  EXPECT_EQ(After({4, 0}), "refused");
  EXPECT_EQ(After({0, 3}), "refused");
  EXPECT_EQ(After({-1, 0}), "refused");
}

TEST_F(DocumentWhatIfTest, ALateDocumentThatCountsAlreadyAddsNothing) {
  policy_.enough_when_drawn_up = {"LPPDESA"};
  EXPECT_EQ(FactsOf(Now(), policy_), (ShareFacts{5, 7, 2, 2}));
}

TEST_F(DocumentWhatIfTest, ByVillageThoseThatAreNotDecidedWait) {
  policy_.unit = Unit::kVillage;
  EXPECT_EQ(FactsOf(Now(), policy_), (ShareFacts{1, 3, 2, 0}))
      << "two have failed by their RKPDesa";
  Write(2, "RKPDESA", 2026, "2025-09-30");
  EXPECT_EQ(FactsOf(Now(), policy_), (ShareFacts{1, 2, 1, 1}));
  policy_.whole = Whole::kYear;
  EXPECT_EQ(FactsOf(Now(), policy_), (ShareFacts{1, 3, 2, 0}));
}

TEST_F(DocumentWhatIfTest, ByVillageTheIncompleteOnesCouldCount) {
  policy_.unit = Unit::kVillage;
  as_of_ = "2026-01-01";
  EXPECT_EQ(FactsOf(Now(), policy_), (ShareFacts{1, 3, 2, 0}));
  EXPECT_EQ(FewestToReach(FactsOf(Now(), policy_), 60, kTwoDigits),
            (ShareGain{1, 0}));
  Write(2, "RKPDESA", 2026, "2025-09-01");
  EXPECT_EQ(FactsOf(Now(), policy_), (ShareFacts{1, 3, 2, 0}));
  Write(2, "APBDESA", 2026, "2025-12-01");
  EXPECT_EQ(FactsOf(Now(), policy_), (ShareFacts{2, 3, 1, 0}));
}

TEST_F(DocumentWhatIfTest, ASilentDistrictCouldStillSendAll) {
  documents_.clear();
  policy_.silence = TimelinessPolicy::Silence::kNoData;
  EXPECT_FALSE(Now().share.has_value());
  EXPECT_EQ(FactsOf(Now(), policy_), (ShareFacts{0, 6, 6, 3}));
}

SurveyTally PoorSurvey() {
  SurveyTally tally{29, {}};
  const Profile profile = test::ExactProfile();
  const int64_t sums[] = {70, 71, 72, 73, 74, 75, 76, 77, 78};
  for (size_t i = 0; i < profile.elements.size(); ++i) {
    tally.elements[profile.elements[i].code] =
        test::AnswersThatAddUpTo(29, sums[i]);
  }
  return tally;
}

TEST(IndexWhatIfTest, AddsTheGivenAnswers) {
  const Profile profile = test::ExactProfile();
  const auto after = IndexAfter(PoorSurvey(), BestAnswers(1, profile), profile);
  EXPECT_EQ(after->responses, 30);
  EXPECT_EQ(after->numerator, "702");  // 666 + 36
  EXPECT_EQ(after->denominator, "270");
  EXPECT_EQ(after->value.ToString(), "65.00");
  EXPECT_EQ(after->grade.letter, "C");
}

TEST(IndexWhatIfTest, FindsTheFewestBestAnswersToTheNextGrade) {
  const Profile profile = test::ExactProfile();
  SurveyTally tally = PoorSurvey();  // 63.79, D
  const auto c = FewestToNextGrade(tally, profile);
  EXPECT_EQ(c->grade.letter, "C");
  EXPECT_EQ(c->answers, 1);
  tally.Add(BestAnswers(1, profile));
  // 25 * (702 + 36m) / (9 * (30 + m)) >= 76.605 from m = 14.88 on.
  const auto b = FewestToNextGrade(tally, profile);
  EXPECT_EQ(b->grade.letter, "B");
  EXPECT_EQ(b->answers, 15);
}

TEST(IndexWhatIfTest, TheRoundedValueDecides) {
  Profile profile = test::SmallProfile(1);
  // 25 * (5 + 4m) / (3 + m): 56.25 after one, 65.00 after two, 70.83 after 3.
  SurveyTally tally{3, {{"requirements", {{1, 2, 0, 0}}}}};
  profile.grades = {{"A", "", "", Rational(5625, 100)},
                    {"B", "", "", Rational(0)}};
  EXPECT_EQ(FewestToNextGrade(tally, profile)->answers, 1);
  profile.grades[0].minimum = Rational(5626, 100);
  EXPECT_EQ(FewestToNextGrade(tally, profile)->answers, 2);
  // 25 * 21 / 7 = 75 after four; 25 * 25 / 8 = 78.125 is 78.13 after five.
  profile.grades[0].minimum = Rational(7813, 100);
  EXPECT_EQ(FewestToNextGrade(tally, profile)->answers, 5);
  profile.final_step = {2, Rounding::kTruncate};
  EXPECT_EQ(FewestToNextGrade(tally, profile)->answers, 6);
}

TEST(IndexWhatIfTest, MissingAnswersStayOutOfTheMeansThatGrow) {
  // 2/1 and 4/2 answers: 25 * ((2 + 4m)/(1 + m) + (4 + 4m)/(2 + m)) / 2 is
  // 50.00, then 70.83, then 79.17.
  const Profile profile = test::SmallProfile(2);
  const SurveyTally tally = test::TallyOf({{2, 2}, {0, 2}}, profile);
  const auto next = FewestToNextGrade(tally, profile);
  EXPECT_EQ(next->grade.letter, "C");
  EXPECT_EQ(next->answers, 1);
}

TEST(IndexWhatIfTest, WhereABlankIsZeroEveryResponseIsInTheMeans) {
  // Nobody answered the second: 25 * (8 + 8m) / (2 * (4 + m)) is 25.00, 40.00,
  // 50.00, 57.14, 62.50 and, after five, 66.67.
  Profile profile = test::SmallProfile(2);
  profile.missing_answers = MissingAnswers::kZero;
  const SurveyTally tally =
      test::TallyOf({{2, 0}, {2, 0}, {2, 0}, {2, 0}}, profile);
  const auto next = FewestToNextGrade(tally, profile);
  EXPECT_EQ(next->grade.letter, "C");
  EXPECT_EQ(next->answers, 5);
}

TEST(IndexWhatIfTest, AGradeAboveTheScaleIsOutOfReach) {
  Profile profile = test::PublishedProfiles().at("weight-0.11");  // to 99.00
  profile.grades[0].minimum = Rational(9901, 100);
  SurveyTally tally = BestAnswers(10, profile);
  EXPECT_EQ(FewestToNextGrade(tally, profile)->grade.letter, "A");
  EXPECT_FALSE(FewestToNextGrade(tally, profile)->answers.has_value());
}

TEST(IndexWhatIfTest, TheBestGradeHasNoNextAndNoDataHasNone) {
  const Profile profile = test::ExactProfile();
  EXPECT_FALSE(FewestToNextGrade(BestAnswers(1, profile), profile).has_value());
  EXPECT_FALSE(FewestToNextGrade({}, profile).has_value());
}

// Decided one answer after the other, in whole hundredths.
RC_GTEST_PROP(IndexWhatIfProperty, AgreesWithAddingOneByOne, ()) {
  const Profile profile = test::ExactProfile();
  SurveyTally tally = test::TallyOf(test::AnyResponses(1, 12, 9), profile);
  int64_t total = 0;
  for (const auto& [code, answers] : tally.elements) total += answers.Sum();
  const auto next = FewestToNextGrade(tally, profile);
  if (!next.has_value()) return;  // A already
  int64_t more = 0;
  while (true) {
    const int64_t whole = 9 * (tally.responses + more);
    const int64_t value = (5000 * (total + 36 * more) + whole) / (2 * whole);
    if (Rational(value, int64_t{100}) >= next->grade.minimum) break;
    ++more;
  }
  RC_ASSERT(next->answers == more);
}

RC_GTEST_PROP(IndexWhatIfProperty, OneFewerIsNotEnoughInAnyProfile, ()) {
  for (const auto& entry : test::PublishedProfiles()) {
    const Profile& profile = entry.second;
    const int elements = static_cast<int>(profile.elements.size());
    const SurveyTally tally =
        test::TallyOf(test::AnyResponses(1, 12, elements), profile);
    const auto next = FewestToNextGrade(tally, profile);
    if (!next.has_value()) continue;
    const auto value_after = [&](int64_t more) {
      return IndexAfter(tally, BestAnswers(more, profile), profile)
          ->value.ToRational();
    };
    RC_ASSERT(value_after(*next->answers) >= next->grade.minimum);
    RC_ASSERT(value_after(*next->answers - 1) < next->grade.minimum);
  }
}

}  // namespace
}  // namespace iku::indicator
