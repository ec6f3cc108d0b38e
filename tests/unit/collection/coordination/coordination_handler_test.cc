#include "services/collection/coordination/coordination_handler.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "services/collection/coordination/coordination_kind.h"
#include "tests/support/matchers.h"
#include "tests/support/proto_matchers.h"
#include "tests/unit/collection/record_service.h"

namespace iku::collection {
namespace {

using test::EqualsProto;
using test::HasReason;
using test::IsOk;
using test::StatusIs;
using test::ViolatesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using Service = test::RecordService<CoordinationKind, CoordinationHandler,
                                    v1::CoordinationService>;
using Stub = Service::Stub;

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

std::string NameWith(const std::string& id) {
  return "districts/35.08.21/coordinationRecords/" + id;
}

v1::CoordinationRecord Meeting(const std::string& id) {
  auto record = Parse<v1::CoordinationRecord>(R"pb(
    kind: COORDINATION_KIND_MEETING
    subject: "Rakor penanganan stunting"
    held_date { year: 2025 month: 3 day: 10 }
    place: "Pendopo Kecamatan"
    section: "Kasi Kesejahteraan Rakyat"
    agencies { name: "Puskesmas Sumbersuko" type: AGENCY_TYPE_REGENCY_AGENCY }
    agencies { name: "Polsek Sumbersuko" type: AGENCY_TYPE_SECURITY_FORCES }
    document_number: "005/112/427.91/2025"
    result: "Disepakati pendataan ulang balita."
    due_date { year: 2025 month: 4 day: 30 }
    sub_activity_code: "7.01.02.2.01.0001"
  )pb");
  record.set_name(NameWith(id));
  return record;
}

v1::FollowUp Done() {
  return Parse<v1::FollowUp>(R"pb(
    state: FOLLOW_UP_STATE_DONE
    date { year: 2025 month: 4 day: 21 }
    evidence {
      kind: "Berita Acara"
      number: "005/200"
      date { year: 2025 month: 4 day: 21 }
      uri: "https://arsip.lumajangkab.go.id/ba-200.pdf"
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    }
    note: "Pendataan selesai di delapan desa."
  )pb");
}

v1::FollowUp Begun() {
  return Parse<v1::FollowUp>(R"pb(
    state: FOLLOW_UP_STATE_IN_PROGRESS
    date { year: 2025 month: 4 day: 1 }
  )pb");
}

class CoordinationHandlerTest : public ::testing::Test {
 protected:
  using Result = absl::StatusOr<v1::CoordinationRecord>;

  Result Create(const v1::CoordinationRecord& record,
                bool validate_only = false) {
    v1::CreateCoordinationRecordRequest request;
    *request.mutable_coordination_record() = record;
    request.set_validate_only(validate_only);
    return service_(&Stub::CreateCoordinationRecord, request);
  }
  Result Get(const std::string& id) {
    v1::GetCoordinationRecordRequest request;
    request.set_name(NameWith(id));
    return service_(&Stub::GetCoordinationRecord, request);
  }
  Result Correct(const v1::CoordinationRecord& record,
                 const std::string& request_id,
                 const std::string& reason = "Salah ketik") {
    v1::CorrectCoordinationRecordRequest request;
    *request.mutable_coordination_record() = record;
    request.set_reason(reason);
    request.set_request_id(request_id);
    return service_(&Stub::CorrectCoordinationRecord, request);
  }
  Result Void(const std::string& id, const std::string& etag = "") {
    v1::VoidCoordinationRecordRequest request;
    request.set_name(NameWith(id));
    request.set_reason("Tercatat dua kali");
    request.set_etag(etag);
    return service_(&Stub::VoidCoordinationRecord, request);
  }
  Result Follow(const std::string& id, const v1::FollowUp& step,
                const std::string& request_id, const std::string& etag = "",
                bool validate_only = false) {
    v1::AddFollowUpRequest request;
    request.set_name(NameWith(id));
    *request.mutable_follow_up() = step;
    request.set_request_id(request_id);
    request.set_etag(etag);
    request.set_validate_only(validate_only);
    return service_(&Stub::AddFollowUp, request);
  }
  absl::StatusOr<v1::ListCoordinationRecordsResponse> List(
      const std::string& text) {
    auto request = Parse<v1::ListCoordinationRecordsRequest>(text);
    if (request.parent().empty()) request.set_parent("districts/35.08.21");
    return service_(&Stub::ListCoordinationRecords, request);
  }
  std::vector<std::string> IdsOf(const std::string& text) {
    const auto page = List(text);
    EXPECT_THAT(page, IsOk());
    std::vector<std::string> ids;
    if (!page.ok()) return ids;
    for (const v1::CoordinationRecord& record : page->coordination_records()) {
      ids.push_back(record.name().substr(NameWith("").size()));
    }
    return ids;
  }

  Service service_{{{"35.08.21", {}}, {"35.08.20", {}}}};
};

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
  const Result followed = Follow("rakor-1", Done(), "step-1");
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
  *record.add_follow_ups() = Done();
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
  v1::FollowUp step = Begun();
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

TEST_F(CoordinationHandlerTest, AFollowUpIsAppendedWithItsEvidence) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  ASSERT_THAT(Follow("rakor-1", Begun(), "step-1"), IsOk());
  service_.clock().Advance(absl::Seconds(60));
  const Result result = Follow("rakor-1", Done(), "step-2");
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->follow_up_state(), v1::FOLLOW_UP_STATE_DONE);
  EXPECT_EQ(result->etag(), "3");
  EXPECT_EQ(result->change_reason(), "");
  ASSERT_THAT(result->follow_ups(), SizeIs(2));
  v1::FollowUp expected = Done();
  expected.set_request_id("step-2");
  expected.mutable_create_time()->set_seconds(1'763'614'860);
  EXPECT_THAT(result->follow_ups(1), EqualsProto(expected));
  EXPECT_THAT(*Get("rakor-1"), EqualsProto(*result));
}

TEST_F(CoordinationHandlerTest, AResentFollowUpReturnsTheVersionThatItMade) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  const Result first = Follow("rakor-1", Begun(), "step-1", "1");
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(Follow("rakor-1", Done(), "step-2"), IsOk());
  service_.clock().Advance(absl::Hours(48));
  const Result again = Follow("rakor-1", Begun(), "step-1", "1");
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(*again, EqualsProto(*first));
  EXPECT_THAT(Get("rakor-1")->follow_ups(), SizeIs(2));
}

TEST_F(CoordinationHandlerTest, ARequestIdIsNotUsedForAnotherFollowUp) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  ASSERT_THAT(Follow("rakor-1", Begun(), "step-1"), IsOk());
  const Result result = Follow("rakor-1", Done(), "step-1");
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(result, HasReason(code::kRequestIdReused));
}

TEST_F(CoordinationHandlerTest, AFollowUpThatTheStateDoesNotLeadToIsRefused) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  v1::FollowUp step = Done();
  step.set_state(v1::FOLLOW_UP_STATE_VERIFIED);
  const Result result = Follow("rakor-1", step, "step-1");
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(result, HasReason(code::kStepNotAllowed));
}

TEST_F(CoordinationHandlerTest, NamesEveryViolationOfAFollowUp) {
  v1::AddFollowUpRequest request;
  request.set_name("rakor-1");
  request.set_request_id("Not-An-Id");
  request.mutable_follow_up()->set_state(v1::FOLLOW_UP_STATE_DONE);
  const auto result = service_(&Stub::AddFollowUp, request);
  EXPECT_THAT(result, ViolatesField("name", code::kNameMalformed));
  EXPECT_THAT(result, ViolatesField("request_id", code::kTextMalformed));
  EXPECT_THAT(result, ViolatesField("follow_up.date", code::kRequired));
  EXPECT_THAT(result,
              ViolatesField("follow_up.evidence", code::kEvidenceMissing));
  EXPECT_THAT(ViolationsOf(result.status()), SizeIs(4));
}

TEST_F(CoordinationHandlerTest, OpenIsNotAStep) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  v1::FollowUp step = Begun();
  step.set_state(v1::FOLLOW_UP_STATE_OPEN);
  EXPECT_THAT(Follow("rakor-1", step, "step-1"),
              ViolatesField("follow_up.state", code::kUnknownCode));
}

TEST_F(CoordinationHandlerTest, AFollowUpBeforeTheRecordWasHeldIsRefused) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  v1::FollowUp step = Begun();
  step.mutable_date()->set_month(3);
  step.mutable_date()->set_day(9);
  EXPECT_THAT(Follow("rakor-1", step, "step-1"),
              ViolatesField("follow_up.date", code::kDateOrder));
}

TEST_F(CoordinationHandlerTest, AFollowUpOfAnUnknownRecordIsNotFound) {
  EXPECT_THAT(Follow("rakor-9", Begun(), "step-1"),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(CoordinationHandlerTest, AFollowUpWithAStaleEtagIsAborted) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  ASSERT_THAT(Follow("rakor-1", Begun(), "step-1"), IsOk());
  const Result result = Follow("rakor-1", Done(), "step-2", "1");
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(result, HasReason(code::kEtagStale));
}

TEST_F(CoordinationHandlerTest, AFollowUpThatIsOnlyValidatedIsNotKept) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  const Result checked =
      Follow("rakor-1", Begun(), "step-1", "", /*validate_only=*/true);
  ASSERT_THAT(checked, IsOk());
  EXPECT_THAT(checked->follow_ups(), SizeIs(1));
  EXPECT_THAT(Get("rakor-1")->follow_ups(), IsEmpty());
}

TEST_F(CoordinationHandlerTest, ACorrectionKeepsTheFollowUps) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  ASSERT_THAT(Follow("rakor-1", Begun(), "step-1"), IsOk());
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
  ASSERT_THAT(Follow("rakor-1", Begun(), "step-1"), IsOk());
  v1::CoordinationRecord corrected = Meeting("rakor-1");
  corrected.mutable_held_date()->set_month(4);
  corrected.set_etag("2");
  EXPECT_THAT(Correct(corrected, "fix-1"),
              ViolatesField("coordination_record.held_date", code::kDateOrder));
}

TEST_F(CoordinationHandlerTest, ACorrectionWithAStaleEtagIsAborted) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  ASSERT_THAT(Follow("rakor-1", Begun(), "step-1"), IsOk());
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
  EXPECT_THAT(Follow("rakor-1", Begun(), "step-1"),
              HasReason(code::kRecordVoid));
  v1::CoordinationRecord corrected = Meeting("rakor-1");
  corrected.set_etag("2");
  EXPECT_THAT(Correct(corrected, "fix-1"),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

class CoordinationListTest : public CoordinationHandlerTest {
 protected:
  void SetUp() override {
    Add("c-march", 3, v1::COORDINATION_KIND_MEETING);
    Add("b-march", 3, v1::COORDINATION_KIND_TEAM_DECREE);
    Add("a-july", 7, v1::COORDINATION_KIND_MEETING);
    Add("d-may", 5, v1::COORDINATION_KIND_DOCUMENT_REQUEST);
    v1::CoordinationRecord elsewhere = Meeting("x");
    elsewhere.set_name("districts/35.08.20/coordinationRecords/x");
    ASSERT_THAT(Create(elsewhere), IsOk());
    ASSERT_THAT(Follow("c-march", Done(), "step-1"), IsOk());
    ASSERT_THAT(Void("d-may"), IsOk());
  }
  void Add(const std::string& id, int month, v1::CoordinationKind kind) {
    v1::CoordinationRecord record = Meeting(id);
    record.mutable_held_date()->set_month(month);
    record.clear_due_date();
    record.set_kind(kind);
    ASSERT_THAT(Create(record), IsOk());
  }
};

TEST_F(CoordinationListTest, GoesByHeldDateAndThenById) {
  EXPECT_THAT(IdsOf(""), ElementsAre("b-march", "c-march", "d-may", "a-july"));
}

TEST_F(CoordinationListTest, TakesAPeriod) {
  EXPECT_THAT(IdsOf("period: '2025-Q1'"), ElementsAre("b-march", "c-march"));
  EXPECT_THAT(IdsOf("period: '2025-H2'"), ElementsAre("a-july"));
  EXPECT_THAT(IdsOf("period: '2024'"), IsEmpty());
}

TEST_F(CoordinationListTest, TakesAKind) {
  EXPECT_THAT(IdsOf("kind: COORDINATION_KIND_MEETING"),
              ElementsAre("c-march", "a-july"));
}

TEST_F(CoordinationListTest, TakesAState) {
  EXPECT_THAT(IdsOf("state: RECORD_STATE_VOID"), ElementsAre("d-may"));
  EXPECT_THAT(IdsOf("state: RECORD_STATE_ACTIVE"),
              ElementsAre("b-march", "c-march", "a-july"));
}

TEST_F(CoordinationListTest, TakesAStateOfTheFollowUp) {
  EXPECT_THAT(IdsOf("follow_up_state: FOLLOW_UP_STATE_DONE"),
              ElementsAre("c-march"));
  EXPECT_THAT(IdsOf("follow_up_state: FOLLOW_UP_STATE_OPEN period: '2025-H1' "
                    "state: RECORD_STATE_ACTIVE"),
              ElementsAre("b-march"));
}

TEST_F(CoordinationListTest, PagesWithoutGapsAndRepeats) {
  std::vector<std::string> ids;
  std::string token;
  int pages = 0;
  do {
    auto page = List("page_size: 2 period: '2025' page_token: '" + token + "'");
    ASSERT_THAT(page, IsOk());
    for (const auto& record : page->coordination_records()) {
      ids.push_back(record.name().substr(NameWith("").size()));
    }
    token = page->next_page_token();
  } while (!token.empty() && ++pages < 5);
  EXPECT_EQ(pages, 1);
  EXPECT_THAT(ids, ElementsAre("b-march", "c-march", "d-may", "a-july"));
}

TEST_F(CoordinationListTest, RefusesAPageTokenOfAnotherQuery) {
  const auto first = List("page_size: 1 kind: COORDINATION_KIND_MEETING");
  ASSERT_THAT(first, IsOk());
  const std::string token = first->next_page_token();
  ASSERT_THAT(token, Not(IsEmpty()));
  EXPECT_THAT(List("page_size: 3 kind: COORDINATION_KIND_MEETING "
                   "page_token: '" +
                   token + "'"),
              IsOk());
  EXPECT_THAT(List("page_size: 1 page_token: '" + token + "'"),
              ViolatesField("page_token", code::kPageTokenInvalid));
}

TEST_F(CoordinationListTest, NamesEveryViolation) {
  const auto result = List(R"pb(
    parent: "districts/35.08"
    page_size: 1001
    page_token: "x"
    period: "2025-13"
    kind: 99
    state: 7
    follow_up_state: 42)pb");
  EXPECT_THAT(result, ViolatesField("parent", code::kNameMalformed));
  EXPECT_THAT(result, ViolatesField("page_size", code::kOutOfRange));
  EXPECT_THAT(result, ViolatesField("page_token", code::kPageTokenInvalid));
  EXPECT_THAT(result, ViolatesField("period", code::kPeriodMalformed));
  EXPECT_THAT(result, ViolatesField("kind", code::kUnknownCode));
  EXPECT_THAT(result, ViolatesField("state", code::kUnknownCode));
  EXPECT_THAT(result, ViolatesField("follow_up_state", code::kUnknownCode));
}

}  // namespace
}  // namespace iku::collection
