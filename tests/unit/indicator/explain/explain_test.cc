#include "services/indicator/explain/explain.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "iku/collection/v1/coordination_service.pb.h"
#include "iku/collection/v1/survey_service.pb.h"
#include "tests/unit/indicator/explain/explained.h"

namespace iku::test {
namespace {

using indicator::DistrictFacts;
using indicator::FollowUpState;
using indicator::SurveyDimension;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Property;
namespace v1 = indicator::v1;

const std::string kFollowUp = "coordination-follow-up";

template <typename Request>
Request RequestOf(const v1::RecordSource& source) {
  Request request;
  const auto status = google::protobuf::util::JsonStringToMessage(
      source.request_json(), &request);
  EXPECT_TRUE(status.ok()) << source.request_json();
  return request;
}

TEST(ExplainTest, ElementGoesFromItsCountsToItsProduct) {
  const auto explanation = Explained(Kemenag(), Question("2025"), "ikm");
  const auto sum = StepOf(explanation, "ikm.sum.requirements");
  EXPECT_EQ(sum.expression(), "1 x 0 + 2 x 0 + 3 x 11 + 4 x 18");
  EXPECT_EQ(sum.result(), "105");
  EXPECT_EQ(sum.label(), "Jumlah nilai Persyaratan");
  EXPECT_EQ(StepOf(explanation, "ikm.answers.requirements").expression(),
            "0 + 0 + 11 + 18");
  const auto mean = StepOf(explanation, "ikm.mean.requirements");
  EXPECT_EQ(mean.expression(), "105 / 29");
  EXPECT_EQ(mean.result(), "105/29");
  EXPECT_EQ(mean.rounded(), "3.62");
  EXPECT_EQ(StepOf(explanation, "ikm.product.requirements").expression(),
            "105/29 x 1/9");
}

TEST(ExplainTest, ValueIsRoundedAndGradedByName) {
  const auto explanation =
      Explained(Kemenag(), Question("2025", "", Language::kEnglish), "ikm");
  const auto value = StepOf(explanation, "ikm.value");
  EXPECT_EQ(value.result(), "23875/261");
  EXPECT_EQ(value.rounded(), "91.48");
  EXPECT_EQ(value.label(), "Value of the IKM, rounded half up at 2 decimals");
  const auto grade = StepOf(explanation, "ikm.grade");
  EXPECT_EQ(grade.label(), "Grade A (Very good): at least 88.31");
  EXPECT_EQ(grade.result(), "91.48");
}

TEST(ExplainTest, BandBetweenTwoOthersNamesBothEnds) {
  DistrictFacts facts = Sumbersuko();
  facts.survey = Answers(100, kWonosobo);
  const auto explanation = Explained(facts, Question("2025"), "ikm");
  EXPECT_THAT(
      StepOf(explanation, "ikm.grade").label(),
      HasSubstr("Mutu B (Baik): paling sedikit 76,61, kurang dari 88,31"));
}

TEST(ExplainTest, EachRoundingOfTheProfileIsALine) {
  const auto explanation =
      Explained(Kemenag(), Question("2025", "products-0.111"), "ikm");
  const auto mean = StepOf(explanation, "ikm.mean-rounded.requirements");
  EXPECT_EQ(mean.result(), "105/29");
  EXPECT_EQ(mean.rounded(), "3.621");
  const auto product = StepOf(explanation, "ikm.product.requirements");
  EXPECT_EQ(product.expression(), "3.621 x 0.111");
  EXPECT_EQ(product.result(), "0.401931");
  EXPECT_EQ(StepOf(explanation, "ikm.product-rounded.requirements").rounded(),
            "0.402");
  EXPECT_THAT(StepOf(explanation, "ikm.index").expression(),
              HasSubstr("0.402 + "));
}

TEST(ExplainTest, TruncationIsNamed) {
  const auto explanation =
      Explained(Kemenag(), Question("2025", "truncate"), "ikm");
  EXPECT_EQ(StepOf(explanation, "ikm.value").label(),
            "Nilai IKM, dipotong pada 2 desimal");
}

TEST(ExplainTest, BlankIsALineOfItsOwnWhereItCountsAsZero) {
  DistrictFacts facts = Kemenag();
  auto& answers = facts.survey.elements["cost"];
  answers.counts[3] -= 2;

  const auto zero = Explained(facts, Question("2025", "blank-as-zero"), "ikm");
  EXPECT_EQ(StepOf(zero, "ikm.sum.cost").expression(),
            "0 x 2 + 1 x 0 + 2 x 0 + 3 x 0 + 4 x 27");
  EXPECT_EQ(StepOf(zero, "ikm.answers.cost").expression(),
            "2 + 0 + 0 + 0 + 27");
  EXPECT_EQ(LeftOut(zero, "ANSWER_MISSING"), 0);

  const auto left_out = Explained(facts, Question("2025"), "ikm");
  EXPECT_EQ(StepOf(left_out, "ikm.answers.cost").result(), "27");
  EXPECT_EQ(LeftOut(left_out, "ANSWER_MISSING"), 2);
  EXPECT_EQ(left_out.left_out(0).label(),
            "Responden yang tidak menjawab: Biaya/tarif");
}

TEST(ExplainTest, StatesProfileDefinitionAndVersions) {
  const auto explanation = Explained(Kemenag(), Question("2025"), "ikm");
  EXPECT_EQ(explanation.profile().name(), "profiles/exact");
  EXPECT_EQ(explanation.definition().name(), "indicatorDefinitions/ikm");
  EXPECT_FALSE(explanation.definition().legal_basis().empty());
  EXPECT_FALSE(explanation.indicator().policies().empty());
  EXPECT_EQ(explanation.district(), "districts/35.08.21");
  EXPECT_EQ(explanation.period(), "2025");
  EXPECT_EQ(explanation.data_version(), 7);
  EXPECT_EQ(explanation.rules_version(), BuiltInRules().version());
}

TEST(ExplainTest, NothingRecordedEndsWithTheCounts) {
  const auto explanation = Explained(Sumbersuko(), Question("2025"), "ikm");
  EXPECT_EQ(StepOf(explanation, "ikm.sum.requirements").result(), "0");
  EXPECT_EQ(StepOf(explanation, "ikm.mean.requirements").id(), "");
  EXPECT_EQ(StepOf(explanation, "ikm.value").id(), "");
}

TEST(ExplainTest, SurveyResponsesOfThePeriodAreTheSource) {
  const auto explanation = Explained(Kemenag(), Question("2025-Q3"), "ikm");
  ASSERT_EQ(explanation.sources_size(), 1);
  EXPECT_EQ(explanation.sources(0).method(),
            "iku.collection.v1.SurveyService/ListSurveyResponses");
  EXPECT_EQ(explanation.sources(0).records(), 29);
  const auto request = RequestOf<collection::v1::ListSurveyResponsesRequest>(
      explanation.sources(0));
  EXPECT_EQ(request.parent(), "districts/35.08.21");
  EXPECT_EQ(request.period(), "2025-Q3");
  EXPECT_EQ(request.state(), collection::v1::RECORD_STATE_ACTIVE);
}

DistrictFacts ThreeServices() {
  DistrictFacts facts = Sumbersuko();
  facts.service_names = {{"A", "KTP"}, {"B", "KK"}, {"C", "Izin"}};
  auto& parts = facts.survey_parts[SurveyDimension::kService];
  parts.push_back({"A", Answers(100, kWonosobo)});
  parts.push_back({"B", Answers(29, kKemenag)});
  parts.push_back({"C", Answers(10, {30, 30, 30, 30, 30, 30, 30, 30, 30})});
  parts.push_back({"", Answers(6, {18, 18, 18, 18, 18, 18, 18, 18, 18})});
  for (const auto& part : parts) facts.survey.Add(part.survey);
  return facts;
}

TEST(ExplainTest, MeanOfServicesWritesEachServiceOut) {
  const auto explanation = Explained(
      ThreeServices(),
      Choosing(Question("2025"), "combine", "mean-of-services"), "ikm");
  EXPECT_EQ(StepOf(explanation, "ikm.service.B.mean.requirements").label(),
            "KK: Rata-rata Persyaratan");
  EXPECT_EQ(StepOf(explanation, "ikm.service.B.value").rounded(), "91.48");
  EXPECT_EQ(StepOf(explanation, "ikm.mean-of-services").expression(),
            "(86.33 + 91.48 + 75.00) / 3");
  EXPECT_EQ(StepOf(explanation, "ikm.grade").result(),
            explanation.indicator().value());
  EXPECT_EQ(LeftOut(explanation, "NO_SERVICE"), 6);
  EXPECT_EQ(explanation.sources_size(), 4);
}

TEST(ExplainTest, ServiceWithFewRespondentsIsNotTold) {
  DistrictFacts facts = ThreeServices();
  auto& parts = facts.survey_parts[SurveyDimension::kService];
  parts[2].survey = Answers(3, {9, 9, 9, 9, 9, 9, 9, 9, 9});
  const auto explanation = Explained(
      facts, Choosing(Question("2025"), "combine", "mean-of-services"), "ikm");
  EXPECT_EQ(StepOf(explanation, "ikm.service.C.value").id(), "");
  EXPECT_NE(StepOf(explanation, "ikm.suppressed").id(), "");
  // The other small cell is hidden too, or C would follow from the total: it is
  // said that there are some of no service, and not how many.
  EXPECT_THAT(explanation.left_out(),
              Contains(Property(&v1::LeftOut::reason, "NO_SERVICE")));
  EXPECT_EQ(LeftOut(explanation, "NO_SERVICE"), 0);
  for (const auto& source : explanation.sources()) {
    EXPECT_THAT(source.request_json(), Not(HasSubstr("\"C\"")));
  }
}

DistrictFacts TwelveResults() {
  DistrictFacts facts = Sumbersuko();
  facts.coordination = {{FollowUpState::kOpen, 2},
                        {FollowUpState::kInProgress, 1},
                        {FollowUpState::kDone, 7},
                        {FollowUpState::kVerified, 2}};
  return facts;
}

TEST(ExplainTest, FollowUpsGoFromStatesToPercent) {
  const auto explanation =
      Explained(TwelveResults(), Question("2025"), kFollowUp);
  EXPECT_THAT(StepOf(explanation, kFollowUp + ".records.OPEN").label(),
              HasSubstr("tidak terhitung"));
  EXPECT_THAT(StepOf(explanation, kFollowUp + ".records.DONE").label(),
              Not(HasSubstr("tidak")));
  EXPECT_EQ(StepOf(explanation, kFollowUp + ".followed-up").expression(),
            "7 + 2");
  EXPECT_EQ(StepOf(explanation, kFollowUp + ".records.DONE").label(),
            "Hasil dengan keadaan selesai: terhitung ditindaklanjuti");
  EXPECT_EQ(StepOf(explanation, kFollowUp + ".carried-out").expression(),
            "2 + 1 + 7 + 2 + 0");
  EXPECT_EQ(StepOf(explanation, kFollowUp + ".percent").expression(),
            "100 x 9 / 12");
  EXPECT_EQ(explanation.steps().rbegin()->rounded(), "75.00");
  EXPECT_EQ(LeftOut(explanation, "NOT_FOLLOWED_UP"), 3);
  EXPECT_EQ(explanation.left_out(0).label(),
            "Hasil yang tidak terhitung ditindaklanjuti, hanya di penyebut. "
            "Keadaan yang terhitung ditindaklanjuti: selesai, terverifikasi");
}

TEST(ExplainTest, CoordinationRecordsAreTheSourceAllAndByState) {
  const auto explanation =
      Explained(TwelveResults(), Question("2025"), kFollowUp);
  ASSERT_EQ(explanation.sources_size(), 5);
  EXPECT_EQ(explanation.sources(0).records(), 12);
  const auto request =
      RequestOf<collection::v1::ListCoordinationRecordsRequest>(
          explanation.sources(3));
  EXPECT_EQ(request.follow_up_state(), collection::v1::FOLLOW_UP_STATE_DONE);
  EXPECT_EQ(explanation.sources(3).records(), 7);
}

TEST(ExplainTest, EverySourceListsTheVersionThatWasCounted) {
  auto question = Question("2025");
  question.as_of_version = 7;
  DistrictFacts facts = TwelveResults();
  const auto explanation = Explained(facts, question, kFollowUp);
  ASSERT_EQ(explanation.sources_size(), 5);
  for (const auto& source : explanation.sources()) {
    EXPECT_EQ(RequestOf<collection::v1::ListCoordinationRecordsRequest>(source)
                  .as_of_version(),
              7);
  }
  facts.data_version = 0;
  EXPECT_EQ(Explained(facts, question, kFollowUp).sources_size(), 0);
}

// Grati on time, Sentul nine days late, all others missing; 2026-01-10.
DistrictFacts TwoBudgets() {
  DistrictFacts facts = Sumbersuko();
  facts.documents = {Document("2003", "apbdesa", 2026, "2025-12-30"),
                     Document("2003", "apbdesa", 2026, "2026-01-05", 1),
                     Document("2006", "apbdesa", 2026, "2026-01-09")};
  return facts;
}

TEST(ExplainTest, NoTwoLinesShareAnId) {
  for (const std::string& id : BuiltInRules().indicator_ids()) {
    DistrictFacts facts = TwoBudgets();
    facts.survey = Answers(29, kKemenag);
    facts.coordination = TwelveResults().coordination;
    const auto explanation =
        Explained(facts, Question("2025", "products-0.111"), id);
    std::set<std::string> ids;
    for (const auto& step : explanation.steps()) {
      EXPECT_TRUE(ids.insert(step.id()).second) << step.id();
    }
  }
}

}  // namespace
}  // namespace iku::test
