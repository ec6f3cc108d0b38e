#include "services/collection/retention/retention_handler.h"

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "common/server/server.h"
#include "common/status/grpc_status.h"
#include "gmock/gmock.h"
#include "tests/unit/collection/retention/retained_store.h"

namespace iku::test {
namespace {

namespace v1 = collection::v1;
using collection::RecordState;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kName[] = "districts/35.08.21/surveyResponses/a";

class RetentionHandlerTest : public RetainedStore {
 protected:
  ~RetentionHandlerTest() override { server_->Drain(); }

  template <typename Request, typename Reply>
  absl::StatusOr<Reply> Call(grpc::Status (v1::RetentionService::Stub::*method)(
                                 grpc::ClientContext*, const Request&, Reply*),
                             const Request& request) {
    grpc::ClientContext context;
    context.AddMetadata("iku-actor", "Petugas PDP");
    Reply reply;
    const grpc::Status status = (*stub_.*method)(&context, request, &reply);
    if (!status.ok()) return FromGrpcStatus(status);
    return reply;
  }

  absl::StatusOr<v1::EraseRecordResponse> Erase(const std::string& name,
                                                v1::ErasureExtent extent,
                                                const std::string& reason,
                                                bool validate_only = false) {
    v1::EraseRecordRequest request;
    request.set_name(name);
    request.set_extent(extent);
    request.set_reason(reason);
    request.set_validate_only(validate_only);
    return Call(&v1::RetentionService::Stub::EraseRecord, request);
  }

  collection::RetentionRun run_ = RunOf("surveyResponses/text=24");
  Calls calls_{{}};
  collection::RetentionHandler handler_{calls_,     surveys_, coordination_,
                                        documents_, run_,     *regions_};
  std::unique_ptr<Server> server_ = *Server::Start({}, {&handler_});
  std::unique_ptr<v1::RetentionService::Stub> stub_ =
      v1::RetentionService::NewStub(server_->InProcessChannel());
};

TEST_F(RetentionHandlerTest, ErasesTheTextAndThenTheRecord) {
  ASSERT_THAT(Insert({"a"}), IsOk());

  const auto text =
      Erase(kName, v1::ERASURE_EXTENT_TEXT, "permintaan responden");
  ASSERT_THAT(text, IsOk());
  EXPECT_EQ(text->name(), kName);
  EXPECT_EQ(text->versions(), 1);
  EXPECT_GT(text->data_version(), 0);
  EXPECT_EQ(ContentOf("a").comment, "");

  const auto record =
      Erase(kName, v1::ERASURE_EXTENT_RECORD, "permintaan responden");
  ASSERT_THAT(record, IsOk());
  EXPECT_GT(record->data_version(), text->data_version());
  EXPECT_EQ(StateOf("a"), RecordState::kErased);
}

TEST_F(RetentionHandlerTest, ASecondCallFindsNothingLeft) {
  ASSERT_THAT(Insert({"a"}), IsOk());
  ASSERT_THAT(Erase(kName, v1::ERASURE_EXTENT_RECORD, "permintaan responden"),
              IsOk());

  const auto again =
      Erase(kName, v1::ERASURE_EXTENT_RECORD, "permintaan responden");

  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->versions(), 0);
  EXPECT_EQ(again->data_version(), 0);
}

TEST_F(RetentionHandlerTest, ValidateOnlyErasesNothing) {
  ASSERT_THAT(Insert({"a"}), IsOk());

  const auto answer =
      Erase(kName, v1::ERASURE_EXTENT_RECORD, "permintaan responden", true);

  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->versions(), 1);
  EXPECT_EQ(StateOf("a"), RecordState::kActive);
}

TEST_F(RetentionHandlerTest, TheChangeSaysWhoAndWhy) {
  ASSERT_THAT(Insert({"a"}), IsOk());
  ASSERT_THAT(Erase(kName, v1::ERASURE_EXTENT_TEXT, "permintaan responden"),
              IsOk());

  const auto changes = changes_.List(
      {.district = "35.08.21",
       .resource =
           collection::ChangeFilter::Resource{
               collection::ChangedCollection::kSurveyResponses, "a"}},
      0, 10);

  ASSERT_THAT(changes, IsOk());
  ASSERT_EQ(changes->size(), 2);
  EXPECT_EQ((*changes)[1].change.action, collection::ChangeAction::kErase);
  EXPECT_EQ((*changes)[1].change.actor, "Petugas PDP");
  EXPECT_EQ((*changes)[1].change.reason, "permintaan responden");
}

TEST_F(RetentionHandlerTest, EveryViolationIsSaidAtOnce) {
  const auto refused = Erase("", v1::ERASURE_EXTENT_UNSPECIFIED, "x");
  EXPECT_THAT(refused, ViolatesField("name", code::kRequired));
  EXPECT_THAT(refused, ViolatesField("extent", code::kRequired));
  EXPECT_THAT(refused, ViolatesField("reason", code::kTooShort));
}

TEST_F(RetentionHandlerTest, OnlyRecordsHaveNamesThatCanBeErased) {
  for (const char* name :
       {"districts/35.08.21/ingestSessions/a", "districts/35.08.21",
        "regions/35.08.21", "districts/35.08.21/surveyResponses/",
        "districts/99.99.99/surveyResponses/a"}) {
    EXPECT_THAT(Erase(name, v1::ERASURE_EXTENT_TEXT, "permintaan responden"),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << name;
  }
  EXPECT_THAT(Erase(kName, v1::ERASURE_EXTENT_TEXT, "permintaan responden"),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(RetentionHandlerTest, WhatWasErasedStandsNowhereInTheFile) {
  ASSERT_THAT(Insert({"a"}), IsOk());
  ASSERT_THAT(Erase(kName, v1::ERASURE_EXTENT_TEXT, "permintaan responden"),
              IsOk());

  // Closing brings the log into the file.
  const std::string path = directory_.File("collection.db");
  server_->Drain();
  regions_.reset();
  database_.reset();

  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  EXPECT_THAT(bytes, HasSubstr("permintaan responden"));
  EXPECT_THAT(bytes, Not(HasSubstr("Pelayanan cepat")));
}

TEST_F(RetentionHandlerTest, SaysTheRulesAndTheLastRun) {
  const auto before = Call(&v1::RetentionService::Stub::GetRetention,
                           v1::GetRetentionRequest());
  ASSERT_THAT(before, IsOk());
  ASSERT_EQ(before->rules_size(), 1);
  EXPECT_EQ(before->rules(0).collection(), "surveyResponses");
  EXPECT_EQ(before->rules(0).extent(), v1::ERASURE_EXTENT_TEXT);
  EXPECT_EQ(before->rules(0).months(), 24);
  EXPECT_FALSE(before->has_last_run_time());

  ASSERT_THAT(InsertOf("a", {2020, 1, 1}), IsOk());
  run_.Run([] { return true; });

  const auto after = Call(&v1::RetentionService::Stub::GetRetention,
                          v1::GetRetentionRequest());
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->last_run_erased(), 1);
  EXPECT_TRUE(after->last_run_complete());
  EXPECT_TRUE(after->has_last_run_time());
}

TEST_F(RetentionHandlerTest, PreviewCountsWhatIsDueInADistrict) {
  ASSERT_THAT(InsertOf("a", {2020, 1, 1}), IsOk());
  v1::PreviewRetentionRequest request;
  request.set_parent("districts/35.08.21");

  const auto preview =
      Call(&v1::RetentionService::Stub::PreviewRetention, request);

  ASSERT_THAT(preview, IsOk());
  ASSERT_EQ(preview->due_size(), 1);
  EXPECT_EQ(preview->due(0).due(), 1);
  EXPECT_EQ(preview->due(0).before().year(), 2023);
  request.set_parent("districts/-");
  EXPECT_THAT(Call(&v1::RetentionService::Stub::PreviewRetention, request),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace iku::test
