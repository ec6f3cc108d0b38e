#include <future>
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

class AddFollowUpTest : public CoordinationServiceTest {};

TEST_F(AddFollowUpTest, AFollowUpIsAppendedWithItsEvidence) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  ASSERT_THAT(Follow("rakor-1", BegunStep(), "step-1"), IsOk());
  service_.clock().Advance(absl::Seconds(60));
  const Result result = Follow("rakor-1", DoneStep(), "step-2");
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->follow_up_state(), v1::FOLLOW_UP_STATE_DONE);
  EXPECT_EQ(result->etag(), "3");
  EXPECT_EQ(result->change_reason(), "");
  ASSERT_THAT(result->follow_ups(), SizeIs(2));
  v1::FollowUp expected = DoneStep();
  expected.set_request_id("step-2");
  expected.mutable_create_time()->set_seconds(1'763'614'860);
  EXPECT_THAT(result->follow_ups(1), EqualsProto(expected));
  EXPECT_THAT(*Get("rakor-1"), EqualsProto(*result));
}

TEST_F(AddFollowUpTest, AResentFollowUpReturnsTheVersionThatItMade) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  const Result first = Follow("rakor-1", BegunStep(), "step-1", "1");
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(Follow("rakor-1", DoneStep(), "step-2"), IsOk());
  service_.clock().Advance(absl::Hours(48));
  const Result again = Follow("rakor-1", BegunStep(), "step-1", "1");
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(*again, EqualsProto(*first));
  EXPECT_THAT(Get("rakor-1")->follow_ups(), SizeIs(2));
}

TEST_F(AddFollowUpTest, AResentFollowUpIsKnownWhenItsTextWasErased) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  ASSERT_THAT(Follow("rakor-1", BegunStep(), "step-1"), IsOk());
  ASSERT_THAT(Follow("rakor-1", DoneStep(), "step-2"), IsOk());
  std::promise<absl::Status> erased;
  service_.store().Erase(
      {.key = {"35.08.21", "rakor-1"},
       .extent = ErasureExtent::kText,
       .reason = "permintaan peserta",
       .changed_by = "Petugas PDP"},
      [&](auto result) { erased.set_value(result.status()); });
  ASSERT_THAT(erased.get_future().get(), IsOk());

  const Result again = Follow("rakor-1", DoneStep(), "step-2");

  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(again->follow_ups(), SizeIs(2));
  EXPECT_EQ(again->follow_ups(1).note(), "");
  v1::FollowUp other = DoneStep();
  other.set_state(v1::FOLLOW_UP_STATE_REJECTED);
  EXPECT_THAT(Follow("rakor-1", other, "step-2"),
              HasReason(code::kRequestIdReused));
}

TEST_F(AddFollowUpTest, ARequestIdIsNotUsedForAnotherFollowUp) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  ASSERT_THAT(Follow("rakor-1", BegunStep(), "step-1"), IsOk());
  const Result result = Follow("rakor-1", DoneStep(), "step-1");
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(result, HasReason(code::kRequestIdReused));
}

TEST_F(AddFollowUpTest, AFollowUpThatTheStateDoesNotLeadToIsRefused) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  v1::FollowUp step = DoneStep();
  step.set_state(v1::FOLLOW_UP_STATE_VERIFIED);
  const Result result = Follow("rakor-1", step, "step-1");
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(result, HasReason(code::kStepNotAllowed));
}

TEST_F(AddFollowUpTest, NamesEveryViolationOfAFollowUp) {
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

TEST_F(AddFollowUpTest, OpenIsNotAStep) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  v1::FollowUp step = BegunStep();
  step.set_state(v1::FOLLOW_UP_STATE_OPEN);
  EXPECT_THAT(Follow("rakor-1", step, "step-1"),
              ViolatesField("follow_up.state", code::kUnknownCode));
}

TEST_F(AddFollowUpTest, AFollowUpBeforeTheRecordWasHeldIsRefused) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  v1::FollowUp step = BegunStep();
  step.mutable_date()->set_month(3);
  step.mutable_date()->set_day(9);
  EXPECT_THAT(Follow("rakor-1", step, "step-1"),
              ViolatesField("follow_up.date", code::kDateOrder));
}

TEST_F(AddFollowUpTest, AFollowUpOfAnUnknownRecordIsNotFound) {
  EXPECT_THAT(Follow("rakor-9", BegunStep(), "step-1"),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(AddFollowUpTest, AFollowUpWithAStaleEtagIsAborted) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  ASSERT_THAT(Follow("rakor-1", BegunStep(), "step-1"), IsOk());
  const Result result = Follow("rakor-1", DoneStep(), "step-2", "1");
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(result, HasReason(code::kEtagStale));
}

TEST_F(AddFollowUpTest, AFollowUpThatIsOnlyValidatedIsNotKept) {
  ASSERT_THAT(Create(Meeting("rakor-1")), IsOk());
  const Result checked =
      Follow("rakor-1", BegunStep(), "step-1", "", /*validate_only=*/true);
  ASSERT_THAT(checked, IsOk());
  EXPECT_THAT(checked->follow_ups(), SizeIs(1));
  EXPECT_THAT(Get("rakor-1")->follow_ups(), IsEmpty());
}

}  // namespace
}  // namespace iku::collection
