#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "services/indicator/compute/district_indicators.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using indicator::SurveyDimension;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::array<int, 9> kAllFour = {4, 4, 4, 4, 4, 4, 4, 4, 4};
constexpr std::array<int, 9> kAllThree = {3, 3, 3, 3, 3, 3, 3, 3, 3};
constexpr std::array<int, 9> kMixed = {4, 3, 3, 4, 2, 3, 3, 1, 4};

indicator::v1::Indicator Satisfaction(
    const indicator::DistrictFacts& facts,
    const indicator::IndicatorQuestion& question) {
  return IndicatorOf(facts, question, "ikm", NoonOf("2026-01-10"));
}

// Respondents with one value in common; they are among all of them too.
void AddPart(SurveyDimension dimension, const std::string& value, int64_t times,
             const std::array<int, 9>& scores,
             indicator::DistrictFacts& facts) {
  indicator::SurveyMoments unused;
  indicator::SurveyPart part{value, {}};
  AddRespondents(times, scores, part.survey, unused);
  facts.survey_parts[dimension].push_back(part);
  AddRespondents(times, scores, facts.survey, facts.moments);
}

indicator::IndicatorQuestion BrokenDownBy(const std::string& dimension) {
  auto question = Question("2025");
  question.breakdowns = {dimension};
  return question;
}

std::vector<std::string> CodesOf(
    const google::protobuf::RepeatedPtrField<std::string>& codes) {
  return {codes.begin(), codes.end()};
}

TEST(SurveyStatisticsTest, ShowsHowTheAnswersToEachElementFell) {
  auto facts = Sumbersuko();
  AddRespondents(3, kAllFour, facts.survey, facts.moments);
  AddRespondents(1, kMixed, facts.survey, facts.moments);

  const auto detail = Satisfaction(facts, Question("2025")).satisfaction();

  EXPECT_THAT(detail.elements(7).counts(), ElementsAre(1, 0, 0, 3));
  EXPECT_THAT(detail.elements(7).shares(),
              ElementsAre("25.00", "0.00", "0.00", "75.00"));
  EXPECT_THAT(CodesOf(detail.highest_elements()),
              ElementsAre("requirements", "cost", "complaints"));
  EXPECT_THAT(CodesOf(detail.lowest_elements()),
              ElementsAre("facilities", "product", "behaviour"));
}

TEST(SurveyStatisticsTest, GradeIsUncertainWhenTheIntervalHoldsTwo) {
  auto facts = Sumbersuko();
  AddRespondents(10, kAllFour, facts.survey, facts.moments);
  AddRespondents(10, kAllThree, facts.survey, facts.moments);

  const auto ikm = Satisfaction(facts, Question("2025"));

  // 87.50 -+ 1.96 * sqrt(164.4737 / 20)
  EXPECT_EQ(ikm.value(), "87.50");
  EXPECT_EQ(ikm.satisfaction().interval().lower(), "81.88");
  EXPECT_EQ(ikm.satisfaction().interval().upper(), "93.12");
  EXPECT_EQ(ikm.satisfaction().interval().level_percent(), 95);
  EXPECT_TRUE(ikm.satisfaction().interval().grade_could_change());
  EXPECT_THAT(ikm.flags(), Contains("GRADE_UNCERTAIN"));
  EXPECT_EQ(ikm.satisfaction().reliability().alpha(), "1.000");
  EXPECT_NE(ikm.satisfaction().reliability().label(), "");
}

TEST(SurveyStatisticsTest, IntervalSaysHowItWasEstimatedAndFromWhom) {
  auto complete = Sumbersuko();
  AddRespondents(20, kAllFour, complete.survey, complete.moments);
  const auto mean = Satisfaction(complete, Question("2025")).satisfaction();
  EXPECT_EQ(mean.interval().method(), "MEAN");
  EXPECT_EQ(mean.interval().responses(), 20);

  auto facts = Sumbersuko();
  AddAnswers(2, kAllFour, facts);
  AddAnswers(8, {1, 1, 1, 1, 1, 1, 1, 1, 0}, facts);
  const auto ikm = Satisfaction(facts, Question("2025"));
  EXPECT_EQ(ikm.value(), "46.67");
  EXPECT_EQ(ikm.satisfaction().interval().method(), "LINEARISED_RATIO");
  EXPECT_EQ(ikm.satisfaction().interval().responses(), 10);
  EXPECT_EQ(ikm.satisfaction().interval().lower(), "29.24");
  EXPECT_EQ(ikm.satisfaction().interval().upper(), "64.09");
  EXPECT_THAT(ikm.flags(), Not(Contains("GRADE_UNCERTAIN")));
}

TEST(SurveyStatisticsTest, GradeIsUncertainAlsoWhereAnswersAreMissing) {
  auto facts = Sumbersuko();
  AddAnswers(2, kAllFour, facts);
  AddAnswers(4, {1, 1, 1, 1, 1, 1, 1, 1, 0}, facts);

  const auto ikm = Satisfaction(facts, Question("2025"));

  EXPECT_EQ(ikm.grade(), "D");
  EXPECT_TRUE(ikm.satisfaction().interval().grade_could_change());
  EXPECT_THAT(ikm.flags(), Contains("GRADE_UNCERTAIN"));
}

TEST(SurveyStatisticsTest, WithoutThePairsOfMissingAnswersThereIsNoInterval) {
  auto facts = Sumbersuko();
  AddAnswers(2, kAllFour, facts);
  AddAnswers(8, {1, 1, 1, 1, 1, 1, 1, 1, 0}, facts);
  facts.pairs = {};

  EXPECT_FALSE(
      Satisfaction(facts, Question("2025")).satisfaction().has_interval());
}

TEST(SurveyStatisticsTest, CertainGradeIsNotFlagged) {
  auto facts = Sumbersuko();
  AddRespondents(20, kAllFour, facts.survey, facts.moments);

  const auto ikm = Satisfaction(facts, Question("2025"));

  EXPECT_FALSE(ikm.satisfaction().interval().grade_could_change());
  EXPECT_THAT(ikm.flags(), Not(Contains("GRADE_UNCERTAIN")));
}

TEST(SurveyStatisticsTest, BreakdownHasEveryValueOfTheContractAndNotTold) {
  auto facts = Sumbersuko();
  AddPart(SurveyDimension::kSex, "SEX_FEMALE", 10, kAllFour, facts);
  AddPart(SurveyDimension::kSex, "SEX_MALE", 20, kAllThree, facts);

  const auto ikm = Satisfaction(facts, BrokenDownBy("sex"));

  ASSERT_THAT(ikm.satisfaction().breakdowns(), SizeIs(1));
  const auto& sex = ikm.satisfaction().breakdowns(0);
  EXPECT_EQ(sex.dimension(), "sex");
  ASSERT_THAT(sex.cells(), SizeIs(3));
  EXPECT_EQ(sex.cells(0).label(), "laki-laki");
  EXPECT_EQ(sex.cells(0).index(), "75.00");
  EXPECT_EQ(sex.cells(1).value(), "SEX_FEMALE");
  EXPECT_EQ(sex.cells(1).responses(), 10);
  EXPECT_EQ(sex.cells(1).grade(), "A");
  EXPECT_EQ(sex.cells(2).label(), "tidak disebutkan");
  EXPECT_EQ(sex.cells(2).responses(), 0);
  EXPECT_THAT(ikm.flags(), Not(Contains("SUPPRESSED")));
}

TEST(SurveyStatisticsTest, SmallPartsHideAnotherOneWithThem) {
  auto facts = Sumbersuko();
  facts.service_names = {{"ktp", "KTP elektronik"}, {"kk", "Kartu keluarga"}};
  AddPart(SurveyDimension::kService, "ktp", 3, kAllFour, facts);
  AddPart(SurveyDimension::kService, "kk", 20, kAllThree, facts);
  AddPart(SurveyDimension::kService, "surat", 30, kAllThree, facts);

  const auto ikm = Satisfaction(facts, BrokenDownBy("service"));

  const auto& cells = ikm.satisfaction().breakdowns(0).cells();
  ASSERT_THAT(cells, SizeIs(4));
  EXPECT_EQ(cells[0].label(), "Kartu keluarga");
  EXPECT_TRUE(cells[0].suppressed());
  EXPECT_EQ(cells[0].responses(), 0);
  EXPECT_EQ(cells[0].index(), "");
  EXPECT_TRUE(cells[1].suppressed());
  EXPECT_EQ(cells[2].label(), "surat");
  EXPECT_EQ(cells[2].responses(), 30);
  EXPECT_THAT(ikm.flags(), Contains("SUPPRESSED"));
}

TEST(SurveyStatisticsTest, WhatNobodyAskedForIsNotSaidToBeHidden) {
  auto facts = Sumbersuko();
  AddPart(SurveyDimension::kService, "", 3, kAllFour, facts);
  auto question = Question("2025");
  question.policies.mean_of_services = true;

  // There is no service with answers that could be hidden.
  EXPECT_THAT(Satisfaction(facts, question).flags(),
              Not(Contains("SUPPRESSED")));

  AddPart(SurveyDimension::kService, "ktp", 3, kAllFour, facts);
  EXPECT_THAT(Satisfaction(facts, question).flags(), Contains("SUPPRESSED"));
}

TEST(SurveyStatisticsTest, NothingIsShownOfAHandfulOfRespondents) {
  auto facts = Sumbersuko();
  AddPart(SurveyDimension::kSex, "SEX_FEMALE", 3, kAllFour, facts);

  const auto ikm = Satisfaction(facts, BrokenDownBy("sex"));

  EXPECT_TRUE(ikm.satisfaction().breakdowns(0).withheld());
  EXPECT_THAT(ikm.satisfaction().breakdowns(0).cells(), IsEmpty());
  EXPECT_THAT(ikm.flags(), Contains("SUPPRESSED"));
}

RC_GTEST_PROP(SurveyStatisticsTest, NoShownPartHasFewRespondents, ()) {
  auto facts = Sumbersuko();
  for (const char* sex : {"SEX_MALE", "SEX_FEMALE", ""}) {
    const auto times = *rc::gen::inRange<int64_t>(0, 12);
    if (times == 0) continue;
    AddPart(SurveyDimension::kSex, sex, times, kMixed, facts);
  }

  const auto ikm = Satisfaction(facts, BrokenDownBy("sex"));

  int64_t shown = 0;
  int suppressed = 0;
  for (const auto& cell : ikm.satisfaction().breakdowns(0).cells()) {
    RC_ASSERT(cell.responses() == 0 || cell.responses() >= 5);
    shown += cell.responses();
    if (cell.suppressed()) ++suppressed;
  }
  RC_ASSERT(suppressed != 1);
  if (suppressed == 0 && !ikm.satisfaction().breakdowns(0).withheld()) {
    RC_ASSERT(shown == facts.survey.responses);
  }
}

TEST(SurveyStatisticsTest, MeanOfServicesIsTheMeanOfTheirRoundedValues) {
  auto facts = Sumbersuko();
  AddPart(SurveyDimension::kService, "kk", 10, kAllFour, facts);
  AddPart(SurveyDimension::kService, "ktp", 30, kAllThree, facts);
  AddPart(SurveyDimension::kService, "", 20, kAllFour, facts);
  const auto question =
      Choosing(Question("2025"), "combine", "mean-of-services");

  const auto ikm = Satisfaction(facts, question);

  EXPECT_EQ(ikm.value(), "87.50");
  EXPECT_EQ(ikm.exact_value(), "175/2");
  EXPECT_EQ(ikm.numerator(), "7");
  EXPECT_EQ(ikm.denominator(), "2");
  EXPECT_EQ(PolicyOf(ikm, "combine"), "mean-of-services");
  ASSERT_THAT(ikm.satisfaction().components(), SizeIs(2));
  EXPECT_EQ(ikm.satisfaction().components(0).index(), "100.00");
  EXPECT_EQ(ikm.satisfaction().components(1).index(), "75.00");
  EXPECT_FALSE(ikm.satisfaction().has_interval());
  EXPECT_EQ(Satisfaction(facts, Question("2025")).value(), "87.50");
}

TEST(SurveyStatisticsTest, ASingleHiddenServiceDoesNotFollowFromTheMean) {
  auto facts = Sumbersuko();
  AddPart(SurveyDimension::kService, "kk", 20, kAllFour, facts);
  AddPart(SurveyDimension::kService, "ktp", 4, kAllThree, facts);
  AddPart(SurveyDimension::kService, "", 3, kAllFour, facts);
  auto question = Choosing(Question("2025"), "combine", "mean-of-services");
  question.breakdowns = {"service"};

  const auto ikm = Satisfaction(facts, question);

  EXPECT_EQ(ikm.value(), "87.50");
  EXPECT_THAT(ikm.satisfaction().components(), SizeIs(0));
  EXPECT_TRUE(ikm.satisfaction().breakdowns(0).withheld());
  EXPECT_THAT(ikm.flags(), Contains("SUPPRESSED"));
}

// Responses about one service that leave an element out.
void AddService(const std::string& code, int64_t times,
                const std::array<int, 9>& scores,
                indicator::DistrictFacts& facts) {
  indicator::DistrictFacts alone = Sumbersuko();
  AddAnswers(times, scores, alone);
  AddAnswers(times, scores, facts);
  facts.survey_parts[SurveyDimension::kService].push_back({code, alone.survey});
}

constexpr std::array<int, 9> kNoComplaints = {2, 2, 2, 2, 2, 2, 2, 2, 0};

TEST(SurveyStatisticsTest, AServiceWithoutAValueIsListedBesideTheMean) {
  auto facts = Sumbersuko();
  facts.service_names = {{"kk", "Kartu keluarga"}};
  AddService("ktp", 10, kAllFour, facts);
  AddService("kk", 10, kNoComplaints, facts);

  const auto ikm = Satisfaction(
      facts, Choosing(Question("2025"), "combine", "mean-of-services"));

  EXPECT_EQ(ikm.value(), "100.00");
  EXPECT_THAT(ikm.flags(), Contains("COMPONENT_LEFT_OUT"));
  ASSERT_THAT(ikm.satisfaction().components(), SizeIs(1));
  ASSERT_THAT(ikm.satisfaction().components_left_out(), SizeIs(1));
  const auto& left_out = ikm.satisfaction().components_left_out(0);
  EXPECT_EQ(left_out.name(), "kk");
  EXPECT_EQ(left_out.label(), "Kartu keluarga");
  EXPECT_EQ(left_out.responses(), 10);
  EXPECT_EQ(left_out.reason(), "ELEMENT_UNANSWERED");
  EXPECT_THAT(CodesOf(left_out.elements()), ElementsAre("complaints"));

  const auto pooled = Satisfaction(facts, Question("2025"));
  EXPECT_EQ(pooled.value(), "77.78");
  EXPECT_THAT(pooled.flags(), Not(Contains("COMPONENT_LEFT_OUT")));
}

TEST(SurveyStatisticsTest, WhereABlankIsZeroEveryServiceHasAValue) {
  auto facts = Sumbersuko();
  AddService("ktp", 10, kAllFour, facts);
  AddService("kk", 10, kNoComplaints, facts);

  const auto ikm =
      Satisfaction(facts, Choosing(Question("2025", "blank-as-zero"), "combine",
                                   "mean-of-services"));

  EXPECT_EQ(ikm.value(), "72.22");  // of 100.00 and 44.44
  EXPECT_THAT(ikm.satisfaction().components_left_out(), IsEmpty());
}

TEST(SurveyStatisticsTest, OfASmallServiceWithoutAValueNoNumberIsTold) {
  auto facts = Sumbersuko();
  AddService("a", 40, kAllFour, facts);
  AddService("b", 20, kAllThree, facts);
  AddService("c", 4, kMixed, facts);
  AddService("d", 3, kNoComplaints, facts);

  const auto ikm = Satisfaction(
      facts, Choosing(Question("2025"), "combine", "mean-of-services"));

  int hidden = 0;
  for (const auto& cell : ikm.satisfaction().components()) {
    EXPECT_NE(cell.value(), "d");
    if (cell.suppressed()) ++hidden;
  }
  EXPECT_NE(hidden, 1);
  ASSERT_THAT(ikm.satisfaction().components_left_out(), SizeIs(1));
  EXPECT_EQ(ikm.satisfaction().components_left_out(0).responses(), 0);
  EXPECT_THAT(ikm.satisfaction().components_left_out(0).elements(), IsEmpty());
  EXPECT_THAT(ikm.flags(), Contains("COMPONENT_LEFT_OUT"));
}

TEST(SurveyStatisticsTest, WithheldServicesAreLeftOutWithoutAName) {
  auto facts = Sumbersuko();
  AddService("a", 20, kAllFour, facts);
  AddService("b", 3, kNoComplaints, facts);
  AddService("c", 4, kAllThree, facts);  // else the mean would give it away
  auto question = Choosing(Question("2025"), "combine", "mean-of-services");
  question.breakdowns = {"service"};

  const auto ikm = Satisfaction(facts, question);

  ASSERT_TRUE(ikm.satisfaction().breakdowns(0).withheld());
  ASSERT_THAT(ikm.satisfaction().components_left_out(), SizeIs(1));
  EXPECT_EQ(ikm.satisfaction().components_left_out(0).name(), "");
  EXPECT_NE(ikm.satisfaction().components_left_out(0).label(), "");
}

TEST(SurveyStatisticsTest, TrendEndsWithThisPeriodAndGapsAreNoChange) {
  auto facts = Sumbersuko();
  indicator::SurveyMoments unused;
  facts.earlier_surveys = {{PeriodOf("2024-Q3"), {}},
                           {PeriodOf("2024-Q4"), {}}};
  AddRespondents(10, kAllFour, facts.earlier_surveys[1].survey, unused);
  AddRespondents(10, kAllThree, facts.survey, facts.moments);

  const auto trend =
      Satisfaction(facts, Question("2025-Q1")).satisfaction().trend();

  ASSERT_THAT(trend, SizeIs(3));
  EXPECT_EQ(trend[0].period(), "2024-Q3");
  EXPECT_EQ(trend[0].value(), "");
  EXPECT_EQ(trend[1].value(), "100.00");
  EXPECT_EQ(trend[1].change(), "");
  EXPECT_EQ(trend[2].period(), "2025-Q1");
  EXPECT_EQ(trend[2].change(), "-25.00");
  EXPECT_EQ(trend[2].grade(), "C");
}

RC_GTEST_PROP(SurveyStatisticsTest, OrderOfPartsIsIrrelevant, ()) {
  auto facts = Sumbersuko();
  for (const char* service : {"a", "b", "c", "d"}) {
    AddPart(
        SurveyDimension::kService, service, *rc::gen::inRange<int64_t>(1, 40),
        *rc::gen::elementOf(std::vector{kAllFour, kAllThree, kMixed}), facts);
  }
  auto question = Choosing(Question("2025"), "combine", "mean-of-services");
  question.breakdowns = {"service"};
  const auto before = Satisfaction(facts, question).SerializeAsString();

  auto& parts = facts.survey_parts[SurveyDimension::kService];
  std::reverse(parts.begin(), parts.end());

  RC_ASSERT(Satisfaction(facts, question).SerializeAsString() == before);
}

}  // namespace
}  // namespace iku::test
