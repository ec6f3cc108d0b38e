#ifndef IKU_TESTS_UNIT_COLLECTION_INGEST_INGEST_FIXTURE_H_
#define IKU_TESTS_UNIT_COLLECTION_INGEST_INGEST_FIXTURE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/server/server.h"
#include "gtest/gtest.h"
#include "services/collection/coordination/coordination_kind.h"
#include "services/collection/ingest/ingest_handler.h"
#include "services/collection/ingest/quarantine_handler.h"
#include "services/collection/ingest/sqlite_session_store.h"
#include "services/collection/store/schema.h"
#include "services/collection/store/sqlite_record_store.h"
#include "services/collection/survey/survey_kind.h"
#include "services/collection/village_document/village_document_kind.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/collection/fixed_register.h"
#include "tests/unit/collection/survey/survey_samples.h"

namespace iku::test {

namespace v1 = collection::v1;

// IngestService and QuarantineService behind a real server, over a SQLite file
// of their own. It is 20 November 2025, noon in Lumajang.
class IngestHandlerTest : public ::testing::Test {
 public:
  using Reply = absl::StatusOr<v1::SubmitBatchResponse>;

 protected:
  ~IngestHandlerTest() override { server_->Drain(); }

  Reply Submit(const v1::SubmitBatchRequest& request,
               const std::string& language = "en") {
    grpc::ClientContext context;
    context.AddMetadata("accept-language", language);
    v1::SubmitBatchResponse reply;
    const grpc::Status status = stub_->SubmitBatch(&context, request, &reply);
    if (!status.ok()) return FromGrpcStatus(status);
    return reply;
  }

  static v1::SubmitBatchRequest Surveys(
      const std::vector<v1::SurveyResponse>& rows,
      v1::RowPolicy policy = v1::ROW_POLICY_UNSPECIFIED) {
    v1::SubmitBatchRequest request;
    request.set_parent("districts/35.08.21");
    request.set_row_policy(policy);
    for (const auto& row : rows) {
      *request.mutable_survey_responses()->add_rows() = row;
    }
    return request;
  }

  static v1::SurveyResponse Broken(const std::string& id) {
    auto row = SatisfiedSurvey(id);
    row.mutable_scores(2)->set_score(9);
    row.mutable_response_date()->set_month(13);
    return row;
  }

  // Letters of the outcomes: Created, Replayed, (not OK) X, Held back.
  static std::string OutcomesOf(const Reply& reply) {
    if (!reply.ok()) return reply.status().ToString();
    std::string letters;
    for (const v1::RowResult& row : reply->results()) {
      letters += " CRXH"[row.outcome()];
    }
    return letters;
  }

  static std::vector<std::string> ViolationsOfRow(const v1::RowResult& row) {
    std::vector<std::string> found;
    for (const auto& violation : row.violations()) {
      found.push_back(absl::StrCat(violation.field(), " ", violation.code()));
    }
    return found;
  }

  bool IsStored(const std::string& id) {
    return surveys_.Get({"35.08.21", id}).ok();
  }

  FakeClock clock_{absl::FromUnixSeconds(1'763'614'800)};
  FixedRegister register_{
      {{"35.08.20", {}}, {"35.08.21", {}}, {"35.08.21.2001", {}}}};
  TempDir dir_;
  std::unique_ptr<sqlite::Database> database_ = *sqlite::Database::Open(
      dir_.File("collection.db"), collection::Migrations(), clock_, {});
  collection::SqliteRecordStore<collection::SurveyKind> surveys_{*database_};
  collection::SqliteRecordStore<collection::CoordinationKind> coordination_{
      *database_};
  collection::SqliteRecordStore<collection::VillageDocumentKind> documents_{
      *database_};
  collection::SqliteSessionStore sessions_{*database_};
  Calls calls_{{}};
  collection::IngestHandler handler_{calls_,     surveys_,  coordination_,
                                     documents_, sessions_, register_,
                                     clock_};
  collection::QuarantineHandler quarantine_handler_{
      calls_,    surveys_,  coordination_, documents_,
      sessions_, register_, clock_};
  std::unique_ptr<Server> server_ =
      *Server::Start({}, {&handler_, &quarantine_handler_});
  std::unique_ptr<v1::IngestService::Stub> stub_ =
      v1::IngestService::NewStub(server_->InProcessChannel());
  std::unique_ptr<v1::QuarantineService::Stub> quarantine_ =
      v1::QuarantineService::NewStub(server_->InProcessChannel());
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COLLECTION_INGEST_INGEST_FIXTURE_H_
