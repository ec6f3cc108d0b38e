#include "services/indicator/compute/question.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/rule_books.h"

namespace iku::test {
namespace {

using indicator::FactsSelection;
using indicator::IndicatorQuestion;
using indicator::SurveyDimension;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace v1 = indicator::v1;

class QuestionTest : public ::testing::Test {
 protected:
  static v1::ComputeRequest About(const std::string& period) {
    v1::ComputeRequest request;
    request.set_period(period);
    return request;
  }

  absl::StatusOr<IndicatorQuestion> Ask(const v1::ComputeRequest& request,
                                        const std::string& field = "") {
    return indicator::QuestionFrom(request, field, *book_,
                                   Language::kIndonesian, clock_.Now());
  }

  FactsSelection FactsFor(const v1::ComputeRequest& request) {
    const auto question = Ask(request);
    EXPECT_THAT(question, IsOk());
    return indicator::SelectionFor(*question);
  }

  FakeClock clock_{absl::FromUnixSeconds(1'763'614'800)};
  FreshRuleBook book_{clock_};
};

TEST_F(QuestionTest, ThePeriodIsRequiredAndHasItsForm) {
  EXPECT_THAT(Ask(About("")), ViolatesField("period", code::kRequired));
  EXPECT_THAT(Ask(About("2025-13")),
              ViolatesField("period", code::kPeriodMalformed));
}

TEST_F(QuestionTest, PathsOfViolationsStandBelowTheFieldOfTheRequest) {
  v1::ComputeRequest request = About("");
  request.add_indicators("ikm");
  request.add_indicators("happiness");
  EXPECT_THAT(
      Ask(request, "question"),
      AllOf(ViolatesField("question.period", code::kRequired),
            ViolatesField("question.indicators[1]", code::kUnknownIndicator)));
}

TEST_F(QuestionTest, NoProfileIsTheDefaultOneOfTheRules) {
  const auto by_default = Ask(About("2025"));
  ASSERT_THAT(by_default, IsOk());
  EXPECT_EQ(by_default->profile->profile.id,
            indicator::ProfileOf(by_default->rules, "")->profile.id);
  v1::ComputeRequest request = About("2025");
  request.set_profile("weight-0.11");
  EXPECT_EQ(Ask(request)->profile->profile.id, "weight-0.11");
  request.set_profile("weight-0.12");
  EXPECT_THAT(Ask(request), ViolatesField("profile", code::kUnknownProfile));
}

TEST_F(QuestionTest, ANamedAndACustomProfileDoNotGoTogether) {
  v1::ComputeRequest request = About("2025");
  request.set_profile("exact");
  request.mutable_custom_profile();
  EXPECT_THAT(Ask(request), ViolatesField("profile", code::kNotTogether));
}

TEST_F(QuestionTest, AVersionOfTheRulesThatWasNeverUsedIsNotFound) {
  v1::ComputeRequest request = About("2025");
  request.set_rules_version("1945-08-17");
  EXPECT_THAT(Ask(request), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(QuestionTest, TwelveEarlierPeriodsAreTheMost) {
  v1::ComputeRequest request = About("2025");
  request.set_earlier_periods(12);
  EXPECT_THAT(Ask(request), IsOk());
  request.set_earlier_periods(13);
  EXPECT_THAT(Ask(request),
              ViolatesField("earlier_periods", code::kOutOfRange));
  request.set_earlier_periods(-1);
  EXPECT_THAT(Ask(request),
              ViolatesField("earlier_periods", code::kOutOfRange));
}

TEST_F(QuestionTest, BeforeTheFirstYearThereIsNoEarlierPeriod) {
  v1::ComputeRequest request = About(absl::StrCat(kFirstYear + 2));
  request.set_earlier_periods(2);
  EXPECT_THAT(Ask(request), IsOk());
  request.set_earlier_periods(3);
  EXPECT_THAT(Ask(request),
              ViolatesField("earlier_periods", code::kOutOfRange));
}

TEST_F(QuestionTest, MoreIndicatorsOrBreakdownsThanThereAreCannotBeMeant) {
  v1::ComputeRequest request = About("2025");
  for (int i = 0; i < 20; ++i) request.add_indicators("ikm");
  for (int i = 0; i < 10; ++i) request.add_breakdowns("sex");
  EXPECT_THAT(Ask(request), IsOk());
  request.add_indicators("ikm");
  request.add_breakdowns("sex");
  EXPECT_THAT(Ask(request), AllOf(ViolatesField("indicators", code::kTooMany),
                                  ViolatesField("breakdowns", code::kTooMany)));
}

TEST_F(QuestionTest, AnInstantIsOneOfTheYears1To9999AndNotLaterThanNow) {
  v1::ComputeRequest request = About("2025");
  auto& instant = *request.mutable_as_of_time();
  instant.set_seconds(absl::ToUnixSeconds(clock_.Now()));
  EXPECT_THAT(Ask(request), IsOk());
  instant.set_nanos(1);
  EXPECT_THAT(Ask(request), ViolatesField("as_of_time", code::kTimeInFuture));
  instant.set_nanos(1'000'000'000);
  EXPECT_THAT(Ask(request), ViolatesField("as_of_time", code::kTimeInvalid));
  instant.set_nanos(-1);
  EXPECT_THAT(Ask(request), ViolatesField("as_of_time", code::kTimeInvalid));
  instant.set_nanos(0);
  instant.set_seconds(-62'135'596'800);
  EXPECT_THAT(Ask(request), IsOk());
  instant.set_seconds(-62'135'596'801);
  EXPECT_THAT(Ask(request), ViolatesField("as_of_time", code::kTimeInvalid));
  instant.set_seconds(253'402'300'800);
  EXPECT_THAT(Ask(request), ViolatesField("as_of_time", code::kTimeInvalid));
}

TEST_F(QuestionTest, AVersionAndAnInstantAreAskedForTogether) {
  v1::ComputeRequest request = About("2025");
  request.set_as_of_version(7);
  auto& instant = *request.mutable_as_of_time();
  instant.set_seconds(absl::ToUnixSeconds(clock_.Now()));
  EXPECT_EQ(FactsFor(request).as_of_version, 7);
  EXPECT_EQ(FactsFor(request).as_of_time, clock_.Now());
  // Of an answer of a collection service whose clock is a little ahead.
  instant.set_seconds(absl::ToUnixSeconds(clock_.Now()) + 60);
  EXPECT_THAT(Ask(request), IsOk());
  instant.set_nanos(1);
  EXPECT_THAT(Ask(request), ViolatesField("as_of_time", code::kTimeInFuture));
}

TEST_F(QuestionTest, AVersionOfTheDataIsAboutThePast) {
  v1::ComputeRequest request = About("2025");
  EXPECT_FALSE(Ask(request)->IsAboutThePast());
  request.set_as_of_version(7);
  EXPECT_TRUE(Ask(request)->IsAboutThePast());
  EXPECT_EQ(FactsFor(request).as_of_version, 7);
  request.set_as_of_version(-7);
  EXPECT_THAT(Ask(request), ViolatesField("as_of_version", code::kOutOfRange));
}

TEST_F(QuestionTest, OnlyTheFactsOfWhatIsAskedAreAskedFor) {
  v1::ComputeRequest request = About("2025-Q3");
  request.add_indicators("ikm");
  const FactsSelection survey = FactsFor(request);
  EXPECT_EQ(survey.survey_period, Period::Parse("2025-Q3").value());
  EXPECT_EQ(survey.coordination_period, std::nullopt);
  EXPECT_THAT(survey.document_fiscal_years, IsEmpty());

  request.set_indicators(0, "coordination-follow-up");
  const FactsSelection coordination = FactsFor(request);
  EXPECT_EQ(coordination.survey_period, std::nullopt);
  EXPECT_EQ(coordination.coordination_period, Period::Parse("2025-Q3").value());

  request.clear_indicators();
  const FactsSelection all = FactsFor(request);
  EXPECT_NE(all.survey_period, std::nullopt);
  EXPECT_NE(all.coordination_period, std::nullopt);
  EXPECT_THAT(all.document_fiscal_years, ::testing::Not(IsEmpty()));
}

TEST_F(QuestionTest, APartOfAYearAsksForTheDocumentsThatItIsAbout) {
  const auto years = [&](const char* name, const char* value) {
    v1::ComputeRequest request = About("2025-Q1");
    v1::Policy& policy = *request.add_policies();
    policy.set_name(name);
    policy.set_value(value);
    return FactsFor(request).document_fiscal_years;
  };
  EXPECT_THAT(years("not-due", "left-out"), ElementsAre(2024));
  EXPECT_THAT(years("not-due", "in-denominator"), ElementsAre(2024, 2026));
  EXPECT_THAT(years("report-year", "same-fiscal-year"), ElementsAre(2025));
}

TEST_F(QuestionTest, BreakdownsAndTheMeanOfServicesAskForTheirTallies) {
  v1::ComputeRequest request = About("2025");
  request.add_breakdowns("age-band");
  EXPECT_THAT(FactsFor(request).survey_dimensions,
              ElementsAre(SurveyDimension::kAgeBand));
  v1::Policy& combine = *request.add_policies();
  combine.set_name("combine");
  combine.set_value("mean-of-services");
  EXPECT_THAT(
      FactsFor(request).survey_dimensions,
      ElementsAre(SurveyDimension::kService, SurveyDimension::kAgeBand));
}

TEST_F(QuestionTest, EarlierPeriodsAreAskedForOldestFirst) {
  v1::ComputeRequest request = About("2025-Q2");
  request.set_earlier_periods(2);
  EXPECT_THAT(FactsFor(request).earlier_survey_periods,
              ElementsAre(Period::Parse("2024-Q4").value(),
                          Period::Parse("2025-Q1").value()));
}

TEST_F(QuestionTest, EveryDimensionHasANameThatReadsBack) {
  for (const char* name :
       {"service", "sex", "age-band", "education", "occupation"}) {
    const auto dimension = indicator::DimensionNamed(name);
    ASSERT_TRUE(dimension.has_value()) << name;
    EXPECT_EQ(indicator::NameOf(*dimension), name);
  }
  EXPECT_EQ(indicator::DimensionNamed("shoe-size"), std::nullopt);
}

TEST_F(QuestionTest, FiscalYearsThatNobodyKeepsAreNotAskedFor) {
  EXPECT_THAT(FactsFor(About("1999")).document_fiscal_years,
              ::testing::Each(::testing::Ge(2000)));
  EXPECT_THAT(FactsFor(About("2101")).document_fiscal_years,
              ::testing::Each(::testing::Le(2100)));
  EXPECT_THAT(FactsFor(About("2025")).document_fiscal_years,
              SizeIs(::testing::Ge(2)));
}

}  // namespace
}  // namespace iku::test
