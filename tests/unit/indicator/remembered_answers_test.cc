#include "gmock/gmock.h"
#include "tests/unit/indicator/running_indicators.h"

// What Compute answers when the same question comes again.

namespace iku::test {
namespace {

namespace v1 = indicator::v1;

class RememberedAnswersTest : public ::testing::Test {
 protected:
  RememberedAnswersTest() {
    facts_.facts->survey = Answers(100, kWonosobo);
    facts_.facts->etag = "first";
    facts_.facts->data_version = 7;
  }

  static v1::ComputeRequest Question() {
    v1::ComputeRequest request;
    request.set_district("districts/35.08.21");
    request.set_period("2025");
    return request;
  }
  v1::DistrictIndicators Ask(const v1::ComputeRequest& request = Question(),
                             Language language = Language::kIndonesian) {
    const auto answer =
        indicators_.Compute(request, absl::Seconds(5), language);
    EXPECT_THAT(answer.status, IsOk());
    return answer.indicators;
  }

  FakeFactsSource facts_;
  RunningIndicators indicators_{facts_};
};

TEST_F(RememberedAnswersTest, UnchangedFactsAreNotToldAgain) {
  const v1::DistrictIndicators first = Ask();

  const v1::DistrictIndicators second = Ask();

  EXPECT_EQ(facts_.asked, 2);
  EXPECT_EQ(facts_.told, 1);
  EXPECT_EQ(second.SerializeAsString(), first.SerializeAsString());
}

TEST_F(RememberedAnswersTest, TheAnswerSaysTheNewestVersionAndMoment) {
  Ask();
  // Another district's records came in.
  facts_.facts->data_version = 9;
  facts_.facts->read_time = NoonOf("2026-01-10") + absl::Seconds(3);
  indicators_.clock().Advance(absl::Seconds(5));

  const v1::DistrictIndicators again = Ask();

  EXPECT_EQ(facts_.told, 1);
  EXPECT_EQ(again.data_version(), 9);
  EXPECT_EQ(again.as_of_time().seconds(),
            absl::ToUnixSeconds(NoonOf("2026-01-10")) + 3);
  EXPECT_EQ(again.compute_time().seconds(),
            absl::ToUnixSeconds(NoonOf("2026-01-10")) + 5);
}

TEST_F(RememberedAnswersTest, TheVersionNeverGoesBack) {
  Ask();
  // Told by a thread that looked before the facts' own version was published.
  facts_.facts->data_version = 6;
  EXPECT_EQ(Ask().data_version(), 7);
}

TEST_F(RememberedAnswersTest, ChangedFactsAreComputedAgain) {
  const std::string before = Ask().indicators(0).value();
  facts_.facts->survey = Answers(1, {4, 4, 4, 4, 4, 4, 4, 4, 4});
  facts_.facts->etag = "second";

  const v1::DistrictIndicators after = Ask();

  EXPECT_EQ(after.indicators(0).value(), "100.00");
  EXPECT_NE(after.indicators(0).value(), before);
  EXPECT_EQ(Ask().indicators(0).value(), "100.00");
  EXPECT_EQ(facts_.told, 2);
}

TEST_F(RememberedAnswersTest, ATargetThatIsSetShowsAtOnce) {
  EXPECT_EQ(Ask().indicators(0).achievement().reason(), "NO_TARGET");

  indicators_.SetTarget("85");

  EXPECT_EQ(Ask().indicators(0).achievement().raw(), "101.56");
}

TEST_F(RememberedAnswersTest, ATargetSetMeanwhileIsLaterThanTheAnswer) {
  const v1::DistrictIndicators first = Ask();
  indicators_.clock().Advance(absl::Seconds(1));
  facts_.meanwhile = [this] { indicators_.SetTarget("85"); };
  facts_.facts->read_time = indicators_.clock().Now() + absl::Seconds(5);

  const v1::DistrictIndicators again = Ask();

  // It stands for a moment before the target, or asked again it would differ.
  EXPECT_EQ(again.indicators(0).achievement().reason(), "NO_TARGET");
  EXPECT_EQ(again.as_of_time().seconds(), first.as_of_time().seconds());
}

TEST_F(RememberedAnswersTest, NoInstantOfAClockThatIsAheadIsPromised) {
  Ask();
  facts_.facts->read_time = indicators_.clock().Now() + absl::Seconds(10);
  const v1::DistrictIndicators again = Ask();
  // A target that is set next is dated by this service's clock.
  EXPECT_LE(again.as_of_time().seconds(),
            absl::ToUnixSeconds(indicators_.clock().Now()));
}

TEST_F(RememberedAnswersTest, OtherRulesShowAtOnce) {
  EXPECT_EQ(Ask().rules_version(), "2026-3");

  ASSERT_THAT(indicators_.rules().Change({{"\"2026-3\"", "\"2026-4\""}}),
              IsOk());

  EXPECT_EQ(Ask().rules_version(), "2026-4");
}

TEST_F(RememberedAnswersTest, EveryLanguageAndQuestionHasAnAnswerOfItsOwn) {
  const std::string indonesian = Ask().indicators(0).title();
  EXPECT_NE(Ask(Question(), Language::kEnglish).indicators(0).title(),
            indonesian);
  v1::ComputeRequest other = Question();
  other.set_profile("weight-0.11");
  EXPECT_EQ(Ask(other).indicators(0).profile(), "weight-0.11");
  EXPECT_EQ(Ask().indicators(0).title(), indonesian);
  EXPECT_EQ(facts_.told, 3);
}

TEST_F(RememberedAnswersTest, FactsWithoutANameAreToldEachTime) {
  facts_.facts->etag.clear();
  Ask();
  Ask();
  EXPECT_EQ(facts_.told, 2);
}

TEST_F(RememberedAnswersTest, AnErrorOfTheFactsIsNotAnsweredFromMemory) {
  Ask();
  facts_.facts = NotFound("districts/35.08.21");
  EXPECT_THAT(indicators_.Compute(Question()).status,
              StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace iku::test
