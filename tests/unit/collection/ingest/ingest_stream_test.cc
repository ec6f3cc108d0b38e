#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "tests/support/matchers.h"
#include "tests/unit/collection/ingest/ingest_fixture.h"

namespace iku::test {
namespace {

class IngestStreamTest : public IngestHandlerTest {
 protected:
  // One stream of a client that reads what it is told.
  class Stream {
   public:
    explicit Stream(v1::IngestService::Stub& stub) {
      context_.AddMetadata("accept-language", "en");
      context_.set_deadline(std::chrono::system_clock::now() +
                            std::chrono::seconds(30));
      stream_ = stub.Ingest(&context_);
    }
    // Breaks off, unless it was ended.
    ~Stream() {
      if (ended_) return;
      context_.TryCancel();
      (void)Drain();
    }

    bool Send(const std::string& session, int64_t sequence,
              v1::SubmitBatchRequest batch) {
      v1::IngestRequest request;
      *request.mutable_batch() = std::move(batch);
      request.mutable_batch()->set_session(
          session.empty() ? ""
                          : "districts/35.08.21/ingestSessions/" + session);
      request.mutable_batch()->set_sequence(sequence);
      return stream_->Write(request);
    }
    v1::IngestResponse Read() {
      v1::IngestResponse response;
      EXPECT_TRUE(stream_->Read(&response));
      return response;
    }
    absl::Status End() {
      stream_->WritesDone();
      return Drain();
    }

   private:
    absl::Status Drain() {
      v1::IngestResponse rest;
      while (stream_->Read(&rest)) {
      }
      ended_ = true;
      return FromGrpcStatus(stream_->Finish());
    }

    bool ended_ = false;
    grpc::ClientContext context_;
    std::unique_ptr<
        grpc::ClientReaderWriter<v1::IngestRequest, v1::IngestResponse>>
        stream_;
  };

  void CreateSession(const std::string& id) {
    v1::CreateIngestSessionRequest request;
    request.mutable_ingest_session()->set_name(
        "districts/35.08.21/ingestSessions/" + id);
    request.mutable_ingest_session()->set_row_policy(
        v1::ROW_POLICY_ACCEPT_VALID);
    grpc::ClientContext context;
    v1::IngestSession reply;
    ASSERT_TRUE(stub_->CreateIngestSession(&context, request, &reply).ok());
  }
  int64_t NextSequence(const std::string& id) {
    v1::GetIngestSessionRequest request;
    request.set_name("districts/35.08.21/ingestSessions/" + id);
    grpc::ClientContext context;
    v1::IngestSession reply;
    EXPECT_TRUE(stub_->GetIngestSession(&context, request, &reply).ok());
    return reply.next_sequence();
  }
  static v1::SubmitBatchRequest One(const std::string& id) {
    return Surveys({SatisfiedSurvey(id)});
  }
};

TEST_F(IngestStreamTest, BatchesAreAnsweredInTheirOrderWhenTheyAreStored) {
  CreateSession("s");
  Stream stream(*stub_);
  EXPECT_EQ(stream.Read().credit().max_in_flight_batches(), 8);
  for (int i = 1; i <= 5; ++i) {
    ASSERT_TRUE(stream.Send("s", i, One(absl::StrCat("r", i))));
  }
  for (int i = 1; i <= 5; ++i) {
    const v1::IngestResponse response = stream.Read();
    EXPECT_EQ(response.answer().sequence(), i);
    EXPECT_EQ(response.answer().response().totals().created(), 1);
    EXPECT_TRUE(IsStored(absl::StrCat("r", i)));
  }
  EXPECT_THAT(stream.End(), IsOk());
  EXPECT_EQ(NextSequence("s"), 6);
}

TEST_F(IngestStreamTest, AClientThatReadsNothingHoldsBackOnlyItself) {
  CreateSession("s");
  Stream slow(*stub_);
  std::thread sender([&] {
    for (int i = 1; i <= 40; ++i) {
      EXPECT_TRUE(slow.Send("s", i, One(absl::StrCat("r", i))));
    }
  });
  CreateSession("t");
  Stream other(*stub_);
  other.Read();
  ASSERT_TRUE(other.Send("t", 1, One("other")));
  EXPECT_EQ(other.Read().answer().sequence(), 1);
  // No more is taken in than may be unanswered, and what the connection holds.
  EXPECT_LT(NextSequence("s"), 30);

  slow.Read();  // the credit
  for (int i = 1; i <= 40; ++i) EXPECT_EQ(slow.Read().answer().sequence(), i);
  sender.join();
  EXPECT_EQ(NextSequence("s"), 41);
}

TEST_F(IngestStreamTest, AGapIsAnsweredInBandAndTheStreamGoesOn) {
  CreateSession("s");
  Stream stream(*stub_);
  stream.Read();
  ASSERT_TRUE(stream.Send("s", 2, One("b")));
  const v1::IngestResponse gap = stream.Read();
  EXPECT_EQ(gap.error().sequence(), 2);
  EXPECT_EQ(gap.error().status().code(), 11);
  EXPECT_EQ(gap.error().next_sequence(), 1);
  EXPECT_FALSE(IsStored("b"));
  ASSERT_TRUE(stream.Send("s", 1, One("a")));
  EXPECT_EQ(stream.Read().answer().sequence(), 1);
  EXPECT_THAT(stream.End(), IsOk());
}

TEST_F(IngestStreamTest, ABrokenStreamIsResumedWhereTheSessionStands) {
  CreateSession("s");
  {
    Stream broken(*stub_);
    broken.Read();
    for (int i = 1; i <= 6; ++i) {
      ASSERT_TRUE(broken.Send("s", i, One(absl::StrCat("r", i))));
    }
    EXPECT_EQ(broken.Read().answer().sequence(), 1);
  }
  Stream resumed(*stub_);
  resumed.Read();
  // From the first that was not answered, as a client does that asks nobody.
  for (int i = 2; i <= 8; ++i) {
    ASSERT_TRUE(resumed.Send("s", i, One(absl::StrCat("r", i))));
  }
  for (int i = 2; i <= 8; ++i) {
    EXPECT_EQ(resumed.Read().answer().sequence(), i);
  }
  EXPECT_EQ(NextSequence("s"), 9);
  for (int i = 1; i <= 8; ++i) EXPECT_TRUE(IsStored(absl::StrCat("r", i)));
}

TEST_F(IngestStreamTest, SeveralSessionsAndKindsShareAStream) {
  CreateSession("s");
  CreateSession("t");
  v1::SubmitBatchRequest meeting;
  meeting.set_parent("districts/35.08.21");
  v1::CoordinationRecord& record =
      *meeting.mutable_coordination_records()->add_rows();
  record.set_name("districts/35.08.21/coordinationRecords/m");
  record.set_kind(v1::COORDINATION_KIND_MEETING);
  record.set_subject("Rapat koordinasi");
  record.set_section("Kasi Pemerintahan");
  *record.mutable_held_date() = SatisfiedSurvey("a").response_date();
  v1::Agency& agency = *record.add_agencies();
  agency.set_name("Polsek Sumbersuko");
  agency.set_type(v1::AGENCY_TYPE_SECURITY_FORCES);
  v1::SubmitBatchRequest document;
  document.set_parent("districts/35.08.21");
  v1::VillageDocument& apbdesa =
      *document.mutable_village_documents()->add_rows();
  apbdesa.set_name("districts/35.08.21/villageDocuments/d");
  apbdesa.set_village("35.08.21.2001");
  apbdesa.set_kind(v1::VILLAGE_DOCUMENT_KIND_APBDESA);
  apbdesa.set_fiscal_year(2025);
  *apbdesa.mutable_enacted_date() = SatisfiedSurvey("a").response_date();
  Stream stream(*stub_);
  stream.Read();
  ASSERT_TRUE(stream.Send("s", 1, One("a")));
  ASSERT_TRUE(stream.Send("t", 1, meeting));
  ASSERT_TRUE(stream.Send("s", 2, document));
  for (const int64_t sequence : {1, 1, 2}) {
    const v1::IngestResponse response = stream.Read();
    EXPECT_EQ(response.answer().sequence(), sequence);
    EXPECT_EQ(response.answer().response().totals().created(), 1)
        << response.ShortDebugString();
  }
}

TEST_F(IngestStreamTest, ABatchWithoutASessionIsRefusedInBand) {
  Stream stream(*stub_);
  stream.Read();
  ASSERT_TRUE(stream.Send("", 0, One("a")));
  EXPECT_EQ(stream.Read().error().status().code(), 3);
  EXPECT_FALSE(IsStored("a"));
}

TEST_F(IngestStreamTest, AStoppingServiceAnswersWhatItTookAndSaysGoodbye) {
  CreateSession("s");
  Stream stream(*stub_);
  stream.Read();
  ASSERT_TRUE(stream.Send("s", 1, One("a")));
  EXPECT_EQ(stream.Read().answer().sequence(), 1);

  calls_.StopStreams();

  const absl::Status end = stream.End();
  EXPECT_THAT(end, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(end, HasReason(code::kStopping));
  Stream late(*stub_);
  EXPECT_THAT(late.End(), StatusIs(absl::StatusCode::kUnavailable));
}

}  // namespace
}  // namespace iku::test
