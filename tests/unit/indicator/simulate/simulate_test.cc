#include "services/indicator/simulate/simulate.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/indicator/compute/district_indicators.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using indicator::DistrictFacts;
using indicator::FollowUpState;
using indicator::SupposedChanges;
using indicator::SupposedQuestion;
using indicator::SurveyDimension;
namespace v1 = indicator::v1;

absl::StatusOr<v1::SimulateResponse> TrySimulate(
    const DistrictFacts& facts, const SupposedQuestion& question,
    const SupposedChanges& changes) {
  return indicator::Simulate(
      facts, question, changes,
      [](const DistrictFacts& some, const indicator::IndicatorQuestion& asked) {
        return indicator::ComputeIndicators(some, asked, NoonOf("2026-01-10"));
      });
}

SupposedQuestion Same(const indicator::IndicatorQuestion& question) {
  return {question, question};
}

v1::SimulateResponse Simulated(
    const DistrictFacts& facts, const SupposedChanges& changes,
    const indicator::IndicatorQuestion& question = Question("2025")) {
  return TrySimulate(facts, Same(question), changes).value();
}

v1::Indicator Find(const v1::DistrictIndicators& all, const std::string& id) {
  for (const auto& one : all.indicators()) {
    if (one.id() == id) return one;
  }
  return {};
}

v1::Need NeedOf(const v1::SimulateResponse& response, const std::string& id) {
  for (const auto& need : response.needs()) {
    if (need.indicator() == id) return need;
  }
  return {};
}

// The highest possible count of the one change that is refused.
std::string HighestOf(const absl::StatusOr<v1::SimulateResponse>& response,
                      const std::string& field) {
  const auto violations = ViolationsOf(response.status());
  if (violations.size() != 1 || violations[0].field != field ||
      violations[0].code != code::kOutOfRange) {
    return "none";
  }
  return violations[0].arguments.at("highest");
}

// Nine of twelve results followed up; in the fourth quarter one of eight
// budgets on time, one late, six missing; an index of 86.33.
DistrictFacts Recorded() {
  DistrictFacts facts = Sumbersuko();
  facts.survey = Answers(100, kWonosobo);
  facts.coordination = {{FollowUpState::kOpen, 1},
                        {FollowUpState::kInProgress, 1},
                        {FollowUpState::kDone, 9},
                        {FollowUpState::kRejected, 1}};
  facts.coordination_by_section["Pemerintahan"] = facts.coordination;
  facts.overdue_total = 1;
  facts.documents = {Document("2003", "apbdesa", 2026, "2025-12-30"),
                     Document("2006", "apbdesa", 2026, "2026-01-09")};
  return facts;
}

TEST(SimulateTest, NothingSupposedChangesNothing) {
  const auto response = Simulated(Recorded(), {});
  EXPECT_EQ(response.before().DebugString(), response.after().DebugString());
}

TEST(SimulateTest, MoreFollowUpsRaiseTheShareAndNotTheNumberOfResults) {
  const auto response = Simulated(Recorded(), {.more_follow_ups = 2});
  const auto after = Find(response.after(), "coordination-follow-up");
  EXPECT_EQ(Find(response.before(), "coordination-follow-up").value(), "75.00");
  EXPECT_EQ(after.value(), "91.67");
  EXPECT_EQ(after.denominator(), "12");
  // Open ones and those in progress first; the rejected one last.
  EXPECT_EQ(after.follow_up().counts(4).records(), 1);
  EXPECT_EQ(after.follow_up().counts(2).records(), 11);
}

TEST(SimulateTest, WhoseFollowUpsTheyAreIsNotSaid) {
  const auto response = Simulated(Recorded(), {.more_follow_ups = 1});
  const auto after = Find(response.after(), "coordination-follow-up");
  EXPECT_TRUE(after.follow_up().groups().empty());
  EXPECT_EQ(after.follow_up().overdue_total(), 0);
}

TEST(SimulateTest, MoreFollowUpsThanAreOpenNameTheHighest) {
  const auto response =
      TrySimulate(Recorded(), Same(Question("2025")), {.more_follow_ups = 4});
  EXPECT_EQ(HighestOf(response, "more_follow_ups"), "3");
}

TEST(SimulateTest, LateAndMissingDocumentsComeToBeOnTime) {
  const auto response =
      Simulated(Recorded(), {.late_on_time = 1, .missing_on_time = 2},
                Question("2025-12"));
  const auto before = Find(response.before(), "village-documents-on-time");
  const auto after = Find(response.after(), "village-documents-on-time");
  EXPECT_EQ(before.value(), "12.50");
  EXPECT_EQ(after.value(), "50.00");
  EXPECT_EQ(after.timeliness().late(), 0);
  EXPECT_EQ(after.timeliness().missing(), 4);
}

TEST(SimulateTest, DocumentsNotDueEnterBothNumbers) {
  DistrictFacts facts = Sumbersuko();
  facts.documents = {Document("2003", "lppdesa", 2025, "2026-01-05")};
  const auto response =
      Simulated(facts, {.not_due_on_time = 3}, Question("2026-Q1"));
  const auto after = Find(response.after(), "village-documents-on-time");
  EXPECT_EQ(after.numerator(), "4");
  EXPECT_EQ(after.denominator(), "4");
  EXPECT_EQ(after.timeliness().not_due(), 4);
}

TEST(SimulateTest, ASilentDistrictCanSendItsFirstDocuments) {
  for (const char* silence : {"missing", "no-data"}) {
    const auto response =
        Simulated(Sumbersuko(), {.missing_on_time = 3},
                  Choosing(Question("2025-12"), "silent", silence));
    const auto before = Find(response.before(), "village-documents-on-time");
    const auto after = Find(response.after(), "village-documents-on-time");
    EXPECT_THAT(before.flags(), testing::Contains("NOTHING_RECEIVED"));
    EXPECT_EQ(before.value().empty(), std::string(silence) == "no-data");
    EXPECT_THAT(after.flags(), testing::IsEmpty());
    EXPECT_EQ(after.value(), "37.50") << silence;
  }
}

TEST(SimulateTest, ASilentDistrictIsToldWhatItTakes) {
  const auto response =
      Simulated(Sumbersuko(), {.share_goal = Decimal::Parse("50").value()},
                Choosing(Question("2025-12"), "silent", "no-data"));
  const auto need = NeedOf(response, "village-documents-on-time");
  EXPECT_TRUE(need.reachable());
  EXPECT_EQ(need.amount(), 4);
}

// What is handed in after the end of the part would not count any more.
TEST(SimulateTest, InAPartOfAYearDocumentsComeBeforeItsEnd) {
  DistrictFacts facts = Sumbersuko();
  facts.documents = {Document("2003", "lppdesa", 2024, "2025-03-01")};
  const auto response =
      Simulated(facts, {.missing_on_time = 7, .not_due_on_time = 4},
                Choosing(Question("2025-Q1"), "not-due", "in-denominator"));
  const auto after = Find(response.after(), "village-documents-on-time");
  EXPECT_EQ(after.numerator(), "12");
  EXPECT_EQ(after.denominator(), "24");
}

TEST(SimulateTest, MoreDocumentsThanThereAreNameTheHighest) {
  const auto question = Same(Question("2025-12"));
  EXPECT_EQ(HighestOf(TrySimulate(Recorded(), question, {.late_on_time = 2}),
                      "late_on_time"),
            "1");
  EXPECT_EQ(HighestOf(TrySimulate(Recorded(), question, {.missing_on_time = 7}),
                      "missing_on_time"),
            "6");
  EXPECT_EQ(HighestOf(TrySimulate(Recorded(), question, {.not_due_on_time = 1}),
                      "not_due_on_time"),
            "0");
}

TEST(SimulateTest, MoreRespondentsScoreEveryElement) {
  const auto response =
      Simulated(Recorded(), {.more_responses = 100, .more_responses_score = 4});
  const auto after = Find(response.after(), "ikm");
  EXPECT_EQ(after.satisfaction().responses(), 200);
  EXPECT_EQ(after.satisfaction().elements(0).sum(), 336 + 400);
  EXPECT_EQ(after.value(), "93.17");  // (86.333.. + 100) / 2
}

TEST(SimulateTest, IntervalGrowsWithSupposedRespondentsAndBreakdownsGo) {
  DistrictFacts facts = Sumbersuko();
  AddRespondents(10, {3, 3, 3, 3, 3, 3, 3, 3, 3}, facts.survey, facts.moments);
  facts.survey_parts[SurveyDimension::kSex] = {{"SEX_FEMALE", facts.survey}};
  auto question = Question("2025");
  question.breakdowns = {"sex"};
  const auto response = Simulated(
      facts, {.more_responses = 10, .more_responses_score = 4}, question);

  DistrictFacts asked = Sumbersuko();
  AddRespondents(10, {3, 3, 3, 3, 3, 3, 3, 3, 3}, asked.survey, asked.moments);
  AddRespondents(10, {4, 4, 4, 4, 4, 4, 4, 4, 4}, asked.survey, asked.moments);
  const auto really =
      IndicatorOf(asked, Question("2025"), "ikm", NoonOf("2026-01-10"));
  const auto after = Find(response.after(), "ikm").satisfaction();
  EXPECT_EQ(after.interval().DebugString(),
            really.satisfaction().interval().DebugString());
  EXPECT_EQ(after.reliability().DebugString(),
            really.satisfaction().reliability().DebugString());
  EXPECT_TRUE(after.breakdowns().empty());
}

TEST(SimulateTest, SupposedRespondentsAreInThePairsOfMissingAnswersToo) {
  constexpr std::array<int, 9> kNoComplaints = {3, 2, 3, 3, 4, 3, 3, 3, 0};
  constexpr std::array<int, 9> kMixed = {4, 3, 3, 4, 2, 3, 3, 1, 4};
  DistrictFacts facts = Sumbersuko();
  AddAnswers(10, kNoComplaints, facts);
  AddAnswers(10, kMixed, facts);
  DistrictFacts asked = facts;
  AddAnswers(5, {4, 4, 4, 4, 4, 4, 4, 4, 4}, asked);

  for (const char* profile : {"exact", "blank-as-zero"}) {
    const auto question = Question("2025", profile);
    const auto response = Simulated(
        facts, {.more_responses = 5, .more_responses_score = 4}, question);
    const auto really =
        IndicatorOf(asked, question, "ikm", NoonOf("2026-01-10"));
    const auto after = Find(response.after(), "ikm");
    EXPECT_EQ(after.value(), really.value());
    EXPECT_TRUE(after.satisfaction().has_interval());
    EXPECT_EQ(after.satisfaction().interval().DebugString(),
              really.satisfaction().interval().DebugString());
  }
}

TEST(SimulateTest, WithoutThePairsOfMissingAnswersNoIntervalIsMadeUp) {
  DistrictFacts facts = Sumbersuko();
  AddAnswers(10, {3, 2, 3, 3, 4, 3, 3, 3, 0}, facts);
  facts.pairs = {};
  const auto response =
      Simulated(facts, {.more_responses = 5, .more_responses_score = 4});
  const auto after = Find(response.after(), "ikm");
  EXPECT_NE(after.value(), "");
  EXPECT_FALSE(after.satisfaction().has_interval());
}

TEST(SimulateTest, NeedsCountAsTheProfileCountsMissingAnswers) {
  DistrictFacts facts = Sumbersuko();
  AddAnswers(8, {2, 2, 2, 2, 2, 2, 2, 2, 0}, facts);
  AddAnswers(2, {2, 2, 2, 2, 2, 2, 2, 2, 4}, facts);
  // 25 * (8 * (20 + 4m) / (10 + m) + 4) / 9 is 65.81 after three; with blanks
  // as 0, 25 * (168 + 36m) / (9 * (10 + m)) is 66.67 after six.
  for (const auto& [profile, amount] :
       std::vector<std::pair<std::string, int64_t>>{{"exact", 3},
                                                    {"blank-as-zero", 6}}) {
    const auto response = Simulated(facts, {}, Question("2025", profile));
    ASSERT_EQ(response.needs_size(), 1);
    EXPECT_EQ(response.needs(0).amount(), amount) << profile;
  }
}

TEST(SimulateTest, SupposedRespondentsAreOfNoService) {
  const auto response = TrySimulate(
      Recorded(),
      Same(Choosing(Question("2025"), "combine", "mean-of-services")),
      {.more_responses = 1, .more_responses_score = 4});
  EXPECT_EQ(HighestOf(response, "more_responses"), "0");
}

TEST(SimulateTest, OtherRulesGiveAnotherValueFromTheSameFacts) {
  v1::SimulateRequest request;
  request.set_profile("weight-0.11");
  auto& policy = *request.add_policies();
  policy.set_name("followed-up-states");
  policy.set_value("VERIFIED");
  Violations found;
  const auto supposed =
      indicator::SupposedRulesFrom(request, SharedRules(), {}, found);
  ASSERT_TRUE(found.empty());
  const auto response =
      TrySimulate(Recorded(), indicator::Suppose(Question("2025"), supposed),
                  {})
          .value();
  EXPECT_EQ(Find(response.before(), "ikm").value(), "86.33");
  EXPECT_EQ(Find(response.after(), "ikm").value(), "85.47");
  EXPECT_EQ(Find(response.after(), "coordination-follow-up").value(), "0.00");
}

TEST(SimulateTest, UnknownRulesAreNamedWhereTheyStand) {
  v1::SimulateRequest request;
  request.set_profile("nosuch");
  request.add_policies()->set_name("nosuch");
  Violations found;
  indicator::SupposedRulesFrom(request, SharedRules(), {}, found);
  ASSERT_EQ(found.all().size(), 2u);
  EXPECT_EQ(found.all()[0].field, "profile");
  EXPECT_THAT(found.all()[1].field, ::testing::StartsWith("policies[0]"));
}

TEST(SimulateTest, NextGradeNeedsTheFewestBestAnswers) {
  const auto response = Simulated(Recorded(), {});
  const auto need = NeedOf(response, "ikm");
  EXPECT_EQ(need.goal(), "A (Sangat Baik)");
  ASSERT_TRUE(need.reachable());
  EXPECT_EQ(need.sentence(),
            absl::StrCat("Dengan ", need.amount(),
                         " responden lagi yang memberi nilai 4 untuk semua "
                         "unsur, nilai IKM mencapai mutu A (Sangat Baik)."));
  const auto grade_with = [](int64_t more) {
    return Find(Simulated(Recorded(),
                          {.more_responses = more, .more_responses_score = 4})
                    .after(),
                "ikm")
        .grade();
  };
  EXPECT_EQ(grade_with(need.amount()), "A");
  EXPECT_EQ(grade_with(need.amount() - 1), "B");
}

TEST(SimulateTest, ShareGoalNeedsTheFewestMore) {
  const auto response =
      Simulated(Recorded(), {.share_goal = Decimal::Parse("90.5").value()},
                Question("2025-12"));
  const auto results = NeedOf(response, "coordination-follow-up");
  EXPECT_EQ(results.goal(), "90,5 %");
  EXPECT_EQ(results.amount(), 2);
  EXPECT_EQ(results.sentence(),
            "Dengan 2 hasil lagi ditindaklanjuti, nilainya mencapai 90,5 %.");
  EXPECT_EQ(NeedOf(response, "village-documents-on-time").amount(), 7);
}

TEST(SimulateTest, SentencesAreInEnglishToo) {
  const auto response =
      Simulated(Recorded(), {.share_goal = Decimal::Parse("80").value()},
                Question("2025-12", "", Language::kEnglish));
  EXPECT_EQ(NeedOf(response, "coordination-follow-up").sentence(),
            "With 1 more result followed up the value reaches 80 %.");
  EXPECT_EQ(NeedOf(response, "village-documents-on-time").sentence(),
            "With 6 more documents on time the value reaches 80 %.");
}

TEST(SimulateTest, GoalThatIsReachedOrCannotBeSaysSo) {
  auto facts = Recorded();
  const auto reached =
      Simulated(facts, {.share_goal = Decimal::Parse("75").value()});
  EXPECT_EQ(NeedOf(reached, "coordination-follow-up").sentence(),
            "75 % sudah tercapai.");
  facts.coordination.clear();
  const auto never =
      Simulated(facts, {.share_goal = Decimal::Parse("75").value()});
  EXPECT_FALSE(NeedOf(never, "coordination-follow-up").reachable());
}

TEST(SimulateTest, BestGradeNeedsNothing) {
  auto facts = Recorded();
  facts.survey = Answers(29, kKemenag);
  EXPECT_EQ(NeedOf(Simulated(facts, {}), "ikm").indicator(), "");
}

TEST(ChangesFromTest, EveryFieldThatBreaksItsRuleIsNamed) {
  v1::SimulateRequest request;
  request.set_more_follow_ups(-1);
  request.set_late_on_time(-1);
  request.set_missing_on_time(-1);
  request.set_not_due_on_time(-1);
  request.set_more_responses(1'000'000'001);
  request.set_more_responses_score(5);
  request.set_share_goal("100.5");
  Violations found;
  indicator::ChangesFrom(request, found);
  std::vector<std::string> fields;
  for (const auto& violation : found.all()) {
    EXPECT_EQ(violation.code, code::kOutOfRange);
    fields.push_back(violation.field);
  }
  EXPECT_THAT(fields, ::testing::ElementsAre(
                          "more_follow_ups", "late_on_time", "missing_on_time",
                          "not_due_on_time", "more_responses",
                          "more_responses_score", "share_goal"));
}

TEST(ChangesFromTest, MoreResponsesNeedAScore) {
  v1::SimulateRequest request;
  request.set_more_responses(1);
  Violations found;
  indicator::ChangesFrom(request, found);
  ASSERT_EQ(found.all().size(), 1u);
  EXPECT_EQ(found.all()[0].field, "more_responses_score");
}

}  // namespace
}  // namespace iku::test
