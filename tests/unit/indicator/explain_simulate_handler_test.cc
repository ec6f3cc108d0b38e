#include <string>
#include <vector>

#include "common/client/channel.h"
#include "common/status/grpc_status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/running_indicators.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

namespace v1 = indicator::v1;
using ::testing::ElementsAre;

class ExplainSimulateHandlerTest : public ::testing::Test {
 protected:
  ExplainSimulateHandlerTest() {
    source_.facts->survey = Answers(100, kWonosobo);
    explain_.mutable_compute()->set_district("districts/35.08.21");
    explain_.mutable_compute()->set_period("2025");
    explain_.mutable_compute()->add_indicators("ikm");
    *simulate_.mutable_compute() = explain_.compute();
  }

  absl::StatusOr<v1::Explanation> Explain() {
    grpc::ClientContext context;
    Prepare(context);
    v1::Explanation reply;
    const auto status =
        FromGrpcStatus(indicators_.stub().Explain(&context, explain_, &reply));
    if (!status.ok()) return status;
    return reply;
  }

  absl::StatusOr<v1::SimulateResponse> Simulate() {
    grpc::ClientContext context;
    Prepare(context);
    v1::SimulateResponse reply;
    const auto status = FromGrpcStatus(
        indicators_.stub().Simulate(&context, simulate_, &reply));
    if (!status.ok()) return status;
    return reply;
  }

  static void Prepare(grpc::ClientContext& context) {
    PrepareCall(context, absl::InfiniteFuture(), absl::Seconds(5),
                Language::kEnglish, "test");
  }

  static std::vector<std::string> FieldsOf(const absl::Status& status) {
    std::vector<std::string> fields;
    for (const Violation& violation : ViolationsOf(status)) {
      fields.push_back(violation.field + " " + violation.code);
    }
    return fields;
  }

  FakeFactsSource source_;
  RunningIndicators indicators_{source_};
  v1::ExplainRequest explain_;
  v1::SimulateRequest simulate_;
};

TEST_F(ExplainSimulateHandlerTest, ExplainsInTheLanguageOfTheCall) {
  const auto explanation = Explain();
  ASSERT_THAT(explanation, IsOk());
  EXPECT_EQ(explanation->indicator().value(), "86.33");
  EXPECT_EQ(explanation->steps(0).label(), "Sum of the scores of Requirements");
}

TEST_F(ExplainSimulateHandlerTest, ExplainsExactlyOneIndicator) {
  explain_.mutable_compute()->clear_indicators();
  EXPECT_THAT(FieldsOf(Explain().status()),
              ElementsAre("compute.indicators REQUIRED"));
  explain_.mutable_compute()->add_indicators("ikm");
  explain_.mutable_compute()->add_indicators("coordination-follow-up");
  EXPECT_THAT(FieldsOf(Explain().status()),
              ElementsAre("compute.indicators TOO_MANY"));
  EXPECT_EQ(source_.asked, 0);
}

TEST_F(ExplainSimulateHandlerTest, ViolationsStandUnderCompute) {
  explain_.mutable_compute()->set_period("25");
  explain_.mutable_compute()->clear_district();
  explain_.mutable_compute()->clear_indicators();
  EXPECT_THAT(FieldsOf(Explain().status()),
              ::testing::UnorderedElementsAre("compute.district REQUIRED",
                                              "compute.period PERIOD_MALFORMED",
                                              "compute.indicators REQUIRED"));
}

TEST_F(ExplainSimulateHandlerTest, SimulatesOtherFactsAndRules) {
  simulate_.set_more_responses(100);
  simulate_.set_more_responses_score(4);
  simulate_.set_profile("weight-0.11");
  const auto response = Simulate();
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->before().indicators(0).value(), "86.33");
  EXPECT_EQ(response->after().indicators(0).profile(), "weight-0.11");
  EXPECT_EQ(response->after().indicators(0).satisfaction().responses(), 200);
  ASSERT_EQ(response->needs_size(), 1);
  EXPECT_EQ(response->needs(0).goal(), "A (Very good)");
}

TEST_F(ExplainSimulateHandlerTest, AsksForTheFactsOfBothRules) {
  auto& policy = *simulate_.add_policies();
  policy.set_name("combine");
  policy.set_value("mean-of-services");
  ASSERT_THAT(Simulate(), IsOk());
  EXPECT_THAT(source_.asked_for.survey_dimensions,
              ElementsAre(indicator::SurveyDimension::kService));

  simulate_.mutable_compute()->set_indicators(0, "village-documents-on-time");
  policy.set_name("report-year");
  policy.set_value("same-fiscal-year");
  ASSERT_THAT(Simulate(), IsOk());
  EXPECT_THAT(source_.asked_for.document_fiscal_years,
              ElementsAre(2024, 2025, 2026));
}

TEST_F(ExplainSimulateHandlerTest, ChangeThatCannotBeIsRefused) {
  simulate_.mutable_compute()->set_indicators(0, "coordination-follow-up");
  source_.facts->coordination = {{indicator::FollowUpState::kOpen, 2}};
  simulate_.set_more_follow_ups(3);
  const auto status = Simulate().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  ASSERT_THAT(FieldsOf(status), ElementsAre("more_follow_ups OUT_OF_RANGE"));
  EXPECT_EQ(ViolationsOf(status)[0].arguments.at("highest"), "2");
}

TEST_F(ExplainSimulateHandlerTest, AllViolationsOfASimulationAreSaidAtOnce) {
  simulate_.mutable_compute()->set_period("25");
  simulate_.set_late_on_time(-1);
  simulate_.set_profile("nosuch");
  EXPECT_THAT(FieldsOf(Simulate().status()),
              ::testing::UnorderedElementsAre("compute.period PERIOD_MALFORMED",
                                              "late_on_time OUT_OF_RANGE",
                                              "profile UNKNOWN_PROFILE"));
  EXPECT_EQ(source_.asked, 0);
}

TEST_F(ExplainSimulateHandlerTest, ThePastIsExplainedToo) {
  explain_.mutable_compute()->set_as_of_version(3);
  source_.facts->read_time = NoonOf("2026-01-05");
  const auto explanation = Explain();
  ASSERT_THAT(explanation, IsOk());
  EXPECT_EQ(explanation->as_of_time().seconds(),
            absl::ToUnixSeconds(NoonOf("2026-01-05")));
}

}  // namespace
}  // namespace iku::test
