#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/support/matchers.h"
#include "tests/support/proto_matchers.h"
#include "tests/unit/collection/ingest/ingest_fixture.h"

namespace iku::collection {
namespace {

using test::DissatisfiedSurvey;
using test::EqualsProto;
using test::IngestHandlerTest;
using test::IsOk;
using test::SatisfiedSurvey;
using test::ViolatesField;
using ::testing::ElementsAre;
using ::testing::SizeIs;

using Reply = IngestHandlerTest::Reply;

TEST_F(IngestHandlerTest, ARowOfAServiceThatHasEndedIsOnlyReplayed) {
  auto known = SatisfiedSurvey("a");
  known.set_service("ktp");
  auto fresh = known;
  fresh.set_name(SatisfiedSurvey("b").name());
  register_.SetService("35.08.21/ktp", {});
  ASSERT_EQ(OutcomesOf(Submit(Surveys({known}))), "C");
  register_.SetService("35.08.21/ktp", {.from = {}, .to = Date{2025, 5, 31}});

  EXPECT_EQ(OutcomesOf(Submit(Surveys({known}))), "R");
  const Reply mixed = Submit(Surveys({known, fresh, SatisfiedSurvey("c")}));
  EXPECT_EQ(OutcomesOf(mixed), "RXH");
  EXPECT_THAT(ViolationsOfRow(mixed->results(1)),
              ElementsAre("service NOT_VALID_ON"));
  EXPECT_FALSE(IsStored("c"));
}

TEST_F(IngestHandlerTest, GoodRowsAreStoredTogether) {
  const Reply reply =
      Submit(Surveys({SatisfiedSurvey("a"), SatisfiedSurvey("b")}));

  ASSERT_THAT(reply, IsOk());
  EXPECT_THAT(*reply, EqualsProto(R"pb(
    results {
      index: 0
      name: "districts/35.08.21/surveyResponses/a"
      outcome: ROW_OUTCOME_CREATED
    }
    results {
      index: 1
      name: "districts/35.08.21/surveyResponses/b"
      outcome: ROW_OUTCOME_CREATED
    }
    totals { rows: 2 created: 2 }
    data_version: 1
    outcomes { outcome: ROW_OUTCOME_CREATED rows: 2 }
  )pb"));
  EXPECT_TRUE(IsStored("a"));
  EXPECT_TRUE(IsStored("b"));
}

TEST_F(IngestHandlerTest, AResentBatchReplays) {
  const auto batch = Surveys({SatisfiedSurvey("a"), SatisfiedSurvey("b")});
  ASSERT_THAT(Submit(batch), IsOk());

  const Reply again = Submit(batch);

  EXPECT_EQ(OutcomesOf(again), "RR");
  EXPECT_EQ(again->totals().replayed(), 2);
  EXPECT_EQ(again->data_version(), 1);
}

TEST_F(IngestHandlerTest, ARejectedRowHoldsBackAllOthers) {
  ASSERT_THAT(Submit(Surveys({SatisfiedSurvey("old"), SatisfiedSurvey("x")})),
              IsOk());

  // Also what only the store can know is found, although a row is broken.
  const Reply reply =
      Submit(Surveys({SatisfiedSurvey("a"), Broken("b"), SatisfiedSurvey("old"),
                      DissatisfiedSurvey("x")}));

  ASSERT_THAT(reply, IsOk());
  EXPECT_EQ(OutcomesOf(reply), "HXRX");
  EXPECT_THAT(reply->totals(),
              EqualsProto(R"pb(
                rows: 4 replayed: 1 rejected: 2 held_back: 1
              )pb"));
  EXPECT_THAT(ViolationsOfRow(reply->results(1)),
              ElementsAre("response_date DATE_INVALID",
                          "scores[2].score SCORE_OUT_OF_RANGE"));
  EXPECT_EQ(reply->results(1).status().code(), 3);
  EXPECT_THAT(ViolationsOfRow(reply->results(3)),
              ElementsAre("name NAME_TAKEN"));
  EXPECT_EQ(reply->results(3).status().code(), 6);
  EXPECT_FALSE(IsStored("a"));
}

TEST_F(IngestHandlerTest, ANameTakenHoldsBackAllOthersToo) {
  ASSERT_THAT(Submit(Surveys({SatisfiedSurvey("x")})), IsOk());
  const Reply reply =
      Submit(Surveys({SatisfiedSurvey("a"), DissatisfiedSurvey("x")},
                     v1::ROW_POLICY_ALL_OR_NOTHING));
  EXPECT_EQ(OutcomesOf(reply), "HX");
  EXPECT_FALSE(IsStored("a"));
}

TEST_F(IngestHandlerTest, AcceptValidStoresTheGoodRows) {
  ASSERT_THAT(Submit(Surveys({SatisfiedSurvey("x")})), IsOk());

  const Reply reply = Submit(
      Surveys({Broken("b"), SatisfiedSurvey("a"), DissatisfiedSurvey("x")},
              v1::ROW_POLICY_ACCEPT_VALID));

  EXPECT_EQ(OutcomesOf(reply), "XCX");
  EXPECT_TRUE(IsStored("a"));
  EXPECT_FALSE(IsStored("b"));
}

TEST_F(IngestHandlerTest, ValidateOnlyAnswersAsIfStored) {
  auto batch =
      Surveys({SatisfiedSurvey("a"), Broken("b")}, v1::ROW_POLICY_ACCEPT_VALID);
  batch.set_validate_only(true);
  EXPECT_EQ(OutcomesOf(Submit(batch)), "CX");
  batch.set_row_policy(v1::ROW_POLICY_ALL_OR_NOTHING);
  EXPECT_EQ(OutcomesOf(Submit(batch)), "HX");
  EXPECT_FALSE(IsStored("a"));
}

TEST_F(IngestHandlerTest, ANameTwiceInABatchMustSayTheSame) {
  const Reply same =
      Submit(Surveys({SatisfiedSurvey("a"), SatisfiedSurvey("a")}));
  EXPECT_EQ(OutcomesOf(same), "CR");

  const Reply other =
      Submit(Surveys({SatisfiedSurvey("b"), DissatisfiedSurvey("b")},
                     v1::ROW_POLICY_ACCEPT_VALID));
  ASSERT_EQ(OutcomesOf(other), "CX");
  EXPECT_THAT(ViolationsOfRow(other->results(1)),
              ElementsAre("name REPEATED_IN_BATCH"));
  EXPECT_EQ(other->results(1).violations(0).arguments().at("row"), "0");
}

TEST_F(IngestHandlerTest, RowsStayInsideOfTheParent) {
  auto outside = SatisfiedSurvey("a");
  outside.set_name("districts/35.08.20/surveyResponses/a");

  const Reply reply = Submit(Surveys({outside}, v1::ROW_POLICY_ACCEPT_VALID));

  ASSERT_EQ(OutcomesOf(reply), "X");
  EXPECT_THAT(ViolationsOfRow(reply->results(0)),
              ElementsAre("name NOT_IN_PARENT"));
}

TEST_F(IngestHandlerTest, AllowMissingHoldsForAllRows) {
  auto row = SatisfiedSurvey("a");
  row.mutable_scores()->RemoveLast();
  auto batch = Surveys({row});
  ASSERT_EQ(OutcomesOf(Submit(batch)), "X");
  batch.mutable_survey_responses()->set_allow_missing(true);
  EXPECT_EQ(OutcomesOf(Submit(batch)), "C");
}

TEST_F(IngestHandlerTest, SentencesAreInTheCallersLanguage) {
  const auto batch = Surveys({Broken("a")});
  const Reply english = Submit(batch, "en");
  const Reply indonesian = Submit(batch, "id");
  ASSERT_THAT(english, IsOk());
  ASSERT_THAT(indonesian, IsOk());
  EXPECT_NE(english->results(0).violations(0).message(),
            indonesian->results(0).violations(0).message());
}

TEST_F(IngestHandlerTest, OtherKindsOfRecordsComeInTheSameWay) {
  v1::SubmitBatchRequest meetings;
  meetings.set_parent("districts/35.08.21");
  auto& meeting = *meetings.mutable_coordination_records()->add_rows();
  meeting.set_name("districts/35.08.21/coordinationRecords/a");
  meeting.set_kind(v1::COORDINATION_KIND_MEETING);
  meeting.set_subject("Rapat koordinasi");
  meeting.mutable_held_date()->set_year(2025);
  meeting.mutable_held_date()->set_month(3);
  meeting.mutable_held_date()->set_day(10);
  meeting.set_section("Kasi Pemerintahan");
  meeting.add_agencies()->set_name("Polsek Sumbersuko");
  meeting.mutable_agencies(0)->set_type(v1::AGENCY_TYPE_SECURITY_FORCES);
  EXPECT_EQ(OutcomesOf(Submit(meetings)), "C");
  *meeting.mutable_due_date() = meeting.held_date();
  meeting.mutable_due_date()->set_month(2);
  const Reply broken = Submit(meetings);
  ASSERT_EQ(OutcomesOf(broken), "X");
  EXPECT_THAT(ViolationsOfRow(broken->results(0)),
              ElementsAre("due_date DATE_ORDER"));
  EXPECT_EQ(broken->results(0).violations(0).arguments().at("other"),
            "held_date");

  v1::SubmitBatchRequest documents;
  documents.set_parent("districts/35.08.21");
  auto& document = *documents.mutable_village_documents()->add_rows();
  document.set_name("districts/35.08.21/villageDocuments/a");
  document.set_village("35.08.21.2001");
  document.set_kind(v1::VILLAGE_DOCUMENT_KIND_APBDESA);
  document.set_fiscal_year(2025);
  document.mutable_enacted_date()->set_year(2024);
  document.mutable_enacted_date()->set_month(12);
  document.mutable_enacted_date()->set_day(30);
  EXPECT_EQ(OutcomesOf(Submit(documents)), "C");
  document.set_name("districts/35.08.21/villageDocuments/b");
  const Reply taken = Submit(documents);
  ASSERT_EQ(OutcomesOf(taken), "X");
  EXPECT_THAT(ViolationsOfRow(taken->results(0)),
              ElementsAre("name SLOT_TAKEN"));
}

TEST_F(IngestHandlerTest, ABatchHasAParentAndRowsOfOneKindAndAPolicy) {
  v1::SubmitBatchRequest request;
  request.set_row_policy(static_cast<v1::RowPolicy>(5));

  const Reply refused = Submit(request);

  EXPECT_THAT(refused, ViolatesField("parent", code::kRequired));
  EXPECT_THAT(refused, ViolatesField("records", code::kRequired));
  EXPECT_THAT(refused, ViolatesField("row_policy", code::kUnknownCode));
  request = Surveys({});
  request.mutable_survey_responses();
  EXPECT_THAT(Submit(request),
              ViolatesField("survey_responses.rows", code::kRequired));
}

TEST_F(IngestHandlerTest, AThousandRowsAreTheLimit) {
  std::vector<v1::SurveyResponse> rows;
  for (int i = 0; i < 1000; ++i) {
    rows.push_back(SatisfiedSurvey(absl::StrCat("r", i)));
  }
  const Reply full = Submit(Surveys(rows));
  ASSERT_THAT(full, IsOk());
  EXPECT_EQ(full->totals().created(), 1000);

  rows.push_back(SatisfiedSurvey("one-more"));
  EXPECT_THAT(Submit(Surveys(rows)),
              ViolatesField("survey_responses.rows", code::kTooMany));
  EXPECT_FALSE(IsStored("one-more"));
}

TEST_F(IngestHandlerTest, AReplyOfManyViolationsStaysUnderTheLimitOfAMessage) {
  std::vector<v1::SurveyResponse> rows(1000);
  for (v1::SurveyResponse& row : rows) {
    row.set_name(std::string(300, '\n'));
    for (int i = 0; i < 32; ++i) row.add_scores()->set_element("sopan");
  }

  const Reply reply = Submit(Surveys(rows));

  ASSERT_THAT(reply, IsOk());
  EXPECT_LT(reply->ByteSizeLong(), 4u << 20);
  EXPECT_EQ(reply->totals().rejected(), 1000);
  EXPECT_THAT(ViolationsOfRow(reply->results(0)), SizeIs(testing::Gt(50)));
  EXPECT_THAT(ViolationsOfRow(reply->results(999)), SizeIs(1));
}

}  // namespace
}  // namespace iku::collection
