#include "services/collection/coordination/coordination_record.h"

#include <array>
#include <string>

#include "gmock/gmock.h"
#include "tests/support/matchers.h"

namespace iku::collection {
namespace {

using test::HasReason;
using test::IsOk;
using test::StatusIs;
using test::ViolatesField;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kName[] = "districts/35.08.21/coordinationRecords/rakor-1";
constexpr Date kHeld = {2025, 3, 10};
constexpr Date kToday = {2025, 11, 20};

CoordinationRecord Meeting() {
  CoordinationRecord record;
  record.subject = "Rakor penanganan stunting";
  record.held_date = kHeld;
  record.section = "Kasi Kesejahteraan Rakyat";
  record.agencies = {{"Puskesmas Sumbersuko", AgencyType::kRegencyAgency}};
  return record;
}

FollowUp Step(FollowUpState state, Date date) {
  FollowUp step;
  step.state = state;
  step.date = date;
  if (NeedsEvidence(state)) {
    step.evidence = Evidence{"Notulen", "005/123", date, "", ""};
  }
  return step;
}

absl::StatusOr<CoordinationRecord> Follow(CoordinationRecord record,
                                          FollowUp step) {
  return WithFollowUp(std::move(record), std::move(step), kToday, kName,
                      "follow_up");
}

TEST(FollowUpStateTest, EveryTransitionIsAsTheContractSays) {
  constexpr std::array kAll = {FollowUpState::kOpen, FollowUpState::kInProgress,
                               FollowUpState::kDone, FollowUpState::kVerified,
                               FollowUpState::kRejected};
  constexpr bool kAllowed[5][5] = {
      // to OPEN, IN_PROGRESS, DONE, VERIFIED, REJECTED
      {false, true, true, false, true},     // from OPEN
      {false, true, true, false, true},     // from IN_PROGRESS
      {false, true, false, true, true},     // from DONE
      {false, false, false, false, false},  // from VERIFIED
      {false, true, true, false, false},    // from REJECTED
  };
  for (size_t from = 0; from < kAll.size(); ++from) {
    for (size_t to = 0; to < kAll.size(); ++to) {
      EXPECT_EQ(MayFollow(kAll[from], kAll[to]), kAllowed[from][to])
          << NameOfState(kAll[from]) << " to " << NameOfState(kAll[to]);
    }
  }
}

TEST(FollowUpStateTest, OnlyDoneAndVerifiedNeedEvidence) {
  EXPECT_TRUE(NeedsEvidence(FollowUpState::kDone));
  EXPECT_TRUE(NeedsEvidence(FollowUpState::kVerified));
  EXPECT_FALSE(NeedsEvidence(FollowUpState::kOpen));
  EXPECT_FALSE(NeedsEvidence(FollowUpState::kInProgress));
  EXPECT_FALSE(NeedsEvidence(FollowUpState::kRejected));
}

TEST(CoordinationRecordTest, IsOpenWithoutAFollowUp) {
  EXPECT_EQ(Meeting().StateOfFollowUp(), FollowUpState::kOpen);
}

TEST(CoordinationRecordTest, HasTheStateOfItsLastStep) {
  auto begun = Follow(Meeting(), Step(FollowUpState::kInProgress, kHeld));
  ASSERT_THAT(begun, IsOk());
  auto done = Follow(*begun, Step(FollowUpState::kDone, kToday));
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->StateOfFollowUp(), FollowUpState::kDone);
  EXPECT_THAT(done->follow_ups, SizeIs(2));
}

TEST(CoordinationRecordTest, RefusesAStepThatItsStateDoesNotLeadTo) {
  const auto result = Follow(Meeting(), Step(FollowUpState::kVerified, kHeld));
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(result, HasReason(code::kStepNotAllowed));
  EXPECT_EQ(ArgumentsOf(result.status()),
            (Arguments{{"name", kName}, {"from", "OPEN"}, {"to", "VERIFIED"}}));
}

TEST(CoordinationRecordTest, RefusesAStepBeforeTheRecordWasHeld) {
  EXPECT_THAT(Follow(Meeting(), Step(FollowUpState::kInProgress, {2025, 3, 9})),
              ViolatesField("follow_up.date", code::kDateOrder));
}

TEST(CoordinationRecordTest, TakesAStepOnTheDayItWasHeldAndToday) {
  EXPECT_THAT(Follow(Meeting(), Step(FollowUpState::kInProgress, kHeld)),
              IsOk());
  EXPECT_THAT(Follow(Meeting(), Step(FollowUpState::kInProgress, kToday)),
              IsOk());
}

TEST(CoordinationRecordTest, RefusesAStepBeforeTheLastOne) {
  const auto begun =
      Follow(Meeting(), Step(FollowUpState::kInProgress, {2025, 4, 2}));
  ASSERT_THAT(begun, IsOk());
  EXPECT_THAT(Follow(*begun, Step(FollowUpState::kDone, {2025, 4, 1})),
              ViolatesField("follow_up.date", code::kDateOrder));
  EXPECT_THAT(Follow(*begun, Step(FollowUpState::kDone, {2025, 4, 2})), IsOk());
}

TEST(CoordinationRecordTest, RefusesAStepInTheFuture) {
  EXPECT_THAT(
      Follow(Meeting(), Step(FollowUpState::kInProgress, {2025, 11, 21})),
      ViolatesField("follow_up.date", code::kDateInFuture));
}

TEST(CoordinationRecordTest, NamesAllThatIsWrongWithAStepAtOnce) {
  FollowUp step = Step(FollowUpState::kDone, {2025, 3, 9});
  step.evidence.reset();
  const auto result = Follow(Meeting(), step);
  EXPECT_THAT(result, ViolatesField("follow_up.date", code::kDateOrder));
  EXPECT_THAT(result,
              ViolatesField("follow_up.evidence", code::kEvidenceMissing));
}

TEST(CoordinationRecordTest, TakesOneHundredStepsAndNoMore) {
  CoordinationRecord record = Meeting();
  for (int i = 0; i < 100; ++i) {
    auto next = Follow(record, Step(FollowUpState::kInProgress, kHeld));
    ASSERT_THAT(next, IsOk()) << i;
    record = *std::move(next);
  }
  EXPECT_THAT(Follow(record, Step(FollowUpState::kInProgress, kHeld)),
              ViolatesField("follow_up", code::kTooMany));
}

TEST(CoordinationRecordTest, ACorrectionKeepsTheFollowUps) {
  const auto begun =
      Follow(Meeting(), Step(FollowUpState::kInProgress, {2025, 4, 2}));
  ASSERT_THAT(begun, IsOk());
  CoordinationRecord corrected = Meeting();
  corrected.subject = "Rakor penurunan stunting";
  corrected.held_date = {2025, 4, 2};
  const auto result = WithFollowUpsOf(*begun, corrected, "coordination_record");
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->subject, "Rakor penurunan stunting");
  EXPECT_EQ(result->follow_ups, begun->follow_ups);
}

TEST(CoordinationRecordTest, ACorrectionMayNotMoveItBehindItsFirstFollowUp) {
  const auto begun =
      Follow(Meeting(), Step(FollowUpState::kInProgress, {2025, 4, 2}));
  ASSERT_THAT(begun, IsOk());
  CoordinationRecord corrected = Meeting();
  corrected.held_date = {2025, 4, 3};
  EXPECT_THAT(WithFollowUpsOf(*begun, corrected, "coordination_record"),
              ViolatesField("coordination_record.held_date", code::kDateOrder));
}

TEST(CoordinationRecordTest, IsTheSameSentContentWithAndWithoutFollowUps) {
  const auto begun = Follow(Meeting(), Step(FollowUpState::kInProgress, kHeld));
  ASSERT_THAT(begun, IsOk());
  EXPECT_TRUE(SameSentContent(*begun, Meeting()));
}

TEST(CoordinationRecordTest, EveryFieldMakesOtherSentContent) {
  const auto changed = [](auto change) {
    CoordinationRecord record = Meeting();
    change(record);
    return record;
  };
  using Record = CoordinationRecord;
  const Record others[] = {
      changed([](Record& r) { r.kind = ResultKind::kTeamDecree; }),
      changed([](Record& r) { r.subject = "Lain"; }),
      changed([](Record& r) {
        r.held_date = {2025, 3, 11};
      }),
      changed([](Record& r) { r.place = "Pendopo"; }),
      changed([](Record& r) { r.section = "Sekcam"; }),
      changed([](Record& r) { r.agencies[0].type = AgencyType::kOther; }),
      changed([](Record& r) { r.agencies[0].name = "Polsek"; }),
      changed([](Record& r) { r.agencies.push_back(r.agencies[0]); }),
      changed([](Record& r) { r.document_number = "1"; }),
      changed([](Record& r) { r.result = "Sepakat"; }),
      changed([](Record& r) {
        r.due_date = Date{2025, 5, 1};
      }),
      changed([](Record& r) { r.sub_activity_code = "7.01"; }),
  };
  for (const Record& other : others) {
    EXPECT_FALSE(SameSentContent(other, Meeting())) << CanonicalText(other);
  }
}

TEST(StateOfFollowUpOn, IsThatOfTheLastStepUpToTheDay) {
  CoordinationRecord record;
  EXPECT_EQ(record.StateOfFollowUpOn({2025, 6, 1}), FollowUpState::kOpen);
  FollowUp begun;
  begun.state = FollowUpState::kInProgress;
  begun.date = {2025, 6, 10};
  FollowUp done;
  done.state = FollowUpState::kDone;
  done.date = {2025, 6, 20};
  record.follow_ups = {begun, done};
  EXPECT_EQ(record.StateOfFollowUpOn({2025, 6, 9}), FollowUpState::kOpen);
  EXPECT_EQ(record.StateOfFollowUpOn({2025, 6, 10}),
            FollowUpState::kInProgress);
  EXPECT_EQ(record.StateOfFollowUpOn({2025, 6, 19}),
            FollowUpState::kInProgress);
  EXPECT_EQ(record.StateOfFollowUpOn({2025, 6, 20}), FollowUpState::kDone);
}

}  // namespace
}  // namespace iku::collection
