#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "tests/support/matchers.h"
#include "tests/support/proto_matchers.h"
#include "tests/unit/collection/ingest/ingest_fixture.h"

namespace iku::test {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr char kSession[] = "districts/35.08.21/ingestSessions/import-1";

class IngestSessionTest : public IngestHandlerTest {
 protected:
  using Session = absl::StatusOr<v1::IngestSession>;

  Session Create(v1::RowPolicy policy = v1::ROW_POLICY_ACCEPT_VALID,
                 const std::string& name = kSession) {
    v1::CreateIngestSessionRequest request;
    request.mutable_ingest_session()->set_name(name);
    request.mutable_ingest_session()->set_row_policy(policy);
    request.mutable_ingest_session()->set_title("survei.csv");
    return Call(&v1::IngestService::Stub::CreateIngestSession, request);
  }
  Session Get() {
    v1::GetIngestSessionRequest request;
    request.set_name(kSession);
    return Call(&v1::IngestService::Stub::GetIngestSession, request);
  }
  Session Close(int64_t next_sequence = 0) {
    v1::CloseIngestSessionRequest request;
    request.set_name(kSession);
    request.set_next_sequence(next_sequence);
    return Call(&v1::IngestService::Stub::CloseIngestSession, request);
  }
  Reply SubmitAs(int64_t sequence, v1::SubmitBatchRequest batch) {
    batch.set_session(kSession);
    batch.set_sequence(sequence);
    return Submit(batch);
  }

  template <typename Request, typename Reply>
  absl::StatusOr<Reply> Call(grpc::Status (v1::IngestService::Stub::*method)(
                                 grpc::ClientContext*, const Request&, Reply*),
                             const Request& request) {
    grpc::ClientContext context;
    context.AddMetadata("accept-language", "en");
    Reply reply;
    const grpc::Status status = (*stub_.*method)(&context, request, &reply);
    if (!status.ok()) return FromGrpcStatus(status);
    return reply;
  }
};

TEST_F(IngestSessionTest, ASessionIsCreatedOnceAndKnowsWhereItStands) {
  const Session created = Create();
  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(created->state(), v1::INGEST_SESSION_STATE_OPEN);
  EXPECT_EQ(created->next_sequence(), 1);
  EXPECT_EQ(created->max_in_flight_batches(), 8);
  ASSERT_THAT(SubmitAs(1, Surveys({SatisfiedSurvey("a")})), IsOk());

  const Session again = Create();
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->next_sequence(), 2);
  EXPECT_EQ(again->totals().created(), 1);
  EXPECT_THAT(Create(v1::ROW_POLICY_ALL_OR_NOTHING),
              HasReason(code::kNameTaken));
}

TEST_F(IngestSessionTest, ABatchThatWasCommittedIsAnsweredAsItWas) {
  ASSERT_THAT(Create(), IsOk());
  const auto batch = Surveys({SatisfiedSurvey("a"), Broken("b")});
  const Reply first = SubmitAs(1, batch);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(first->results(), SizeIs(1));
  EXPECT_THAT(
      first->outcomes(),
      ElementsAre(EqualsProto("outcome: ROW_OUTCOME_CREATED rows: 1"),
                  EqualsProto("outcome: ROW_OUTCOME_REJECTED rows: 1")));
  EXPECT_FALSE(first->replayed());

  Reply again = SubmitAs(1, batch);

  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(again->replayed());
  again->clear_replayed();
  EXPECT_THAT(*again, EqualsProto(*first));
  EXPECT_EQ(Get()->next_sequence(), 2);
  EXPECT_EQ(Get()->totals().rows(), 2);
}

TEST_F(IngestSessionTest, OtherRowsUnderTheSameNumberAreRefused) {
  ASSERT_THAT(Create(), IsOk());
  ASSERT_THAT(SubmitAs(1, Surveys({SatisfiedSurvey("a")})), IsOk());

  const Reply other = SubmitAs(1, Surveys({SatisfiedSurvey("b")}));

  EXPECT_THAT(other, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(other, HasReason(code::kBatchDiffers));
  EXPECT_FALSE(IsStored("b"));
}

TEST_F(IngestSessionTest, AGapIsRefusedWithTheNumberThatIsExpected) {
  ASSERT_THAT(Create(), IsOk());

  const Reply early = SubmitAs(3, Surveys({SatisfiedSurvey("a")}));

  EXPECT_THAT(early, StatusIs(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(early, HasReason(code::kSequenceGap));
  EXPECT_EQ(ArgumentsOf(early.status()).at("next_sequence"), "1");
  EXPECT_FALSE(IsStored("a"));
}

TEST_F(IngestSessionTest, AnAllOrNothingSessionWaitsForTheMendedBatch) {
  ASSERT_THAT(Create(v1::ROW_POLICY_ALL_OR_NOTHING), IsOk());

  const Reply refused =
      SubmitAs(1, Surveys({SatisfiedSurvey("a"), Broken("b")}));

  ASSERT_THAT(refused, IsOk());
  EXPECT_EQ(refused->totals().held_back(), 1);
  EXPECT_FALSE(IsStored("a"));
  EXPECT_EQ(Get()->next_sequence(), 1);
  const Reply mended =
      SubmitAs(1, Surveys({SatisfiedSurvey("a"), SatisfiedSurvey("b")}));
  ASSERT_THAT(mended, IsOk());
  EXPECT_EQ(mended->totals().created(), 2);
  EXPECT_EQ(Get()->next_sequence(), 2);
}

TEST_F(IngestSessionTest, AClosedSessionAnswersOldBatchesAndTakesNoNewOnes) {
  ASSERT_THAT(Create(), IsOk());
  const auto batch = Surveys({SatisfiedSurvey("a")});
  ASSERT_THAT(SubmitAs(1, batch), IsOk());
  EXPECT_THAT(Close(7), HasReason(code::kSequenceGap));
  ASSERT_THAT(Close(2), IsOk());
  EXPECT_EQ(Close(2)->state(), v1::INGEST_SESSION_STATE_CLOSED);

  EXPECT_TRUE(SubmitAs(1, batch)->replayed());
  EXPECT_THAT(SubmitAs(2, Surveys({SatisfiedSurvey("b")})),
              HasReason(code::kSessionClosed));
}

TEST_F(IngestSessionTest, WithoutItsSessionABatchIsNotFound) {
  EXPECT_THAT(SubmitAs(1, Surveys({SatisfiedSurvey("a")})),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(IngestSessionTest, WhatDoesNotGoTogetherIsSaidAtOnce) {
  auto batch = Surveys({SatisfiedSurvey("a")}, v1::ROW_POLICY_ACCEPT_VALID);
  batch.set_validate_only(true);
  batch.set_session("districts/35.08.20/ingestSessions/x");
  const Reply refused = Submit(batch);
  EXPECT_THAT(refused, ViolatesField("session", code::kNotInParent));
  EXPECT_THAT(refused, ViolatesField("sequence", code::kRequired));
  EXPECT_THAT(refused, ViolatesField("row_policy", code::kNotTogether));
  EXPECT_THAT(refused, ViolatesField("validate_only", code::kNotTogether));
}

TEST_F(IngestSessionTest, ParallelIdenticalSubmissionsStoreOneOfEach) {
  ASSERT_THAT(Create(), IsOk());
  const auto batch = Surveys({SatisfiedSurvey("a"), SatisfiedSurvey("b")});
  std::atomic<int> fresh{0};
  std::atomic<int> replayed{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      const Reply reply = SubmitAs(1, batch);
      if (reply.ok()) ++(reply->replayed() ? replayed : fresh);
    });
  }
  for (std::thread& client : clients) client.join();

  EXPECT_EQ(fresh, 1);
  EXPECT_EQ(replayed, 7);
  EXPECT_EQ(Get()->totals().created(), 2);
}

TEST_F(IngestSessionTest, ASheetStoresWhatMessagesSay) {
  v1::SubmitBatchRequest batch;
  batch.set_parent("districts/35.08.21");
  v1::SurveySheet& sheet = *batch.mutable_survey_sheet();
  const v1::SurveyResponse sample = SatisfiedSurvey("a");
  v1::SurveySheetRow& row = *sheet.add_rows();
  row.set_id("a");
  *row.mutable_response_date() = sample.response_date();
  // In an order of its own.
  for (int i = sample.scores_size() - 1; i >= 0; --i) {
    sheet.add_elements(sample.scores(i).element());
    row.add_scores(sample.scores(i).score());
  }
  row.set_service(sample.service());
  row.set_sex(sample.sex());
  row.set_age_band(sample.age_band());
  row.set_education(sample.education());
  row.set_occupation(sample.occupation());
  row.set_channel(sample.channel());
  row.set_comment(sample.comment());

  EXPECT_EQ(OutcomesOf(Submit(batch)), "C");
  EXPECT_EQ(OutcomesOf(Submit(Surveys({sample}))), "R");
}

TEST_F(IngestSessionTest, EveryFaultOfASheetRowIsNamed) {
  v1::SubmitBatchRequest batch;
  batch.set_parent("districts/35.08.21");
  batch.set_row_policy(v1::ROW_POLICY_ACCEPT_VALID);
  v1::SurveySheet& sheet = *batch.mutable_survey_sheet();
  const v1::SurveyResponse sample = SatisfiedSurvey("a");
  for (const auto& score : sample.scores()) {
    sheet.add_elements(score.element());
  }
  v1::SurveySheetRow& row = *sheet.add_rows();
  row.set_id("Not An Id");
  row.add_scores(9);
  for (int i = 0; i < 7; ++i) row.add_scores(4);
  row.set_sex(static_cast<v1::Sex>(77));
  row.set_comment("081234567890");

  const Reply reply = Submit(batch);

  ASSERT_THAT(reply, IsOk());
  EXPECT_THAT(
      ViolationsOfRow(reply->results(0)),
      ElementsAre("id TEXT_MALFORMED", "response_date REQUIRED",
                  "scores[0] SCORE_OUT_OF_RANGE", "scores[8] ANSWER_MISSING",
                  "sex UNKNOWN_CODE", "comment PERSONAL_DATA"));
  sheet.set_elements(0, "speed");
  sheet.set_elements(1, "time");
  EXPECT_THAT(Submit(batch),
              ViolatesField("survey_sheet.elements[0]", code::kUnknownCode));
  EXPECT_THAT(Submit(batch), ViolatesField("survey_sheet.elements[2]",
                                           code::kElementRepeated));
}

TEST_F(IngestSessionTest, SessionsAreListedTheNewestFirst) {
  for (const char* id : {"a", "b", "c"}) {
    ASSERT_THAT(Create(v1::ROW_POLICY_ACCEPT_VALID,
                       absl::StrCat("districts/35.08.21/ingestSessions/", id)),
                IsOk());
    clock_.Advance(absl::Seconds(1));
  }
  v1::ListIngestSessionsRequest request;
  request.set_parent("districts/35.08.21");
  request.set_page_size(2);
  auto page = Call(&v1::IngestService::Stub::ListIngestSessions, request);
  ASSERT_THAT(page, IsOk());
  ASSERT_THAT(page->ingest_sessions(), SizeIs(2));
  EXPECT_EQ(page->ingest_sessions(0).name(),
            "districts/35.08.21/ingestSessions/c");
  request.set_page_token(page->next_page_token());
  page = Call(&v1::IngestService::Stub::ListIngestSessions, request);
  ASSERT_THAT(page, IsOk());
  ASSERT_THAT(page->ingest_sessions(), SizeIs(1));
  EXPECT_EQ(page->ingest_sessions(0).name(),
            "districts/35.08.21/ingestSessions/a");
  EXPECT_EQ(page->next_page_token(), "");
}

}  // namespace
}  // namespace iku::test
