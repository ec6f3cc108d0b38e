#include <future>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/store/sqlite/run.h"
#include "gmock/gmock.h"
#include "services/collection/audit/sqlite_change_store.h"
#include "services/collection/ingest/row_erasure.h"
#include "tests/support/matchers.h"
#include "tests/support/proto_matchers.h"
#include "tests/unit/collection/ingest/ingest_fixture.h"

namespace iku::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kSession[] = "districts/35.08.21/ingestSessions/s";
constexpr char kRow[] =
    "districts/35.08.21/ingestSessions/s/quarantinedRows/1-1";

class QuarantineTest : public IngestHandlerTest {
 protected:
  using Row = absl::StatusOr<v1::QuarantinedRow>;

  void SetUp() override {
    v1::CreateIngestSessionRequest request;
    request.mutable_ingest_session()->set_name(kSession);
    request.mutable_ingest_session()->set_row_policy(
        v1::ROW_POLICY_ACCEPT_VALID);
    grpc::ClientContext context;
    v1::IngestSession reply;
    ASSERT_TRUE(stub_->CreateIngestSession(&context, request, &reply).ok());
    auto batch = Surveys({SatisfiedSurvey("a"), Broken("b")});
    batch.mutable_survey_responses()->mutable_rows(1)->set_comment(
        "hubungi 081234567890");
    batch.set_session(kSession);
    batch.set_sequence(1);
    ASSERT_THAT(Submit(batch), IsOk());
  }

  template <typename Request, typename Reply>
  absl::StatusOr<Reply> Call(
      grpc::Status (v1::QuarantineService::Stub::*method)(grpc::ClientContext*,
                                                          const Request&,
                                                          Reply*),
      const Request& request, const char* language = "en") {
    grpc::ClientContext context;
    context.AddMetadata("accept-language", language);
    context.AddMetadata("iku-actor", "Kasi Pelayanan");
    Reply reply;
    const grpc::Status status =
        (*quarantine_.*method)(&context, request, &reply);
    if (!status.ok()) return FromGrpcStatus(status);
    return reply;
  }
  Row Get(const char* language = "en", const char* name = kRow) {
    v1::GetQuarantinedRowRequest request;
    request.set_name(name);
    return Call(&v1::QuarantineService::Stub::GetQuarantinedRow, request,
                language);
  }
  Row Resubmit(const v1::SurveyResponse& mended, bool validate_only = false) {
    v1::ResubmitQuarantinedRowRequest request;
    request.set_name(kRow);
    *request.mutable_survey_response() = mended;
    request.set_validate_only(validate_only);
    return Call(&v1::QuarantineService::Stub::ResubmitQuarantinedRow, request);
  }
  absl::StatusOr<collection::Erased<collection::SurveyResponse>> Erase(
      const std::string& id, std::optional<Date> only_before = {}) {
    std::promise<absl::StatusOr<collection::Erased<collection::SurveyResponse>>>
        erased;
    surveys_.Erase({.key = {"35.08.21", id},
                    .extent = collection::ErasureExtent::kRecord,
                    .reason = "permintaan responden",
                    .changed_by = "Petugas PDP",
                    .only_before = only_before},
                   [&](auto result) { erased.set_value(std::move(result)); });
    return erased.get_future().get();
  }
  Row Discard() {
    v1::DiscardQuarantinedRowRequest request;
    request.set_name(kRow);
    request.set_reason("lembar rusak");
    return Call(&v1::QuarantineService::Stub::DiscardQuarantinedRow, request);
  }
};

TEST_F(QuarantineTest, ARefusedRowWaitsWithWhatWasSentAndWhy) {
  const Row row = Get();
  ASSERT_THAT(row, IsOk());
  EXPECT_EQ(row->state(), v1::QUARANTINE_STATE_WAITING);
  EXPECT_EQ(row->survey_response().name(), SatisfiedSurvey("b").name());
  EXPECT_EQ(row->survey_response().scores(2).score(), 9);
  ASSERT_THAT(row->violations(), SizeIs(3));
  EXPECT_EQ(row->violations(1).code(), code::kScoreOutOfRange);
  EXPECT_THAT(row->violations(1).message(), HasSubstr("score"));
  EXPECT_NE(Get("id")->violations(1).message(), row->violations(1).message());
}

TEST_F(QuarantineTest, NoTelephoneNumberIsEverKept) {
  const Row row = Get();
  ASSERT_THAT(row, IsOk());
  EXPECT_EQ(row->survey_response().comment(), "");
  EXPECT_THAT(row->redacted_fields(), ElementsAre("comment"));
  ASSERT_THAT(database_->Read([](sqlite::Connection& connection) {
    auto kept = connection.Prepare(
        "SELECT count(*) FROM quarantined_rows"
        " WHERE instr(row, CAST('081234567890' AS BLOB)) > 0");
    EXPECT_TRUE((*kept)->Step().ok());
    EXPECT_EQ((*kept)->Int(0), 0);
    return absl::OkStatus();
  }),
              IsOk());
}

TEST_F(QuarantineTest, NoNikIsKeptInTheAnswerOfABatch) {
  constexpr char kNik[] = "3508212005850001";
  auto batch = Surveys({SatisfiedSurvey(kNik)});
  batch.set_session(kSession);
  batch.set_sequence(2);
  const Reply first = Submit(batch);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(first->results(0).name(), HasSubstr(kNik));

  const Reply again = Submit(batch);

  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(again->replayed());
  EXPECT_THAT(ViolationsOfRow(again->results(0)),
              ElementsAre("name PERSONAL_DATA"));
  EXPECT_THAT(again->DebugString(), Not(HasSubstr(kNik)));
}

// A record whose name nobody ever stored, and one that came in another way.
TEST_F(QuarantineTest, ErasingARecordEmptiesTheRowsThatWereSentUnderItsName) {
  auto batch = Surveys({Broken("c"), Broken("d")});
  batch.mutable_survey_responses()->mutable_rows(0)->set_service("bapak-budi");
  batch.set_session(kSession);
  batch.set_sequence(2);
  ASSERT_THAT(Submit(batch)->DebugString(), HasSubstr("bapak-budi"));
  ASSERT_THAT(Submit(Surveys({SatisfiedSurvey("d")})), IsOk());

  for (const char* id : {"c", "d"}) {
    const auto erased = Erase(id);
    ASSERT_THAT(erased, IsOk());
    EXPECT_EQ(erased->quarantined_rows, 1);
    EXPECT_GT(erased->data_version, 0);
  }

  const Row row =
      Get("en", "districts/35.08.21/ingestSessions/s/quarantinedRows/2-0");
  ASSERT_THAT(row, IsOk());
  EXPECT_EQ(row->row_case(), v1::QuarantinedRow::ROW_NOT_SET);
  EXPECT_EQ(row->state(), v1::QUARANTINE_STATE_DISCARDED);
  EXPECT_EQ(row->reason(), "permintaan responden");
  EXPECT_EQ(row->resolved_by(), "Petugas PDP");
  const Reply replayed = Submit(batch);
  ASSERT_THAT(replayed, IsOk());
  EXPECT_EQ(OutcomesOf(replayed), "XX");
  EXPECT_THAT(ViolationsOfRow(replayed->results(0)), SizeIs(3));
  EXPECT_THAT(replayed->DebugString(), Not(HasSubstr("bapak-budi")));
  EXPECT_EQ(Get()->state(), v1::QUARANTINE_STATE_WAITING);
}

TEST_F(QuarantineTest, ErasingAgainFindsNothingLeftAndAnUnknownNameNothing) {
  for (const char* id : {"a", "b"}) {
    ASSERT_THAT(Erase(id), IsOk());
    const auto again = Erase(id);
    ASSERT_THAT(again, IsOk()) << id;
    EXPECT_EQ(again->data_version, 0);
    EXPECT_EQ(again->quarantined_rows, 0);
  }
  EXPECT_THAT(Erase("zz"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(QuarantineTest, TheChangeOfAnErasedRowNamesTheRow) {
  const auto erased = Erase("b");
  ASSERT_THAT(erased, IsOk());
  collection::SqliteChangeStore changes(*database_);
  const auto found = changes.List(
      {.district = "35.08.21",
       .resource =
           collection::ChangeFilter::Resource{
               collection::ChangedCollection::kQuarantinedRows, "s/1-1"}},
      0, 10);
  ASSERT_THAT(found, IsOk());
  ASSERT_THAT(*found, SizeIs(1));
  EXPECT_EQ(found->front().change.action, collection::ChangeAction::kErase);
  EXPECT_EQ(found->front().change.reason, "permintaan responden");
  const auto report = changes.Verify({}, [] { return true; });
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(report->mismatches, IsEmpty());
}

TEST_F(QuarantineTest, ARetentionOfRecordsTakesOnlyRowsThatBecameThem) {
  auto batch = Surveys({Broken("a")});  // the name of a record that is there
  batch.set_session(kSession);
  batch.set_sequence(2);
  ASSERT_THAT(Submit(batch), IsOk());
  ASSERT_THAT(Resubmit(SatisfiedSurvey("b")), IsOk());

  for (const char* id : {"a", "b"}) {
    ASSERT_THAT(Erase(id, Date{2100, 1, 1}), IsOk());
    EXPECT_EQ(surveys_.Get({"35.08.21", id})->version.state,
              collection::RecordState::kErased);
  }

  const Row waits =
      Get("en", "districts/35.08.21/ingestSessions/s/quarantinedRows/2-0");
  EXPECT_EQ(waits->state(), v1::QUARANTINE_STATE_WAITING);
  EXPECT_TRUE(waits->has_survey_response());
  EXPECT_EQ(Get()->row_case(), v1::QuarantinedRow::ROW_NOT_SET);
}

TEST_F(QuarantineTest, ThousandsOfRowsUnderOneNameAreErasedInSeveralCommits) {
  ASSERT_THAT(database_->WriteAndWait([](sqlite::Transaction& transaction) {
    return sqlite::Run(
        transaction.connection(),
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
        " WHERE i < 2499) INSERT INTO quarantined_rows (district_code, session,"
        " sequence, position, row, state, create_us, sent_name)"
        " SELECT '35.08.21', 's', 3 + i / 1000, i % 1000, x'0a00', 1, 1,"
        " 'districts/35.08.21/surveyResponses/many' FROM n");
  }),
              IsOk());

  const auto erased = Erase("many");

  ASSERT_THAT(erased, IsOk());
  EXPECT_EQ(erased->quarantined_rows, 2500);
  collection::SqliteChangeStore changes(*database_);
  const auto found = changes.List(
      {.district = "35.08.21", .action = collection::ChangeAction::kErase}, 0,
      10);
  ASSERT_THAT(found, IsOk());
  EXPECT_THAT(*found, SizeIs(3));
}

TEST_F(QuarantineTest, OldRowsGoWithWhatTheirAnswersQuote) {
  v1::SubmitBatchRequest batch;
  batch.set_parent("districts/35.08.21");
  batch.set_session(kSession);
  batch.set_sequence(2);
  v1::SurveySheet& sheet = *batch.mutable_survey_sheet();
  sheet.add_elements("time");
  sheet.set_allow_missing(true);
  v1::SurveySheetRow& row = *sheet.add_rows();
  row.set_id("c");
  row.set_service("bapak-budi");
  row.add_scores(3);
  ASSERT_THAT(Submit(batch)->DebugString(), HasSubstr("bapak-budi"));
  std::promise<absl::StatusOr<int64_t>> told;

  sessions_.EraseRows("35.08.21", clock_.Now() + absl::Hours(1), 10,
                      "masa simpan", "retensi",
                      [&](auto rows) { told.set_value(std::move(rows)); });

  const auto rows = told.get_future().get();
  ASSERT_THAT(rows, IsOk());
  EXPECT_EQ(*rows, 2);
  const Reply replayed = Submit(batch);
  ASSERT_THAT(replayed, IsOk());
  EXPECT_EQ(replayed->totals().rejected(), 1);
  EXPECT_THAT(replayed->DebugString(), Not(HasSubstr("bapak-budi")));
  // The sheet's row is known by its name too.
  EXPECT_EQ(Erase("c")->quarantined_rows, 0);
}

TEST_F(QuarantineTest, RowsOfARecordAreFoundByAnIndex) {
  std::string plan;
  ASSERT_THAT(database_->Read([&](sqlite::Connection& connection) {
    static const std::string& explain = *new std::string(
        absl::StrCat("EXPLAIN QUERY PLAN ", collection::RowsOfSql()));
    auto steps = *connection.Prepare(explain.c_str());
    while (*steps->Step()) absl::StrAppend(&plan, steps->Text(3), "\n");
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_THAT(plan, HasSubstr("quarantined_rows_mended (district_code=? AND"
                              " record=? AND (session,sequence,position)>"));
  EXPECT_THAT(plan, HasSubstr("quarantined_rows_sent_as (district_code=? AND"
                              " sent_name=? AND (session,sequence,position)>"));
}

TEST_F(QuarantineTest, AMendedRowBecomesARecordOnce) {
  ASSERT_THAT(Resubmit(SatisfiedSurvey("b"), true), IsOk());
  EXPECT_FALSE(IsStored("b"));

  const Row row = Resubmit(SatisfiedSurvey("b"));

  ASSERT_THAT(row, IsOk());
  EXPECT_EQ(row->state(), v1::QUARANTINE_STATE_RESUBMITTED);
  EXPECT_EQ(row->record(), SatisfiedSurvey("b").name());
  EXPECT_EQ(row->resolved_by(), "Kasi Pelayanan");
  EXPECT_TRUE(IsStored("b"));
  const Row again = Resubmit(SatisfiedSurvey("b"));
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(*again, EqualsProto(*row));
  EXPECT_THAT(Resubmit(SatisfiedSurvey("c")), HasReason(code::kRowResolved));
  EXPECT_FALSE(IsStored("c"));
  EXPECT_THAT(Discard(), HasReason(code::kRowResolved));
}

TEST_F(QuarantineTest, ARowThatIsStillWrongGoesOnWaiting) {
  EXPECT_THAT(
      Resubmit(Broken("b")),
      ViolatesField("survey_response.scores[2].score", code::kScoreOutOfRange));
  EXPECT_THAT(Resubmit(DissatisfiedSurvey("a")), HasReason(code::kNameTaken));
  EXPECT_EQ(Get()->state(), v1::QUARANTINE_STATE_WAITING);
}

TEST_F(QuarantineTest, ADiscardedRowKeepsItsReasonAndIsNoRecord) {
  const Row row = Discard();
  ASSERT_THAT(row, IsOk());
  EXPECT_EQ(row->state(), v1::QUARANTINE_STATE_DISCARDED);
  EXPECT_EQ(row->reason(), "lembar rusak");
  EXPECT_THAT(Discard(), IsOk());
  EXPECT_THAT(Resubmit(SatisfiedSurvey("b")), HasReason(code::kRowResolved));
  EXPECT_FALSE(IsStored("b"));
}

TEST_F(QuarantineTest, RowsAreListedPageByPageAndByState) {
  auto batch = Surveys({Broken("c"), Broken("d")});
  batch.set_session(kSession);
  batch.set_sequence(2);
  ASSERT_THAT(Submit(batch), IsOk());
  ASSERT_THAT(Discard(), IsOk());
  for (const char* parent : {kSession, "districts/35.08.21/ingestSessions/-"}) {
    v1::ListQuarantinedRowsRequest request;
    request.set_parent(parent);
    request.set_page_size(2);
    std::vector<std::string> names;
    do {
      const auto page =
          Call(&v1::QuarantineService::Stub::ListQuarantinedRows, request);
      ASSERT_THAT(page, IsOk());
      for (const auto& row : page->quarantined_rows()) {
        names.push_back(row.name().substr(row.name().rfind('/') + 1));
      }
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    EXPECT_THAT(names, ElementsAre("1-1", "2-0", "2-1"));
    request.set_state(v1::QUARANTINE_STATE_DISCARDED);
    EXPECT_THAT(Call(&v1::QuarantineService::Stub::ListQuarantinedRows, request)
                    ->quarantined_rows(),
                SizeIs(1));
  }
}

TEST_F(QuarantineTest, AnUnknownRowIsNotFound) {
  EXPECT_THAT(
      Get("en", "districts/35.08.21/ingestSessions/s/quarantinedRows/1-9"),
      StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(
      Get("en", "districts/35.08.21/ingestSessions/s/quarantinedRows/01-1"),
      ViolatesField("name", code::kNameMalformed));
}

}  // namespace
}  // namespace iku::test
