#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/support/matchers.h"
#include "tests/unit/collection/facts/recorded_district.h"

namespace iku::collection {
namespace {

using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::RecordedDistrict;
using ::iku::test::StatusIs;
using ::iku::test::ViolatesField;
using ::testing::ElementsAre;
using Stub = test::RegisterService::FactsStub;

constexpr Date kMay{2025, 5, 12};
constexpr Date kJune{2025, 6, 30};
constexpr Date kJuly{2025, 7, 1};

// Everything that facts can say of 2025.
v1::FactsSelection Everything() {
  v1::FactsSelection selection;
  selection.set_survey_period("2025");
  for (int i = 1; i <= v1::SurveyDimension_MAX; ++i) {
    selection.add_survey_dimensions(static_cast<v1::SurveyDimension>(i));
  }
  selection.set_coordination_period("2025");
  selection.add_document_fiscal_years(2025);
  selection.add_earlier_survey_periods("2025-H1");
  selection.add_earlier_survey_periods("2024");
  return selection;
}

v1::FactsSelection AsOf(int64_t version) {
  v1::FactsSelection selection = Everything();
  selection.set_as_of_version(version);
  return selection;
}

absl::StatusOr<v1::DistrictFacts> Get(RecordedDistrict& district,
                                      const v1::FactsSelection& selection) {
  v1::GetDistrictFactsRequest request;
  request.set_name("districts/35.08.21");
  *request.mutable_selection() = selection;
  return district(&Stub::GetDistrictFacts, request);
}

CoordinationRecord MeetingDue(Date held, Date due) {
  CoordinationRecord record = RecordedDistrict::Meeting(held);
  record.due_date = due;
  return record;
}

std::vector<std::string> CoordinationLines(const v1::DistrictFacts& facts) {
  std::vector<std::string> lines;
  for (const v1::CoordinationTally& tally : facts.coordination_tallies()) {
    lines.push_back(absl::StrCat(
        v1::FollowUpState_Name(tally.follow_up_state()), " ", tally.records()));
  }
  return lines;
}

class FactsAsOfTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_THAT(district_.seeded(), IsOk()); }

  absl::StatusOr<v1::DistrictFacts> Read(const v1::FactsSelection& selection) {
    return Get(district_, selection);
  }
  int64_t Newest() { return Read({})->data_version(); }

  RecordedDistrict district_;
};

TEST_F(FactsAsOfTest, ACorrectionDoesNotShowBeforeItWasMade) {
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kJune, 1)),
              IsOk());
  const int64_t before = Newest();
  ASSERT_THAT(district_.Correct("a", RecordedDistrict::Response(kJuly, 4)),
              IsOk());
  ASSERT_THAT(district_.Insert("b", RecordedDistrict::Response(kJuly, 4)),
              IsOk());
  auto facts = Read(AsOf(before));
  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->data_version(), before);
  EXPECT_EQ(facts->survey_tallies(0).responses(), 1);
  EXPECT_THAT(facts->survey_tallies(0).elements(2).counts(),
              ElementsAre(1, 0, 0, 0));
  EXPECT_EQ(Read(Everything())->survey_tallies(0).responses(), 2);
}

TEST_F(FactsAsOfTest, AVoidRecordCountsAsOfTheTimeBefore) {
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kJune, 1)),
              IsOk());
  const int64_t before = Newest();
  ASSERT_THAT(district_.Void("a"), IsOk());
  EXPECT_EQ(Read(AsOf(before))->survey_tallies(0).responses(), 1);
  EXPECT_EQ(Read(AsOf(before + 1))->survey_tallies_size(), 0);
}

TEST_F(FactsAsOfTest, AnInstantFindsTheVersionThatWasTheNewestThen) {
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kJune, 1)),
              IsOk());
  const absl::Time then = district_.clock().Now();
  const int64_t version = Newest();
  district_.clock().Advance(absl::Hours(1));
  ASSERT_THAT(district_.Insert("b", RecordedDistrict::Response(kJune, 1)),
              IsOk());
  v1::FactsSelection selection = Everything();
  selection.mutable_as_of_time()->set_seconds(absl::ToUnixSeconds(then) + 60);
  auto facts = Read(selection);
  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->data_version(), version);
  EXPECT_EQ(facts->survey_tallies(0).responses(), 1);
  EXPECT_EQ(facts->read_time().seconds(), absl::ToUnixSeconds(then) + 60)
      << "by its own day it is judged, not by that of the last commit";
}

TEST_F(FactsAsOfTest, AVersionAloneIsJudgedWhenItWasCommitted) {
  const int64_t then = absl::ToUnixSeconds(district_.clock().Now());
  const int64_t version = Newest();
  district_.clock().Advance(absl::Hours(30));
  ASSERT_THAT(district_.Insert("b", RecordedDistrict::Response(kJune, 1)),
              IsOk());
  EXPECT_EQ(Read(AsOf(version))->read_time().seconds(), then);
}

TEST_F(FactsAsOfTest, AVersionIsJudgedAtTheInstantThatIsGivenWithIt) {
  ASSERT_THAT(district_.Insert("a", MeetingDue(kMay, {2025, 12, 1})), IsOk());
  const int64_t version = Newest();
  district_.clock().Advance(absl::Hours(24 * 30));
  ASSERT_THAT(district_.FollowUp("a", FollowUpState::kDone, {2025, 12, 20}),
              IsOk());
  EXPECT_EQ(Read(AsOf(version))->overdue_total(), 0);
  v1::FactsSelection judged = AsOf(version);
  judged.mutable_as_of_time()->set_seconds(
      absl::ToUnixSeconds(district_.clock().Now()));
  EXPECT_EQ(Read(judged)->overdue_total(), 1);
  EXPECT_EQ(Read(judged)->data_version(), version);
}

TEST_F(FactsAsOfTest, AMomentBeforeTheDistrictWasRegisteredSaysSo) {
  v1::FactsSelection selection = Everything();
  selection.mutable_as_of_time()->set_seconds(1'000'000'000);
  const auto refused = Read(selection);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(refused, HasReason(code::kNotYetRegistered));
}

TEST_F(FactsAsOfTest, NoVersionOrInstantIsStillToCome) {
  EXPECT_THAT(Read(AsOf(Newest() + 1)),
              ViolatesField("selection.as_of_version", code::kOutOfRange));
  EXPECT_THAT(Read(AsOf(-1)),
              ViolatesField("selection.as_of_version", code::kOutOfRange));
  v1::FactsSelection later = Everything();
  const int64_t now = absl::ToUnixSeconds(district_.clock().Now());
  later.mutable_as_of_time()->set_seconds(now + 1);
  EXPECT_THAT(Read(later),
              ViolatesField("selection.as_of_time", code::kTimeInFuture));
  // With a version it only names the day, and clocks differ a little.
  later.set_as_of_version(Newest());
  later.mutable_as_of_time()->set_seconds(now + 60);
  EXPECT_THAT(Read(later), IsOk());
  later.mutable_as_of_time()->set_seconds(now + 61);
  EXPECT_THAT(Read(later),
              ViolatesField("selection.as_of_time", code::kTimeInFuture));
}

TEST_F(FactsAsOfTest, WhatWasAnsweredAsOfAnInstantNeverChanges) {
  v1::FactsSelection now = Everything();
  now.mutable_as_of_time()->set_seconds(
      absl::ToUnixSeconds(district_.clock().Now()));
  const auto before = Read(now);
  ASSERT_THAT(before, IsOk());
  // The clock stands still, and is even set back.
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kJune, 1)),
              IsOk());
  district_.clock().Advance(-absl::Seconds(30));
  ASSERT_THAT(district_.Insert("b", RecordedDistrict::Response(kJune, 1)),
              IsOk());
  district_.clock().Advance(absl::Minutes(5));
  const auto after = Read(now);
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->DebugString(), before->DebugString());
}

TEST_F(FactsAsOfTest, RecordsDatedAfterTheDayAskedAboutDoNotCountYet) {
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kMay, 4)),
              IsOk());
  ASSERT_THAT(district_.Insert("b", RecordedDistrict::Response(kJuly, 1)),
              IsOk());
  ASSERT_THAT(district_.Insert("c", RecordedDistrict::Meeting(kMay)), IsOk());
  ASSERT_THAT(district_.Insert("d", RecordedDistrict::Meeting(kJuly)), IsOk());
  v1::FactsSelection judged = AsOf(Newest());
  // 30 June in Lumajang, though all of it came in in November.
  judged.mutable_as_of_time()->set_seconds(1'751'270'400);
  const auto facts = Read(judged);
  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->survey_tallies(0).responses(), 1);
  EXPECT_THAT(CoordinationLines(*facts), ElementsAre("FOLLOW_UP_STATE_OPEN 1"));
  EXPECT_EQ(Read(AsOf(Newest()))->survey_tallies(0).responses(), 2);
}

TEST_F(FactsAsOfTest, FollowUpsOfADayThatIsStillToComeDoNotCountYet) {
  ASSERT_THAT(district_.Insert("a", MeetingDue(kMay, kJune)), IsOk());
  // It came in on 21 November; then the clock was set back to the 20th.
  district_.clock().Advance(absl::Hours(24));
  ASSERT_THAT(district_.FollowUp("a", FollowUpState::kDone, {2025, 11, 21}),
              IsOk());
  EXPECT_THAT(CoordinationLines(*Read(Everything())),
              ElementsAre("FOLLOW_UP_STATE_DONE 1"));
  district_.clock().Advance(-absl::Hours(24));
  EXPECT_THAT(CoordinationLines(*Read(Everything())),
              ElementsAre("FOLLOW_UP_STATE_OPEN 1"));
}

TEST_F(FactsAsOfTest, FollowUpsAfterTheCutOffDoNotCount) {
  ASSERT_THAT(district_.Insert("a", MeetingDue(kMay, kJune)), IsOk());
  ASSERT_THAT(district_.FollowUp("a", FollowUpState::kDone, kJuly), IsOk());
  v1::FactsSelection selection = Everything();
  EXPECT_THAT(CoordinationLines(*Read(selection)),
              ElementsAre("FOLLOW_UP_STATE_DONE 1"));
  google::type::Date& cut_off = *selection.mutable_follow_up_cut_off();
  cut_off = ToProto(kJuly);
  EXPECT_THAT(CoordinationLines(*Read(selection)),
              ElementsAre("FOLLOW_UP_STATE_DONE 1"));
  cut_off = ToProto(kJune);
  auto facts = Read(selection);
  ASSERT_THAT(facts, IsOk());
  EXPECT_THAT(CoordinationLines(*facts), ElementsAre("FOLLOW_UP_STATE_OPEN 1"));
  EXPECT_EQ(facts->agency_tallies(0).follow_up_state(),
            v1::FOLLOW_UP_STATE_OPEN);
  EXPECT_EQ(facts->overdue_total(), 0) << "the due day itself is in time";
}

TEST_F(FactsAsOfTest, WhatIsDueAndNotDoneIsOverdueByDueDate) {
  ASSERT_THAT(district_.Insert("late", MeetingDue(kMay, kJuly)), IsOk());
  ASSERT_THAT(district_.Insert("later", MeetingDue(kMay, kJune)), IsOk());
  ASSERT_THAT(district_.Insert("done", MeetingDue(kMay, kJune)), IsOk());
  ASSERT_THAT(district_.FollowUp("done", FollowUpState::kDone, kJuly), IsOk());
  ASSERT_THAT(district_.Insert("ahead", MeetingDue(kMay, {2026, 1, 1})),
              IsOk());
  auto facts = Read(Everything());
  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->overdue_total(), 2);
  ASSERT_EQ(facts->overdue_records_size(), 2);
  EXPECT_EQ(facts->overdue_records(0).name(),
            "districts/35.08.21/coordinationRecords/later");
  EXPECT_EQ(facts->overdue_records(1).due_date().month(), 7);
}

TEST_F(FactsAsOfTest, CountingStopsWhenTheCallerNoLongerWaits) {
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kJune, 1)),
              IsOk());
  FactsSelection selection;
  selection.survey_period = Period::OfYear(2025);
  const RegionCode code = *RegionCode::Parse("35.08.21");
  const auto stop = [] { return false; };
  EXPECT_THAT(district_.facts().FactsOf(code, selection, stop), IsOk());
  selection.as_of = FactsMoment{Newest(), district_.clock().Now()};
  EXPECT_THAT(district_.facts().FactsOf(code, selection, stop), IsOk())
      << "nothing changed since, so nothing is counted";
  ASSERT_THAT(district_.Insert("b", RecordedDistrict::Response(kJune, 1)),
              IsOk());
  EXPECT_THAT(district_.facts().FactsOf(code, selection, stop),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

// One random change of one of a few records of each kind.
SurveyResponse AnyResponse() {
  SurveyResponse response;
  response.response_date = {2025, *rc::gen::inRange(5, 9), 3};
  response.service = *rc::gen::element<std::string>("", "ktp", "kk");
  for (uint8_t& score : response.scores) {
    // Some elements are left out.
    score = static_cast<uint8_t>(
        *rc::gen::weightedElement<int>({{1, 0}, {10, 1}, {10, 3}, {10, 4}}));
  }
  response.sex = static_cast<v1::Sex>(*rc::gen::inRange(0, 3));
  response.age_band = static_cast<v1::AgeBand>(*rc::gen::inRange(0, 8));
  response.education = static_cast<v1::Education>(*rc::gen::inRange(0, 7));
  response.occupation = static_cast<v1::Occupation>(*rc::gen::inRange(0, 11));
  return response;
}

CoordinationRecord AnyMeeting() {
  CoordinationRecord record = RecordedDistrict::Meeting(
      {2025, *rc::gen::inRange(5, 8), *rc::gen::inRange(1, 28)});
  record.section =
      *rc::gen::element<std::string>("Kasi Pemerintahan", "Sekcam");
  if (*rc::gen::arbitrary<bool>()) {
    record.agencies.push_back({"Koramil", AgencyType::kSecurityForces});
    record.agencies.push_back({"Desa", AgencyType::kVillageGovernment});
  }
  if (*rc::gen::arbitrary<bool>()) {
    record.due_date = Date{2025, *rc::gen::inRange(9, 13), 1};
  }
  return record;
}

void ChangeSomething(RecordedDistrict& district) {
  const std::string id = *rc::gen::element<std::string>("a", "b", "c", "d");
  // A change that does not fit what is there is refused, which is fine.
  switch (*rc::gen::inRange(0, 7)) {
    case 0:
      return district.Insert(id, AnyResponse()).IgnoreError();
    case 1:
      return district.Correct(id, AnyResponse()).IgnoreError();
    case 2:
      return district.Void(id).IgnoreError();
    case 3:
      return district.Insert(id, AnyMeeting()).IgnoreError();
    case 4:
      return district
          .FollowUp(
              id,
              *rc::gen::element(FollowUpState::kInProgress,
                                FollowUpState::kDone, FollowUpState::kRejected),
              {2025, 8, *rc::gen::inRange(1, 28)})
          .IgnoreError();
    case 5:
      return district
          .Insert(id, RecordedDistrict::Budget(
                          absl::StrCat("35.08.21.200", id[0] - 'a' + 1), 2025))
          .IgnoreError();
    default:
      return district.VoidDocument(id).IgnoreError();
  }
}

TEST(FactsAsOfProperty, TheNewestVersionIsNowAndNoOlderOneEverChanges) {
  EXPECT_TRUE(rc::check([] {
    RecordedDistrict district;
    RC_ASSERT(district.seeded().ok());
    std::map<int64_t, std::string> seen;  // facts as of each version
    const int changes = *rc::gen::inRange(1, 25);
    for (int i = 0; i < changes; ++i) {
      ChangeSomething(district);
      auto now = Get(district, Everything());
      RC_ASSERT(now.ok());
      now->clear_etag();  // facts of the past have none
      now->clear_read_time();
      auto as_of = Get(district, AsOf(now->data_version()));
      RC_ASSERT(as_of.ok());
      const std::string bytes = as_of->SerializeAsString();
      as_of->clear_read_time();  // when it was committed
      RC_ASSERT(as_of->DebugString() == now->DebugString());
      seen[now->data_version()] = bytes;
    }
    for (const auto& [version, bytes] : seen) {
      const auto again = Get(district, AsOf(version));
      RC_ASSERT(again.ok());
      RC_ASSERT(again->SerializeAsString() == bytes);
    }
  }));
}

}  // namespace
}  // namespace iku::collection
