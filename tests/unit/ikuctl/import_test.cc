#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "iku/collection/v1/coordination_service.grpc.pb.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"
#include "iku/collection/v1/register_service.grpc.pb.h"
#include "nlohmann/json.hpp"
#include "services/ikuctl/command/commands.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kHeader[] =
    "requirements,procedure,time,cost,product,competence,behaviour,complaints,"
    "facilities,date\n";

// Keeps what is sent, by name, and answers as the contract says. Refuses rows
// whose comment is "refuse me".
class FakeIngest final : public v1::IngestService::Service {
 public:
  grpc::Status SubmitBatch(grpc::ServerContext* context,
                           const v1::SubmitBatchRequest* request,
                           v1::SubmitBatchResponse* reply) override {
    ++calls;
    language = std::string(
        context->client_metadata().find("accept-language")->second.data(), 2);
    if (busy > 0) {
      --busy;
      return {grpc::StatusCode::UNAVAILABLE, "busy"};
    }
    if (fail_after >= 0 && calls > fail_after) {
      return {grpc::StatusCode::UNAVAILABLE, "gone"};
    }
    for (const auto& row : request->survey_responses().rows()) {
      Answer(row.name(), row.SerializeAsString(), row.comment(), *reply);
    }
    for (const auto& row : request->coordination_records().rows()) {
      Answer(row.name(), row.SerializeAsString(), "", *reply);
    }
    return grpc::Status::OK;
  }

  std::map<std::string, std::string> stored;
  int calls = 0;
  int busy = 0;
  int fail_after = -1;
  std::string language;

 private:
  void Answer(const std::string& name, const std::string& bytes,
              const std::string& comment, v1::SubmitBatchResponse& reply) {
    v1::RowResult& result = *reply.add_results();
    result.set_name(name);
    if (comment == "refuse me") {
      result.set_outcome(v1::ROW_OUTCOME_REJECTED);
      type::v1::Violation& violation = *result.add_violations();
      violation.set_field("comment");
      violation.set_code("PERSONAL_DATA");
      violation.set_message("from the service");
      return;
    }
    const bool fresh = stored.emplace(name, bytes).second;
    result.set_outcome(fresh ? v1::ROW_OUTCOME_CREATED
                             : v1::ROW_OUTCOME_REPLAYED);
  }
};

class FakeCoordination final : public v1::CoordinationService::Service {
 public:
  grpc::Status AddFollowUp(grpc::ServerContext*,
                           const v1::AddFollowUpRequest* request,
                           v1::CoordinationRecord*) override {
    requests.insert(request->request_id());
    states.push_back(request->follow_up().state());
    return grpc::Status::OK;
  }
  std::set<std::string> requests;
  std::vector<v1::FollowUpState> states;
};

class FakeRegister final : public v1::RegisterService::Service {
 public:
  grpc::Status ListOfferedServices(
      grpc::ServerContext*, const v1::ListOfferedServicesRequest*,
      v1::ListOfferedServicesResponse* reply) override {
    v1::OfferedService& service = *reply->add_offered_services();
    service.set_name("districts/35.08.21/offeredServices/kk");
    service.set_display_name("Kartu Keluarga (KK)");
    return grpc::Status::OK;
  }

  grpc::Status BatchCreateRegions(
      grpc::ServerContext*, const v1::BatchCreateRegionsRequest* request,
      v1::BatchCreateRegionsResponse* reply) override {
    for (const v1::Region& region : request->regions()) {
      v1::RowResult& result = *reply->add_results();
      order.push_back(region.name());
      if (region.name() == "regions/35") {
        result.set_outcome(v1::ROW_OUTCOME_REJECTED);
        result.mutable_status()->set_code(
            static_cast<int>(absl::StatusCode::kAlreadyExists));
        type::v1::Violation& violation = *result.add_violations();
        violation.set_code("NAME_TAKEN");
        continue;
      }
      result.set_outcome(v1::ROW_OUTCOME_CREATED);
    }
    return grpc::Status::OK;
  }

  grpc::Status GetRegion(grpc::ServerContext*, const v1::GetRegionRequest*,
                         v1::Region* reply) override {
    reply->set_display_name("Jawa Timur");
    return grpc::Status::OK;
  }

  std::vector<std::string> order;
};

class ImportTest : public ::testing::Test {
 protected:
  ImportTest() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&ingest_);
    builder.RegisterService(&coordination_);
    builder.RegisterService(&register_);
    server_ = builder.BuildAndStart();
    connection_.collection = server_->InProcessChannel({});
    connection_.language = Language::kEnglish;
    connection_.collection_address = "test:1";
    options_.language = Language::kEnglish;
    options_.district = "35.08.21";
    char folder[] = "/tmp/ikuctl-import-XXXXXX";
    folder_ = mkdtemp(folder);
  }
  ~ImportTest() override {
    server_->Shutdown();
    for (const std::string& path : files_) std::remove(path.c_str());
    rmdir(folder_.c_str());
  }

  std::string File(const std::string& name, const std::string& text) {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path, std::ios::binary) << text;
    files_.push_back(path);
    return path;
  }

  int Run(const std::vector<std::string>& words) {
    out_.str("");
    err_.str("");
    Console console{.out = out_, .err = err_};
    return Import(Work{options_, words, connection_, console});
  }

  FakeIngest ingest_;
  FakeCoordination coordination_;
  FakeRegister register_;
  std::unique_ptr<grpc::Server> server_;
  Connection connection_;
  Options options_;
  std::string folder_;
  std::vector<std::string> files_;
  std::ostringstream out_, err_;
};

TEST_F(ImportTest, TheSameFileTwiceChangesNothing) {
  const std::string path = File("a.csv", std::string(kHeader) +
                                             "4,4,4,4,4,4,4,4,4,2025-06-30\n"
                                             "4,4,4,4,4,4,4,4,4,2025-06-30\n"
                                             "3,4,4,4,4,4,4,4,4,30/06/2025\n");
  EXPECT_EQ(Run({"survey", path}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("Read 3 rows: 3 stored"));
  const auto stored = ingest_.stored;
  EXPECT_EQ(stored.size(), 3u);
  EXPECT_EQ(Run({"survey", path}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("0 stored, 3 already there, 0 rejected"));
  EXPECT_EQ(ingest_.stored, stored);
  EXPECT_EQ(ingest_.language, "en");
}

TEST_F(ImportTest, AppendedAndReorderedRowsOnlyAddWhatIsNew) {
  EXPECT_EQ(
      Run({"survey", File("a.csv", std::string(kHeader) +
                                       "4,4,4,4,4,4,4,4,4,2025-06-30\n"
                                       "3,4,4,4,4,4,4,4,4,2025-06-30\n")}),
      kDone);
  EXPECT_EQ(
      Run({"survey", File("a.csv", std::string(kHeader) +
                                       "3,4,4,4,4,4,4,4,4,2025-06-30\n"
                                       "2,4,4,4,4,4,4,4,4,2025-06-30\n"
                                       "4,4,4,4,4,4,4,4,4,2025-06-30\n")}),
      kDone);
  EXPECT_THAT(out_.str(), HasSubstr("1 stored, 2 already there"));
  EXPECT_EQ(ingest_.stored.size(), 3u);
}

TEST_F(ImportTest, ReportsEveryRejectedRowInOrderAndTotalsAddUp) {
  options_.format = "json";
  const std::string path =
      File("a.csv",
           "requirements;procedure;time;cost;product;competence;behaviour;"
           "complaints;facilities;tanggal;jenis_kelamin;saran;layanan\r\n"
           "4;4;4;4;4;4;4;4;4;30/06/2025;L;;kartu keluarga(KK)\r\n"
           "4;4;5;4;x;4;4;4;;31/06/2025;Q;;ktp\r\n"
           "4;4;4;4;4;4;4;4;4;30/06/2025;P;refuse me;\r\n"
           "4;4;4\r\n");
  EXPECT_EQ(Run({"survey", path}), kPartly) << err_.str();
  const auto report = nlohmann::json::parse(out_.str());
  std::vector<std::string> seen;
  for (const auto& line : report["rejected"]) {
    seen.push_back(line["row"].dump() + " " +
                   line["column"].get<std::string>() + " " +
                   line["code"].get<std::string>());
  }
  EXPECT_THAT(seen,
              ::testing::ElementsAre(
                  "3 tanggal DATE_INVALID", "3 layanan UNKNOWN_SERVICE",
                  "3 time SCORE_OUT_OF_RANGE", "3 product SCORE_OUT_OF_RANGE",
                  "3 facilities ANSWER_MISSING", "3 jenis_kelamin UNKNOWN_CODE",
                  "4 saran PERSONAL_DATA", "5  COLUMN_COUNT"));
  EXPECT_EQ(report["totals"]["read"], 4);
  EXPECT_EQ(report["totals"]["stored"], 1);
  EXPECT_EQ(report["totals"]["rejected"], 3);
}

TEST_F(ImportTest, NumberedColumnsNeedAnOrderAndFollowIt) {
  const std::string path =
      File("a.csv", "u1,u2,u3,u4,u5,u6,u7,u8,u9\n4,4,4,4,4,4,4,1,2\n");
  options_.date = "2025-06-30";
  EXPECT_EQ(Run({"survey", path}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("complaints, facilities"));
  // Sending the same again would not help.
  EXPECT_THAT(err_.str(), Not(HasSubstr("Import the same file again")));
  EXPECT_EQ(ingest_.calls, 0);

  options_.order = "questionnaire";
  EXPECT_EQ(Run({"survey", path}), kDone);
  v1::SurveyResponse response;
  response.ParseFromString(ingest_.stored.begin()->second);
  std::map<std::string, int> scores;
  for (const v1::ElementScore& answer : response.scores()) {
    scores[answer.element()] = answer.score();
  }
  EXPECT_EQ(scores["facilities"], 1);
  EXPECT_EQ(scores["complaints"], 2);
}

TEST_F(ImportTest, OneColumnIsNeverTakenForTwoElements) {
  options_.date = "2025-06-30";
  options_.columns =
      "requirements=u1,procedure=u1,time=u3,cost=u4,product=u5,competence=u6,"
      "behaviour=u7,facilities=u8,complaints=u9";
  EXPECT_EQ(Run({"survey", File("a.csv",
                                "u1,u2,u3,u4,u5,u6,u7,u8,u9\n"
                                "4,1,4,4,4,4,4,1,2\n")}),
            kNothingDone);
  EXPECT_THAT(err_.str(),
              HasSubstr("\"u1\" is named for two elements: requirements and "
                        "procedure"));
  EXPECT_EQ(ingest_.calls, 0);
}

TEST_F(ImportTest, NothingOfABrokenFileIsSent) {
  std::string text(kHeader);
  for (int i = 0; i < 2000; ++i) text += "4,4,4,4,4,4,4,4,4,2025-06-30\n";
  EXPECT_EQ(Run({"survey", File("a.csv", text + "4,\"4\n")}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("row 2002"));
  EXPECT_EQ(Run({"survey", File("b.csv", "")}), kNothingDone);
  EXPECT_EQ(Run({"survey", File("c.csv", kHeader)}), kNothingDone);
  EXPECT_EQ(Run({"survey", folder_ + "/absent.csv"}), kNothingDone);
  EXPECT_EQ(ingest_.calls, 0);
}

TEST_F(ImportTest, WaitsWhileTheServiceIsBusy) {
  ingest_.busy = 2;
  EXPECT_EQ(
      Run({"survey", File("a.csv", std::string(kHeader) +
                                       "4,4,4,4,4,4,4,4,4,2025-06-30\n")}),
      kDone);
  EXPECT_EQ(ingest_.calls, 3);
}

TEST_F(ImportTest, StopsWhenTheServiceStaysAwayAndSaysHowToGoOn) {
  options_.deadline = connection_.limit = absl::Milliseconds(300);
  ingest_.fail_after = 1;
  std::string text(kHeader);
  for (int i = 0; i < 1200; ++i) text += "4,4,4,4,4,4,4,4,4,2025-06-30\n";
  const std::string path = File("a.csv", text);
  EXPECT_EQ(Run({"survey", path}), kPartly);
  EXPECT_THAT(out_.str(), HasSubstr("500 stored"));
  EXPECT_THAT(out_.str(), HasSubstr("700 not sent"));
  EXPECT_THAT(err_.str(), HasSubstr("500 rows are in"));
  ingest_.fail_after = -1;
  EXPECT_EQ(Run({"survey", path}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("700 stored, 500 already there"));
}

TEST_F(ImportTest, FollowUpsGoInOnceTheirRecordIs) {
  const std::string path =
      File("r.csv",
           "jenis,perihal,tanggal,seksi,instansi,follow_up_state,"
           "follow_up_date,evidence_kind,evidence_number,evidence_date\n"
           "Rapat koordinasi,Posyandu,2025-03-01,Kasi Kesra,"
           "Dinas Kesehatan (OPD); Polsek (TNI/POLRI),selesai,2025-03-10,"
           "Notulen,1/2025,2025-03-10\n"
           "SK Camat,Tim,2025-03-02,Kasi Kesra,Desa Grati (desa),,,,,\n"
           "Rapat,x,2025-03-02,Kasi,Tanpa jenis,,,,,\n");
  EXPECT_EQ(Run({"coordination", path}), kPartly) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("agencies[0].type"));
  EXPECT_THAT(out_.str(), HasSubstr("2 stored, 0 already there, 1 rejected"));
  EXPECT_THAT(out_.str(), HasSubstr("Follow-ups: 1 recorded"));
  EXPECT_EQ(Run({"coordination", path}), kPartly);
  EXPECT_EQ(coordination_.requests.size(), 1u);
  EXPECT_THAT(coordination_.states, ::testing::Each(v1::FOLLOW_UP_STATE_DONE));
}

TEST_F(ImportTest, RegionsGoInLevelByLevelAndKeepKnownOnes) {
  const std::string villages = File(
      "villages.csv", "code,district_code,name\n35.08.21.2001,35.08.21,A\n");
  const std::string provinces =
      File("provinces.csv", "code,name\n35,JAWA TIMUR\n");
  File("regencies.csv",
       "code,province_code,name\n35.08,35,KABUPATEN LUMAJANG\n");
  EXPECT_EQ(Run({"regions", villages, provinces}), kDone) << out_.str();
  EXPECT_THAT(register_.order,
              ::testing::ElementsAre("regions/35", "regions/35.08.21.2001"));
  EXPECT_THAT(out_.str(), HasSubstr("1 stored, 1 already there, 0 rejected"));
  EXPECT_EQ(Run({"regions", folder_}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("Read 3 rows"));
}

TEST_F(ImportTest, SaysAllThatIsMissingOnTheCommandLine) {
  options_.district = "35.08";
  EXPECT_EQ(Run({"survey"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("--district"));
  EXPECT_THAT(err_.str(), HasSubstr("CSV file"));
  EXPECT_EQ(Run({"cats", "x"}), kNothingDone);
}

}  // namespace
}  // namespace iku::ctl
