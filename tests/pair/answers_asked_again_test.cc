#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/civil/zone.h"
#include "services/indicator/facts_client/collection_facts.h"
#include "services/indicator/timestamp.h"
#include "tests/support/matchers.h"
#include "tests/unit/collection/facts/recorded_district.h"
#include "tests/unit/indicator/running_indicators.h"

// Both services together, on a clock that the test moves: an answer that was
// given is asked for again when much has changed since, by what it said of
// itself.

namespace iku::test {
namespace {

namespace cv1 = collection::v1;
namespace v1 = indicator::v1;

using RegisterStub = RegisterService::RegisterStub;

constexpr char kDistrict[] = "districts/35.08.21";

class Pair {
 public:
  Pair() {
    const absl::Time start = NoonOf("2026-01-10");
    district_.clock().Set(start);
    indicators_.clock().Set(start);
  }

  absl::Status seeded() const { return district_.seeded(); }
  RecordedDistrict& district() { return district_; }
  absl::Time now() { return district_.clock().Now(); }
  Date today() { return TodayIn(now(), "35"); }

  void Advance(absl::Duration step) {
    district_.clock().Advance(step);
    indicators_.clock().Set(now());
  }

  void SetTarget(const std::string& value) {
    indicators_.ReplaceTarget("2026", value);
  }
  void Rename(const std::string& village) {
    cv1::GetRegionRequest get;
    get.set_name(absl::StrCat("regions/", village));
    const auto region = district_(&RegisterStub::GetRegion, get);
    ASSERT_THAT(region, IsOk());
    cv1::UpdateRegionRequest update;
    *update.mutable_region() = *region;
    update.mutable_region()->set_display_name(
        absl::StrCat(region->display_name(), "i"));
    ASSERT_THAT(district_(&RegisterStub::UpdateRegion, update), IsOk());
  }
  void Register(const std::string& code) {
    cv1::CreateRegionRequest create;
    create.mutable_region()->set_name(absl::StrCat("regions/", code));
    create.mutable_region()->set_display_name("Baru");
    // Another time it is there already.
    district_(&RegisterStub::CreateRegion, create).status().IgnoreError();
  }

  v1::DistrictIndicators Compute(v1::ComputeRequest request) {
    request.set_district(kDistrict);
    auto answer = indicators_.Compute(request, absl::Seconds(30));
    EXPECT_THAT(answer.status, IsOk());
    answer.indicators.clear_compute_time();
    return std::move(answer.indicators);
  }

  // All messages, the roll-up last.
  std::vector<v1::BatchComputeResponse> ComputeRegion(
      v1::BatchComputeRequest request) {
    request.set_region("regions/35.08");
    const auto batch = indicators_.BatchCompute(request);
    EXPECT_THAT(batch.status, IsOk());
    std::vector<v1::BatchComputeResponse> all;
    for (v1::DistrictIndicators one : batch.districts) {
      one.clear_compute_time();
      *all.emplace_back().mutable_district() = std::move(one);
    }
    for (const v1::RegionIndicators& one : batch.roll_ups) {
      *all.emplace_back().mutable_roll_up() = one;
    }
    return all;
  }

 private:
  RecordedDistrict district_;
  indicator::CollectionFacts facts_{district_.channel(), "in process"};
  RunningIndicators indicators_{facts_};
};

collection::SurveyResponse AnyResponse(const Date& day) {
  collection::SurveyResponse response;
  response.response_date = day;
  response.service = *rc::gen::element<std::string>("", "ktp", "kk");
  for (uint8_t& score : response.scores) {
    score = static_cast<uint8_t>(
        *rc::gen::weightedElement<int>({{1, 0}, {10, 2}, {10, 3}, {10, 4}}));
  }
  return response;
}

collection::VillageDocument AnyDocument(const Date& day) {
  collection::VillageDocument document;
  document.village = absl::StrCat("35.08.21.200", *rc::gen::inRange(1, 4));
  document.kind = *rc::gen::element(collection::DocumentKind::kRkpDesa,
                                    collection::DocumentKind::kApbDesa,
                                    collection::DocumentKind::kLppDesa);
  document.fiscal_year = *rc::gen::inRange(2025, 2028);
  document.enacted_date = day;
  if (*rc::gen::arbitrary<bool>()) document.received_date = day;
  return document;
}

collection::CoordinationRecord AnyMeeting(const Date& day) {
  collection::CoordinationRecord record = RecordedDistrict::Meeting(day);
  record.due_date = Date{2026, *rc::gen::inRange(day.month, 13), 28};
  return record;
}

// A change that does not fit what is there is refused, which is fine.
void ChangeSomething(Pair& pair) {
  RecordedDistrict& district = pair.district();
  const std::string id = *rc::gen::element<std::string>("a", "b", "c", "d");
  switch (*rc::gen::inRange(0, 11)) {
    case 0:
    case 1:
      return district.Insert(id, AnyResponse(pair.today())).IgnoreError();
    case 2:
      return district.Correct(id, AnyResponse(pair.today())).IgnoreError();
    case 3:
      return district.Void(id).IgnoreError();
    case 4:
      return district.Insert(id, AnyMeeting(pair.today())).IgnoreError();
    case 5:
      return district
          .FollowUp(id,
                    *rc::gen::element(collection::FollowUpState::kInProgress,
                                      collection::FollowUpState::kDone),
                    pair.today())
          .IgnoreError();
    case 6:
    case 7:
      return district.Insert(id, AnyDocument(pair.today())).IgnoreError();
    case 8:
      return district.VoidDocument(id).IgnoreError();
    case 9:
      return pair.SetTarget(absl::StrCat(*rc::gen::inRange(60, 100)));
    default:
      if (*rc::gen::arbitrary<bool>()) return pair.Rename("35.08.21.2001");
      return pair.Register(*rc::gen::element<std::string>(
          "35.08.21.2009", "35.08.20", "35.08.22"));
  }
}

// Time goes by, often over a deadline and often without any change.
void Live(Pair& pair, int steps) {
  for (int i = 0; i < steps; ++i) {
    pair.Advance(*rc::gen::element(absl::Seconds(1), absl::Hours(5),
                                   absl::Hours(24), absl::Hours(24 * 17)));
    if (*rc::gen::inRange(0, 3) > 0) ChangeSomething(pair);
  }
  pair.Advance(absl::Milliseconds(1));
}

v1::ComputeRequest AnyQuestion() {
  v1::ComputeRequest request;
  request.set_period(
      *rc::gen::element<std::string>("2026", "2026-Q1", "2026-H2", "2025"));
  return request;
}

// What an answer says of itself, put into a request.
template <typename Request, typename Answer>
Request AskedAgain(Request request, const Answer& answer) {
  request.set_as_of_version(answer.data_version());
  *request.mutable_as_of_time() = answer.as_of_time();
  request.set_rules_version(answer.rules_version());
  return request;
}

TEST(AnswersAskedAgain, TheSameVersionInstantAndRulesGiveTheSameDigits) {
  EXPECT_TRUE(rc::check([] {
    Pair pair;
    RC_ASSERT(pair.seeded().ok());
    struct Given {
      v1::ComputeRequest request;
      v1::DistrictIndicators answer;
    };
    std::vector<Given> given;
    const int moments = *rc::gen::inRange(2, 8);
    for (int i = 0; i < moments; ++i) {
      Live(pair, *rc::gen::inRange(0, 5));
      const v1::ComputeRequest request = AnyQuestion();
      given.push_back({request, pair.Compute(request)});
    }
    Live(pair, 8);
    for (const Given& one : given) {
      const v1::DistrictIndicators again =
          pair.Compute(AskedAgain(one.request, one.answer));
      RC_ASSERT(again.DebugString() == one.answer.DebugString());
      // The instant alone finds what was known then.
      v1::ComputeRequest at = one.request;
      *at.mutable_as_of_time() = one.answer.as_of_time();
      RC_ASSERT(pair.Compute(at).DebugString() == one.answer.DebugString());
    }
  }));
}

TEST(AnswersAskedAgain, ARegionAndItsRollUpAreAskedForAgainToo) {
  EXPECT_TRUE(rc::check([] {
    Pair pair;
    RC_ASSERT(pair.seeded().ok());
    Live(pair, *rc::gen::inRange(0, 8));
    v1::BatchComputeRequest request;
    request.set_period(AnyQuestion().period());
    const auto given = pair.ComputeRegion(request);
    RC_ASSERT(!given.empty());
    Live(pair, 8);
    const auto again =
        pair.ComputeRegion(AskedAgain(request, given.back().roll_up()));
    RC_ASSERT(again.size() == given.size());
    for (size_t i = 0; i < given.size(); ++i) {
      RC_ASSERT(again[i].DebugString() == given[i].DebugString());
    }
  }));
}

TEST(AnswersAskedAgain, AsOfNowIsThePresentAlsoDaysAfterTheLastChange) {
  EXPECT_TRUE(rc::check([] {
    Pair pair;
    RC_ASSERT(pair.seeded().ok());
    Live(pair, *rc::gen::inRange(0, 8));
    pair.Advance(absl::Hours(*rc::gen::inRange(0, 24 * 200)));
    v1::ComputeRequest request = AnyQuestion();
    const v1::DistrictIndicators present = pair.Compute(request);
    *request.mutable_as_of_time() = indicator::ToProto(pair.now());
    RC_ASSERT(pair.Compute(request).DebugString() == present.DebugString());
  }));
}

// The case that was found: a document came in before its deadline; the answer
// of a later day is judged on that day, not on that of the last commit.
TEST(AnswersAskedAgain, DeadlinesAreJudgedOnTheDayThatIsAskedAbout) {
  Pair pair;
  ASSERT_THAT(pair.seeded(), IsOk());
  collection::VillageDocument report;
  report.village = "35.08.21.2001";
  report.kind = collection::DocumentKind::kLppDesa;
  report.fiscal_year = 2025;
  report.received_date = pair.today();
  ASSERT_THAT(pair.district().Insert("report", report), IsOk());
  // Over the deadline of the LPPDesa on 31 March.
  pair.Advance(absl::Hours(24 * 90));
  v1::ComputeRequest request;
  request.set_period("2026");
  request.add_indicators("village-documents-on-time");
  const v1::DistrictIndicators present = pair.Compute(request);
  EXPECT_EQ(present.indicators(0).numerator(), "1");
  EXPECT_EQ(present.indicators(0).denominator(), "8");

  pair.Advance(absl::Hours(24 * 300));
  *request.mutable_as_of_time() = present.as_of_time();
  EXPECT_EQ(pair.Compute(request).DebugString(), present.DebugString());

  // The version alone is judged when it was committed: nothing was due yet.
  request.clear_as_of_time();
  request.set_as_of_version(present.data_version());
  const v1::DistrictIndicators at_commit = pair.Compute(request);
  EXPECT_EQ(at_commit.indicators(0).denominator(), "1");
  EXPECT_EQ(at_commit.as_of_time().seconds(),
            absl::ToUnixSeconds(NoonOf("2026-01-10")));
}

TEST(AnswersAskedAgain, ATargetSetAfterTheLastChangeOfTheRecordsCounts) {
  Pair pair;
  ASSERT_THAT(pair.seeded(), IsOk());
  pair.Advance(absl::Hours(24));
  pair.SetTarget("86");
  pair.Advance(absl::Hours(24));
  v1::ComputeRequest request;
  request.set_period("2026");
  *request.mutable_as_of_time() = indicator::ToProto(pair.now());
  EXPECT_EQ(pair.Compute(request).indicators(0).achievement().target(), "86");
}

TEST(AnswersAskedAgain, WhatIsOverdueIsLateByTheDaysUntilThatDay) {
  Pair pair;
  ASSERT_THAT(pair.seeded(), IsOk());
  collection::CoordinationRecord record =
      RecordedDistrict::Meeting(pair.today());
  record.due_date = Date{2026, 1, 20};
  ASSERT_THAT(pair.district().Insert("a", record), IsOk());
  pair.Advance(absl::Hours(24 * 40));
  v1::ComputeRequest request;
  request.set_period("2026");
  request.add_indicators("coordination-follow-up");
  *request.mutable_as_of_time() = indicator::ToProto(NoonOf("2026-01-25"));

  const v1::DistrictIndicators past = pair.Compute(request);

  const v1::FollowUpDetail& detail = past.indicators(0).follow_up();
  EXPECT_EQ(detail.overdue_total(), 1);
  ASSERT_EQ(detail.overdue_size(), 1);
  EXPECT_EQ(detail.overdue(0).days_late(), 5);
  EXPECT_EQ(detail.cut_off().day(), 25);
}

}  // namespace
}  // namespace iku::test
