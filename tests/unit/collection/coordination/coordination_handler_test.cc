#include "services/collection/coordination/coordination_handler.h"

#include <string>

#include "gmock/gmock.h"
#include "tests/support/matchers.h"
#include "tests/support/proto_matchers.h"
#include "tests/unit/collection/coordination/coordination_service.h"

namespace iku::collection {
namespace {

using test::EqualsProto;
using test::HasReason;
using test::IsOk;
using test::StatusIs;
using test::ViolatesField;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class CoordinationHandlerTest : public CoordinationServiceTest {};

TEST_F(CoordinationHandlerTest, ReturnsWhatWasStored) {
  const Result created = Create(Meeting("rakor-1"));
  ASSERT_THAT(created, IsOk());
  v1::CoordinationRecord expected = Meeting("rakor-1");
  expected.set_follow_up_state(v1::FOLLOW_UP_STATE_OPEN);
  expected.set_state(v1::RECORD_STATE_ACTIVE);
  expected.set_etag("1");
  expected.mutable_create_time()->set_seconds(1'763'614'800);
  expected.mutable_update_time()->set_seconds(1'763'614'800);
  EXPECT_THAT(*created, EqualsProto(expected));

  const Result read = Get("rakor-1");
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(*read, EqualsProto(expected));
}

TEST_F(CoordinationHandlerTest, ResendReturnsTheFirstStoredRecord) {
  const Result first = Create(Meeting("rakor-1"));
  ASSERT_THAT(first, IsOk());
  service_.clock().Advance(absl::Minutes(5));
  const Result second = Create(Meeting("rakor-1"));
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(*second, EqualsProto(*first));
}

TEST_F(CoordinationHandlerTest, ResendAfterAFollowUpReturnsItWithTheFollowUp) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  const Result followed = Follow("rakor-1", DoneStep(), "step-1");
  ASSERT_THAT(followed, IsOk());
  const Result again = Create(Meeting("rakor-1"));
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(*again, EqualsProto(*followed));
}

TEST_F(CoordinationHandlerTest, OtherContentUnderTheSameNameIsRefused) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  v1::CoordinationRecord other = Meeting("rakor-1");
  other.set_subject("Rakor panen raya");
  const Result result = Create(other);
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(result, HasReason(code::kNameTaken));
  EXPECT_EQ(Get("rakor-1")->subject(), "Rakor penanganan stunting");
}

TEST_F(CoordinationHandlerTest, ValidateOnlyStoresNothing) {
  ASSERT_THAT(Create(Meeting("rakor-1"), /*validate_only=*/true), IsOk());
  EXPECT_THAT(Get("rakor-1"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(CoordinationHandlerTest, OutputOnlyFieldsOfARequestAreIgnored) {
  v1::CoordinationRecord record = Meeting("rakor-1");
  *record.add_follow_ups() = DoneStep();
  record.set_follow_up_state(v1::FOLLOW_UP_STATE_VERIFIED);
  record.set_state(v1::RECORD_STATE_VOID);
  const Result created = Create(record);
  ASSERT_THAT(created, IsOk());
  EXPECT_THAT(created->follow_ups(), IsEmpty());
  EXPECT_EQ(created->follow_up_state(), v1::FOLLOW_UP_STATE_OPEN);
  EXPECT_EQ(created->state(), v1::RECORD_STATE_ACTIVE);
}

TEST_F(CoordinationHandlerTest, NamesEveryViolationWithItsField) {
  const Result result = Create(Parse<v1::CoordinationRecord>(R"pb(
    name: "districts/35.08.99/coordinationRecords/rakor-1"
    kind: 9
    subject: "ab"
    held_date { year: 2025 month: 11 day: 21 }
    agencies { type: AGENCY_TYPE_OTHER }
    agencies { name: "Polsek" }
    due_date { year: 2025 month: 2 day: 30 }
    result: "Hubungi 0812-3456-7890"
  )pb"));
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(result,
              ViolatesField("coordination_record.name", code::kUnknownRegion));
  EXPECT_THAT(result,
              ViolatesField("coordination_record.kind", code::kUnknownCode));
  EXPECT_THAT(result,
              ViolatesField("coordination_record.subject", code::kTooShort));
  EXPECT_THAT(result, ViolatesField("coordination_record.held_date",
                                    code::kDateInFuture));
  EXPECT_THAT(result,
              ViolatesField("coordination_record.section", code::kRequired));
  EXPECT_THAT(result, ViolatesField("coordination_record.agencies[0].name",
                                    code::kRequired));
  EXPECT_THAT(result, ViolatesField("coordination_record.agencies[1].type",
                                    code::kRequired));
  EXPECT_THAT(result, ViolatesField("coordination_record.due_date",
                                    code::kDateInvalid));
  EXPECT_THAT(result,
              ViolatesField("coordination_record.result", code::kPersonalData));
  EXPECT_THAT(ViolationsOf(result.status()), SizeIs(9));
}

TEST_F(CoordinationHandlerTest, AnEmptyRequestNamesAllRequiredFields) {
  const Result result = Create({});
  for (const char* field :
       {"name", "kind", "subject", "held_date", "section", "agencies"}) {
    EXPECT_THAT(result,
                ViolatesField(std::string("coordination_record.") + field,
                              code::kRequired));
  }
  EXPECT_THAT(ViolationsOf(result.status()), SizeIs(6));
}

TEST_F(CoordinationHandlerTest, RefusesMoreThanFiftyAgencies) {
  v1::CoordinationRecord record = Meeting("rakor-1");
  while (record.agencies_size() < 50) {
    *record.add_agencies() = record.agencies(0);
  }
  EXPECT_THAT(Create(record), IsOk());
  record.set_name(NameWith("rakor-2"));
  *record.add_agencies() = record.agencies(0);
  EXPECT_THAT(Create(record),
              ViolatesField("coordination_record.agencies", code::kTooMany));
}

TEST_F(CoordinationHandlerTest, RefusesADueDateBeforeTheHeldDate) {
  v1::CoordinationRecord record = Meeting("rakor-1");
  record.mutable_due_date()->set_month(3);
  record.mutable_due_date()->set_day(9);
  EXPECT_THAT(Create(record),
              ViolatesField("coordination_record.due_date", code::kDateOrder));
}

TEST_F(CoordinationHandlerTest, RefusesWhatLooksLikeANikOrTelephoneNumber) {
  v1::CoordinationRecord record = Meeting("rakor-1");
  record.set_subject("Bantuan untuk 3508210101900001");
  EXPECT_THAT(Create(record), ViolatesField("coordination_record.subject",
                                            code::kPersonalData));
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  v1::FollowUp step = BegunStep();
  step.set_note("Telepon 081234567890");
  EXPECT_THAT(Follow("rakor-1", step, "step-1"),
              ViolatesField("follow_up.note", code::kPersonalData));
}

TEST_F(CoordinationHandlerTest, ADayIsOverInTheDistrictsTimeZone) {
  // 20 November 17:30 in UTC is the 21st in Lumajang already.
  v1::CoordinationRecord record = Meeting("rakor-1");
  record.clear_due_date();
  *record.mutable_held_date() =
      Parse<google::type::Date>("year: 2025 month: 11 day: 21");
  EXPECT_THAT(Create(record), ViolatesField("coordination_record.held_date",
                                            code::kDateInFuture));
  service_.clock().Advance(absl::Hours(12) + absl::Minutes(30));
  EXPECT_THAT(Create(record), IsOk());
}

TEST_F(CoordinationHandlerTest, ACorrectionKeepsTheFollowUps) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  ASSERT_THAT(Follow("rakor-1", BegunStep(), "step-1"), IsOk());
  v1::CoordinationRecord corrected = Meeting("rakor-1");
  corrected.set_subject("Rakor penurunan stunting");
  corrected.set_etag("2");
  const Result result = Correct(corrected, "fix-1");
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->subject(), "Rakor penurunan stunting");
  EXPECT_EQ(result->etag(), "3");
  EXPECT_EQ(result->change_reason(), "Salah ketik");
  EXPECT_THAT(result->follow_ups(), SizeIs(1));
  EXPECT_THAT(*Correct(corrected, "fix-1"), EqualsProto(*result));
}

TEST_F(CoordinationHandlerTest, ACorrectionMayNotMoveItBehindItsFollowUp) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  ASSERT_THAT(Follow("rakor-1", BegunStep(), "step-1"), IsOk());
  v1::CoordinationRecord corrected = Meeting("rakor-1");
  corrected.mutable_held_date()->set_month(4);
  corrected.set_etag("2");
  EXPECT_THAT(Correct(corrected, "fix-1"),
              ViolatesField("coordination_record.held_date", code::kDateOrder));
}

TEST_F(CoordinationHandlerTest, ACorrectionWithAStaleEtagIsAborted) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  ASSERT_THAT(Follow("rakor-1", BegunStep(), "step-1"), IsOk());
  v1::CoordinationRecord corrected = Meeting("rakor-1");
  corrected.set_place("Balai Desa");
  corrected.set_etag("1");
  EXPECT_THAT(Correct(corrected, "fix-1"),
              StatusIs(absl::StatusCode::kAborted));
}

TEST_F(CoordinationHandlerTest, NamesEveryViolationOfACorrection) {
  v1::CoordinationRecord corrected = Meeting("rakor-1");
  corrected.clear_subject();
  const Result result = Correct(corrected, "", "x");
  EXPECT_THAT(result,
              ViolatesField("coordination_record.subject", code::kRequired));
  EXPECT_THAT(result,
              ViolatesField("coordination_record.etag", code::kRequired));
  EXPECT_THAT(result, ViolatesField("reason", code::kTooShort));
  EXPECT_THAT(result, ViolatesField("request_id", code::kRequired));
  EXPECT_THAT(ViolationsOf(result.status()), SizeIs(4));
}

TEST_F(CoordinationHandlerTest, VoidingTwiceReturnsTheVoidRecord) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  const Result first = Void("rakor-1", "1");
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->state(), v1::RECORD_STATE_VOID);
  EXPECT_EQ(first->change_reason(), "Tercatat dua kali");
  const Result second = Void("rakor-1", "1");
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(*second, EqualsProto(*first));
}

TEST_F(CoordinationHandlerTest, AVoidRecordTakesNoFollowUpAndNoCorrection) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  ASSERT_THAT(Void("rakor-1"), IsOk());
  EXPECT_THAT(Follow("rakor-1", BegunStep(), "step-1"),
              HasReason(code::kRecordVoid));
  v1::CoordinationRecord corrected = Meeting("rakor-1");
  corrected.set_etag("2");
  EXPECT_THAT(Correct(corrected, "fix-1"),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

}  // namespace
}  // namespace iku::collection
