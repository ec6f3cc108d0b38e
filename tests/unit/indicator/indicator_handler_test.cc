#include "services/indicator/indicator_handler.h"

#include <future>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/client/channel.h"
#include "common/rpc/calls.h"
#include "common/server/server.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/indicator/definition/rule_book.h"
#include "services/indicator/facts_client/collection_facts.h"
#include "services/indicator/store/schema.h"
#include "services/indicator/target/sqlite_target_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/indicator/fake_facts_service.h"
#include "tests/unit/indicator/running_indicators.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

namespace v1 = indicator::v1;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Lt;

v1::ComputeRequest Request(const std::string& profile = "") {
  v1::ComputeRequest request;
  request.set_district("districts/35.08.21");
  request.set_period("2025");
  request.set_profile(profile);
  return request;
}

class IndicatorHandlerTest : public ::testing::Test {
 protected:
  FakeFactsSource facts_;
  RunningIndicators indicators_{facts_};
};

TEST_F(IndicatorHandlerTest, ComputesTheIndicatorsOfOneDistrict) {
  facts_.facts->survey = Answers(100, kWonosobo);

  const auto answer = indicators_.Compute(Request());

  ASSERT_THAT(answer.status, IsOk());
  ASSERT_EQ(answer.indicators.indicators_size(), 3);
  EXPECT_EQ(answer.indicators.indicators(0).value(), "86.33");
  EXPECT_EQ(answer.indicators.indicators(0).grade(), "B");
  EXPECT_EQ(answer.indicators.data_version(), 7);
}

TEST_F(IndicatorHandlerTest, ProfileIsChosenByName) {
  facts_.facts->survey = Answers(29, kKemenag);

  EXPECT_EQ(indicators_.Compute(Request()).indicators.indicators(0).value(),
            "91.48");
  EXPECT_EQ(indicators_.Compute(Request("weight-0.11"))
                .indicators.indicators(0)
                .value(),
            "90.56");
}

TEST_F(IndicatorHandlerTest, AnswersInTheLanguageOfTheCaller) {
  const auto answer =
      indicators_.Compute(Request(), absl::Seconds(5), Language::kEnglish);

  EXPECT_EQ(answer.indicators.indicators(1).data_source(),
            "All structural officials");
}

TEST_F(IndicatorHandlerTest, NamesEverythingThatIsWrongAtOnce) {
  v1::ComputeRequest request;
  request.set_district("districts/35.08");
  request.set_period("2025-Q5");
  request.add_indicators("ikm");
  request.add_indicators("happiness");
  request.set_profile("lucky");

  const auto answer = indicators_.Compute(request);

  EXPECT_THAT(answer.status, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(answer.status,
              AllOf(ViolatesField("district", code::kNameMalformed),
                    ViolatesField("period", code::kPeriodMalformed),
                    ViolatesField("indicators[1]", code::kUnknownIndicator),
                    ViolatesField("profile", code::kUnknownProfile)));
  EXPECT_EQ(ViolationsOf(answer.status).size(), 4u);
  EXPECT_EQ(facts_.asked, 0);
}

TEST_F(IndicatorHandlerTest, UnknownProfileIsToldWhichOnesThereAre) {
  const auto answer = indicators_.Compute(Request("lucky"));

  const auto violations = ViolationsOf(answer.status);
  ASSERT_EQ(violations.size(), 1u);
  for (const Language language : {Language::kIndonesian, Language::kEnglish}) {
    EXPECT_THAT(Sentence(violations[0].code, violations[0].arguments, language),
                AllOf(HasSubstr("lucky"), HasSubstr("exact, weight-0.11"),
                      HasSubstr("kep25-2004")));
  }
}

TEST_F(IndicatorHandlerTest, EmptyRequestIsToldWhatIsRequired) {
  const auto answer = indicators_.Compute({});

  EXPECT_THAT(answer.status, AllOf(ViolatesField("district", code::kRequired),
                                   ViolatesField("period", code::kRequired)));
}

TEST_F(IndicatorHandlerTest, TooManyIndicatorIdsAreRefused) {
  v1::ComputeRequest request = Request();
  for (int i = 0; i < 21; ++i) request.add_indicators("ikm");

  EXPECT_THAT(indicators_.Compute(request).status,
              ViolatesField("indicators", code::kTooMany));
}

TEST_F(IndicatorHandlerTest, NamesWhatIsWrongWithTheDetailsAtOnce) {
  v1::ComputeRequest request = Request("exact");
  request.mutable_custom_profile()->set_name("profiles/custom");
  request.add_breakdowns("sex");
  request.add_breakdowns("shoe-size");
  request.set_earlier_periods(13);
  request.mutable_as_of_time()->set_seconds(
      absl::ToUnixSeconds(NoonOf("2026-01-11")));
  request.set_as_of_version(-1);
  v1::Policy& policy = *request.add_policies();
  policy.set_name("apbdesa");
  policy.set_value("by-mood");

  const auto status = indicators_.Compute(request).status;

  EXPECT_THAT(status,
              AllOf(ViolatesField("profile", code::kNotTogether),
                    ViolatesField("breakdowns[1]", code::kUnknownCode),
                    ViolatesField("earlier_periods", code::kOutOfRange),
                    ViolatesField("as_of_time", code::kTimeInFuture),
                    ViolatesField("as_of_version", code::kOutOfRange),
                    ViolatesField("policies[0].value", code::kUnknownCode)));
  EXPECT_EQ(facts_.asked, 0);
}

TEST_F(IndicatorHandlerTest, UnknownVersionOfTheRulesIsNotFound) {
  v1::ComputeRequest request = Request();
  request.set_rules_version("1945-1");

  EXPECT_THAT(indicators_.Compute(request).status,
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(IndicatorHandlerTest, ValueIsHeldAgainstTheTargetOfTheYear) {
  facts_.facts->survey = Answers(100, kWonosobo);
  indicators_.SetTarget("85");

  const auto answer = indicators_.Compute(Request());

  EXPECT_EQ(answer.indicators.indicators(0).achievement().raw(), "101.56");
  EXPECT_EQ(answer.indicators.indicators(1).achievement().reason(),
            "NO_TARGET");
}

TEST_F(IndicatorHandlerTest, PastDoesNotKnowALaterTarget) {
  facts_.facts->survey = Answers(100, kWonosobo);
  facts_.facts->read_time = NoonOf("2025-12-31");
  indicators_.SetTarget("85");
  v1::ComputeRequest request = Request();
  request.mutable_as_of_time()->set_seconds(
      absl::ToUnixSeconds(NoonOf("2025-12-31")));

  const auto answer = indicators_.Compute(request);

  ASSERT_THAT(answer.status, IsOk());
  EXPECT_EQ(facts_.asked_for.as_of_time, NoonOf("2025-12-31"));
  EXPECT_EQ(answer.indicators.as_of_time().seconds(),
            request.as_of_time().seconds());
  EXPECT_EQ(answer.indicators.indicators(0).achievement().reason(),
            "NO_TARGET");
}

TEST_F(IndicatorHandlerTest, PastThatIsNowIsThePresent) {
  facts_.facts->survey = Answers(100, kWonosobo);
  indicators_.SetTarget("85");
  indicators_.clock().Advance(absl::Seconds(1));
  facts_.facts->read_time = indicators_.clock().Now();
  v1::ComputeRequest past = Request();
  past.mutable_as_of_time()->set_seconds(
      absl::ToUnixSeconds(indicators_.clock().Now()));

  EXPECT_EQ(indicators_.Compute(past).indicators.SerializeAsString(),
            indicators_.Compute(Request()).indicators.SerializeAsString());
}

TEST_F(IndicatorHandlerTest, UnknownDistrictIsNotFound) {
  facts_.facts = NotFound("districts/35.08.21");

  EXPECT_THAT(indicators_.Compute(Request()).status,
              StatusIs(absl::StatusCode::kNotFound));
}

v1::BatchComputeRequest RegionRequest(const std::string& region) {
  v1::BatchComputeRequest request;
  request.set_region(region);
  request.set_period("2025");
  return request;
}

TEST_F(IndicatorHandlerTest, BatchSendsEveryDistrictOfEveryPage) {
  indicator::DistrictFacts surveyed(Region("35.08.20"));
  surveyed.survey = Answers(100, kWonosobo);
  facts_.pages = {{{surveyed, indicator::DistrictFacts(Region("35.08.21"))},
                   "1",
                   9,
                   NoonOf("2026-01-10")},
                  {{indicator::DistrictFacts(Region("35.08.22"))},
                   "",
                   9,
                   NoonOf("2026-01-10")}};

  const auto batch = indicators_.BatchCompute(RegionRequest("regions/35.08"));

  ASSERT_THAT(batch.status, IsOk());
  ASSERT_EQ(batch.districts.size(), 3u);
  EXPECT_EQ(batch.districts[0].indicators(0).value(), "86.33");
  EXPECT_EQ(batch.districts[2].district(), "districts/35.08.22");
  EXPECT_THAT(batch.districts[2].indicators(0).flags(), ElementsAre("NO_DATA"));
  ASSERT_EQ(batch.roll_ups.size(), 1u);
  EXPECT_EQ(batch.roll_ups[0].region(), "regions/35.08");
  EXPECT_EQ(batch.roll_ups[0].districts(), 3);
  EXPECT_EQ(batch.roll_ups[0].indicators(0).pooled(), "86.33");
  EXPECT_EQ(batch.roll_ups[0].indicators(0).without_data_size(), 2);
  EXPECT_EQ(batch.roll_ups[0].data_version(), 9);
  EXPECT_EQ(batch.roll_ups[0].as_of_time().seconds(),
            absl::ToUnixSeconds(NoonOf("2026-01-10")));
  EXPECT_EQ(batch.roll_ups[0].rules_version(), BuiltInRules().version());
}

TEST_F(IndicatorHandlerTest, ATargetOfAClockThatIsAheadCountsAtOnce) {
  facts_.facts->survey = Answers(100, kWonosobo);
  facts_.facts->read_time = indicators_.clock().Now() - absl::Seconds(10);
  indicators_.SetTarget("85");

  const auto present = indicators_.Compute(Request());

  EXPECT_EQ(present.indicators.indicators(0).achievement().target(), "85");
  EXPECT_GE(present.indicators.as_of_time().seconds(),
            absl::ToUnixSeconds(indicators_.clock().Now()));
}

TEST_F(IndicatorHandlerTest, ATargetOfAClockThatIsInTheNextDayCountsOnThatDay) {
  facts_.facts->survey = Answers(100, kWonosobo);
  facts_.facts->read_time = indicators_.clock().Now() - absl::Hours(24);
  indicators_.SetTarget("85");

  const auto present = indicators_.Compute(Request());

  EXPECT_EQ(present.indicators.indicators(0).achievement().reason(),
            "NO_TARGET");
  EXPECT_EQ(present.indicators.as_of_time().seconds(),
            absl::ToUnixSeconds(*facts_.facts->read_time));
}

TEST_F(IndicatorHandlerTest, BatchThatLosesItsSourceDoesNotEndWithOk) {
  facts_.pages = {{{Sumbersuko()}, "1"}};
  facts_.error_after_pages =
      MakeError(absl::StatusCode::kUnavailable, code::kCollectionUnavailable,
                {{"address", "127.0.0.1:1"}});

  const auto batch = indicators_.BatchCompute(RegionRequest("regions/35.08"));

  EXPECT_EQ(batch.districts.size(), 1u);
  EXPECT_TRUE(batch.roll_ups.empty());
  EXPECT_THAT(batch.status, HasReason(code::kCollectionUnavailable));
}

TEST_F(IndicatorHandlerTest, BatchOfAVillageIsRefused) {
  const auto batch =
      indicators_.BatchCompute(RegionRequest("regions/35.08.21.2001"));

  EXPECT_THAT(batch.status, ViolatesField("region", code::kNameMalformed));
}

TEST(IndicatorsOverGrpcTest, ComputesFromTheAnswerOfACollectionService) {
  FakeFactsService service;
  service.facts = Parsed<collection::v1::DistrictFacts>(R"pb(
    district: 'districts/35.08.21'
    data_version: 9
    regions { name: 'regions/35.08' display_name: 'Kabupaten Lumajang' }
    coordination_tallies {
      kind: COORDINATION_KIND_MEETING
      follow_up_state: FOLLOW_UP_STATE_VERIFIED
      records: 1
    }
    coordination_tallies {
      kind: COORDINATION_KIND_MEETING
      follow_up_state: FOLLOW_UP_STATE_OPEN
      records: 3
    }
  )pb");
  const auto collection = Server::Start({}, {&service}).value();
  indicator::CollectionFacts facts(OpenChannel(collection->address()),
                                   collection->address());
  RunningIndicators indicators(facts);

  const auto answer = indicators.Compute(Request());

  ASSERT_THAT(answer.status, IsOk());
  EXPECT_EQ(answer.indicators.indicators(1).value(), "25.00");
  EXPECT_EQ(answer.indicators.regency_name(), "Kabupaten Lumajang");
  EXPECT_EQ(answer.indicators.data_version(), 9);
}

TEST(IndicatorsOverGrpcTest,
     CollectionServiceThatIsDownIsNamedInBothLanguages) {
  const std::string address = ClosedAddress();
  indicator::CollectionFacts facts(OpenChannel(address), address);
  RunningIndicators indicators(facts);

  for (const Language language : {Language::kIndonesian, Language::kEnglish}) {
    const auto answer =
        indicators.Compute(Request(), absl::Seconds(5), language);
    EXPECT_THAT(answer.status, StatusIs(absl::StatusCode::kUnavailable));
    EXPECT_THAT(answer.status, HasReason(code::kCollectionUnavailable));
    EXPECT_THAT(answer.message, HasSubstr(address));
    EXPECT_THAT(answer.took, Lt(absl::Seconds(3)));
  }
}

TEST(IndicatorsOverGrpcTest, CollectionServiceThatNeverAnswersIsNoHang) {
  FakeFactsService service;
  service.never_answers = true;
  const auto collection = Server::Start({}, {&service}).value();
  indicator::CollectionFacts facts(OpenChannel(collection->address()),
                                   collection->address());
  RunningIndicators indicators(facts);

  const auto answer = indicators.Compute(Request(), absl::Milliseconds(800));

  EXPECT_THAT(answer.status, HasReason(code::kCollectionUnavailable));
  EXPECT_THAT(answer.took, Lt(absl::Milliseconds(800)));
}

}  // namespace
}  // namespace iku::test
